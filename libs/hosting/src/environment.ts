import { readFileSync } from 'node:fs';

/** What a process is told by its environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment holds something that the process cannot start with: one line for each variable. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'));
  }
}

/** How the text of one variable is understood. */
interface Form<Value> {
  /** The value where nothing is said; undefined where that is a value of its own. */
  readonly fallback?: string;
  /** Undefined for a text that is no such value. */
  readonly parse: (text: string) => Value | undefined;
  /** What it must be, as the end of a sentence. */
  readonly expected: string;
  /** Never repeated in a complaint. It may stand in a file, named by the variable with `_FILE` at its end. */
  readonly isSecret?: true;
}

/** Reads variables and collects what is wrong with them, so that all of it is said at once. A variable that is empty is not set. */
export class EnvironmentReader {
  readonly #complaints: string[] = [];

  constructor(private readonly environment: Environment) {}

  /** The value of a variable that has one in any case. Where the text is no such value, `checked` does not hand it on. */
  read<Value>(name: string, form: Form<Value> & { readonly fallback: string }): Value {
    return this.#parsed(name, this.#given(name, form) ?? form.fallback, form) as Value;
  }

  /** The value of a variable that may be left out. */
  readOptional<Value>(name: string, form: Form<Value>): Value | undefined {
    const text = this.#given(name, form);
    return text === undefined ? undefined : this.#parsed(name, text, form);
  }

  /** Adds what is wrong with several variables together. */
  complain(complaint: string): void {
    this.#complaints.push(complaint);
  }

  /** @throws {InvalidSettings} naming every variable that is not as it must be */
  checked<Settings>(settings: Settings): Settings {
    if (this.#complaints.length > 0) throw new InvalidSettings(this.#complaints);
    return settings;
  }

  #given(name: string, { isSecret }: Pick<Form<unknown>, 'isSecret'>): string | undefined {
    const text = this.environment[name]?.trim() ?? '';
    const file = isSecret === true ? (this.environment[`${name}_FILE`]?.trim() ?? '') : '';
    if (file === '') return text === '' ? undefined : text;
    if (text !== '') this.complain(`${name} and ${name}_FILE cannot both be set`);
    return this.#inFile(name, file);
  }

  #inFile(name: string, file: string): string | undefined {
    try {
      const text = readFileSync(file, 'utf8').trim();
      if (text === '') this.complain(`${name}_FILE names an empty file, ${file}`);
      return text === '' ? undefined : text;
    } catch (cause) {
      this.complain(`${name}_FILE must name a file that can be read: ${cause instanceof Error ? cause.message : file}`);
      return undefined;
    }
  }

  #parsed<Value>(name: string, text: string, { parse, expected, isSecret }: Form<Value>): Value | undefined {
    const value = parse(text);
    if (value === undefined) {
      this.complain(`${name} must be ${expected}${isSecret === true ? '' : `, not ${JSON.stringify(text)}`}`);
    }
    return value;
  }
}
