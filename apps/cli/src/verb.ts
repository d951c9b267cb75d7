import { CommandRunner, Option } from 'nest-commander';

/** What `--help` says of a verb beside its options. */
export interface Example {
  /** Without `npm run ledger --`. */
  readonly command: string;
  /** The output is for a program: npm is told to be silent. */
  readonly isPiped?: true;
  readonly meaning: string;
}
/** What every verb is told. */
export interface DataDirectoryOption {
  readonly dataDir: string;
}

/** A verb of the command line: `npm run ledger -- <verb>`. */
export abstract class Verb extends CommandRunner {
  protected abstract readonly examples: readonly Example[];

  @Option({
    flags: '--data-dir <path>',
    description: 'where the ledger is',
    defaultValue: '.ledger',
    env: 'LEDGER_DATA_DIR',
  })
  parseDataDir(path: string): string {
    return path.trim() === '' ? '.ledger' : path.trim();
  }

  override setCommand(command: CommanderCommand): this {
    command.exitOverride(); // the process ends where it began: in main.ts
    command.addHelpText('after', () => this.exampleText());
    return super.setCommand(command);
  }

  private exampleText(): string {
    const lines = this.examples.map(
      ({ command, isPiped, meaning }) =>
        `  npm run ${isPiped === true ? '-s ' : ''}ledger -- ${command}\n      ${meaning}`,
    );
    return `\nFor example:\n${lines.join('\n')}`;
  }
}

type CommanderCommand = Parameters<CommandRunner['setCommand']>[0];
