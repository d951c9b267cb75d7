import type { CivilDate } from '@ledger/kernel';
import {
  adoptionsAt,
  historyOf,
  historyUnder,
  interpretationUnder,
  readingsAdopted,
  type Hypothesis,
  type KnownAt,
} from '@ledger/contract';
import type { Edition, Readings } from '@ledger/terms';
import { rowOn, type KnownContract } from '../contract-row.js';
import type { ComputedRow, ListFilter } from '../read-model.js';

/** Under what the rows of a generation are computed. */
export interface Premises {
  /** The day that the rows are for. */
  readonly asOf: CivilDate;
  /** The state of knowledge; everything recorded when the rebuild began where it is left out. */
  readonly knownAt?: KnownAt;
  /** The readings asked for; where one is left out, the one adopted by then, else the register's. */
  readonly readings?: Partial<Readings>;
  /** The edition taken to be in force on every day; where it is left out, the one adopted by then, else each in its time. */
  readonly edition?: Edition;
  /** Facts taken to be recorded, corrected or voided after all that was known then, by contractId. */
  readonly hypotheses?: Readonly<Record<string, readonly Hypothesis[]>>;
}

/** Of which contracts a generation consists. A filter is asked of the live read model when the rebuild begins. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'contracts'; readonly contractIds: readonly string[] }
  | { readonly kind: 'filter'; readonly filter: ListFilter };

/**
 * The contract's row under premises; undefined where nothing was known of it then.
 * @throws whatever makes that it cannot be computed
 */
export const rowUnder = (known: KnownContract, premises: Premises): ComputedRow | undefined => {
  const { history, madeAt } = known;
  const then =
    premises.knownAt === undefined ? history : historyOf(history.contractId, history.recorded, premises.knownAt);
  if (then.recorded.length === 0) return undefined;
  const adoptions = adoptionsAt(known.adoptions, premises.knownAt);
  const hypotheses = premises.hypotheses?.[history.contractId] ?? [];
  const supposed =
    hypotheses.length === 0
      ? then
      : historyUnder(
          then,
          hypotheses,
          interpretationUnder(readingsAdopted(adoptions, history.contractId, premises.asOf), premises),
        );
  return rowOn({ history: supposed, revision: then.recorded.length - 1, madeAt, adoptions }, premises.asOf, premises);
};

/** The contract as it was when nothing beyond a position was recorded. */
export const knownUpTo = ({ history, adoptions, ...known }: KnownContract, position: bigint): KnownContract => {
  const then = historyOf(history.contractId, history.recorded, { position });
  const revision = then.recorded.length - 1;
  return { ...known, history: then, revision, adoptions: adoptionsAt(adoptions, { position }) };
};

/** The same for the same premises. */
export const textOf = (premises: unknown): string =>
  JSON.stringify(premises, (_, value: unknown) => (typeof value === 'bigint' ? `position ${String(value)}` : value));
