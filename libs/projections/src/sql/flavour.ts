import type { Expression, Kysely, RawBuilder, Transaction } from 'kysely';
import type { Tables } from './tables.js';

/** Wherein the databases differ. */
export interface Flavour {
  /** A text that is compared by its bytes. */
  readonly text: RawBuilder<unknown>;
  /** A whole number of eight bytes. */
  readonly whole: RawBuilder<unknown>;
  /** What stands behind the columns of a table, and of one whose rows are long. */
  readonly tableEnd: RawBuilder<unknown>;
  readonly longTableEnd: RawBuilder<unknown>;
  /** Milliseconds since 1970. */
  readonly now: RawBuilder<number>;
  /** What makes the rows that are read stay as they are until the transaction is over. */
  readonly forUpdate: RawBuilder<unknown>;
  /** Whether the text in a column contains another, literally. */
  readonly contains: (column: Expression<string>, text: string) => RawBuilder<boolean>;
  /** Whether a column holds one of several texts; `listed` makes of them the one value that the statement takes. */
  readonly isOneOf: (column: string, texts: readonly string[]) => RawBuilder<boolean>;
  readonly listed: (texts: readonly string[]) => unknown;
  /** Makes the transaction the only one that migrates, or saves, or says what is delivered, until it is over. */
  readonly alone: (transaction: Transaction<Tables>, what: 'migration' | 'saving' | 'delivering') => Promise<void>;
  /** A long look at one state of the database, whatever is written meanwhile. */
  readonly look: (database: Kysely<Tables>) => Promise<Look>;
  /** What the database says no with, as the port says it. */
  readonly translated: (cause: unknown) => unknown;
}

export interface Look {
  readonly database: Kysely<Tables>;
  readonly end: () => Promise<void>;
}
