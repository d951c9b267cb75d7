import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { Terminal } from '../../apps/cli/src/terminal.js';

/** What a line of the command line did. */
export interface Ran {
  readonly exitCode: number;
  /** Standard output. */
  readonly output: string;
  /** Standard error. */
  readonly messages: string;
}

/** The command line over a data directory of its own. */
export class CommandLine implements Disposable {
  readonly dataDirectory = join(mkdtempSync(join(tmpdir(), 'ledger-cli-')), 'data');

  /**
   * @param input what comes in at the standard input
   * @param isInterrupted the person at the keyboard wants it left off as soon as that can be
   */
  async run(args: readonly string[], input: string | Uint8Array = '', isInterrupted = false): Promise<Ran> {
    const terminal = new TestTerminal(input, isInterrupted);
    await import('@nestjs/core'); // before nest-commander, which requires it: jest cannot do both at once
    const { runLedger } = await import('../../apps/cli/src/run.js');
    const exitCode = await runLedger([...args, '--data-dir', this.dataDirectory], terminal);
    return { exitCode, output: terminal.output.text, messages: terminal.messages.text };
  }

  /** What a line that goes well puts out. */
  async output(args: readonly string[], input?: string | Uint8Array): Promise<string> {
    const { exitCode, output, messages } = await this.run(args, input);
    if (exitCode !== 0) throw new Error(`exit code ${String(exitCode)}: ${messages}`);
    return output;
  }

  [Symbol.dispose](): void {
    rmSync(join(this.dataDirectory, '..'), { recursive: true });
  }
}

class TestTerminal extends Terminal {
  override readonly input: Readable;
  override readonly output = new Collected();
  override readonly messages = new Collected();

  constructor(
    input: string | Uint8Array,
    private readonly isInterrupted: boolean,
  ) {
    super();
    this.input = Readable.from([Buffer.from(input)]);
  }

  override interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return work(this.isInterrupted ? AbortSignal.abort() : new AbortController().signal);
  }
}

/** A stream that keeps what it is given. */
class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#chunks).toString();
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }
}
