import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';
import type { Tables } from './tables.js';

/** Statements that are asked again and again: compiled once, and then only given their values. */
export class Statements {
  readonly #compiled = new Map<string, CompiledQuery>();

  constructor(private readonly database: Kysely<Tables>) {}

  /**
   * @param within the database itself, or a transaction
   * @param name that no other statement has
   * @param values in the order in which the statement names them
   */
  async run<Row>(
    within: Kysely<Tables>,
    name: string,
    statement: () => RawBuilder<Row>,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    let compiled = this.#compiled.get(name);
    if (compiled === undefined) this.#compiled.set(name, (compiled = statement().compile(this.database)));
    const { rows } = await within.executeQuery<Row>({ ...(compiled as CompiledQuery<Row>), parameters: values });
    return rows;
  }
}
