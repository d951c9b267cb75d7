import type { CivilDate } from '@ledger/kernel';
import { historyOf, readingsAdopted, type Adoptions, type Hypothesis, type KnownAt } from '@ledger/contract';
import {
  digestOfRow,
  rowUnder,
  type ContractRow,
  type DiffSide,
  type KnownContract,
  type RowPremises,
  type StoredRow,
} from '@ledger/projections';
import { defaultReadings, editionNamed, xspMailTerms } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import type { GenerationPremises } from './premises.js';

/** One of two generations that are compared, contract by contract. */
export interface Compared {
  readonly generationId: string;
  readonly premises: GenerationPremises;
  /** The day that its rows are for. */
  readonly asOf: CivilDate;
  /** It is kept as the live one is, or would be from the moment at which it became so: what it does not hold yet makes no difference. */
  readonly follows: boolean;
  /** Up to where it holds the log. */
  readonly position: bigint;
  readonly codeVersion: string | undefined;
}

export type Supposed = readonly Hypothesis[];
type Known = KnownContract;

/** A contract's row in one of them, and what it follows from. */
export const sideOf = (
  compared: Compared,
  row: StoredRow | undefined,
  known: Known,
  adoptions: Adoptions,
): DiffSide<Supposed> => {
  const isEdited = row !== undefined && digestOfRow(row) !== row.digest;
  const all = known.history.recorded.length;
  if (compared.follows && isBehind(compared, row, known)) {
    const premises = premisesFor(compared, known, all, adoptions);
    return { row: computedUnder(known, premises), isEdited: false, codeVersion, premises };
  }
  const events = row === undefined || isEdited ? knownTo(compared, known) : Math.min(row.revision + 1, all);
  return {
    row,
    isEdited,
    codeVersion: compared.codeVersion,
    premises: premisesFor(compared, known, events, adoptions),
  };
};

/** The row will be computed anew before anybody is shown it. */
const isBehind = ({ position, asOf }: Compared, row: StoredRow | undefined, known: Known): boolean =>
  row === undefined
    ? known.madeAt > position
    : row.revision < known.revision || (row.dueOn !== undefined && row.dueOn <= asOf);

/** How many of the contract's events a generation knew. */
const knownTo = ({ follows, position, premises }: Compared, { history }: Known): number => {
  if (follows) return history.recorded.length;
  const { contractId, recorded } = history;
  const held = historyOf(contractId, recorded, { position }).recorded;
  return historyOf(contractId, held, premises.knownAt).recorded.length;
};

const premisesFor = (
  { premises, asOf, follows, position }: Compared,
  { history }: Known,
  events: number,
  adoptions: Adoptions,
): RowPremises<Supposed> => {
  const knownAt: KnownAt = follows ? undefined : (premises.knownAt ?? { position });
  const adopted = readingsAdopted(adoptions, history.contractId, asOf, knownAt);
  return {
    events,
    hypotheses: premises.hypotheses[history.contractId] ?? NONE,
    edition:
      premises.edition ?? (adopted.edition === undefined ? undefined : editionNamed(xspMailTerms, adopted.edition)),
    readings: { ...defaultReadings, ...adopted.readings, ...premises.readings },
    asOf,
  };
};

/** The row as this code computes it; undefined where nothing is known. */
export const computedUnder = (known: Known, premises: RowPremises<Supposed>): ContractRow | undefined => {
  const { events, hypotheses, edition, readings, asOf } = premises;
  const { contractId, recorded } = known.history;
  const history = historyOf(contractId, recorded.slice(0, events));
  const under = {
    asOf,
    readings,
    hypotheses: { [contractId]: hypotheses },
    ...(edition !== undefined && { edition }),
  };
  return rowUnder({ ...known, history, revision: events - 1 }, under);
};
const NONE: Supposed = [];
