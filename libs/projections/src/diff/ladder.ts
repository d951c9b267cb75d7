import { isoDate, type CivilDate } from '@ledger/kernel';
import { readingIds, type Edition, type Readings } from '@ledger/terms';
import type { ContractRow } from '../read-model.js';
import type { Cause, Change, Rung } from './differences.js';

/** What a row of one generation follows from. */
export interface RowPremises<Hypotheses> {
  /** How many of the contract's events are known. */
  readonly events: number;
  readonly hypotheses: Hypotheses;
  /** Undefined: whichever was in force. */
  readonly edition: Edition | undefined;
  readonly readings: Readings;
  readonly asOf: CivilDate;
}
/** A row as it is kept in one generation, and what it follows from. */
export interface DiffSide<Hypotheses> {
  readonly row: ContractRow | undefined;
  /** It bears a digest that is not its own. */
  readonly isEdited: boolean;
  /** By which version of the ledger it was computed; undefined where nobody knows. */
  readonly codeVersion: string | undefined;
  readonly premises: RowPremises<Hypotheses>;
}
export interface LadderOptions<Hypotheses> {
  /** Of this code. */
  readonly codeVersion: string;
  /** The row as this code computes it. @throws whatever makes that it cannot */
  readonly compute: (premises: RowPremises<Hypotheses>) => ContractRow | undefined;
  readonly sameHypotheses: (one: Hypotheses, other: Hypotheses) => boolean;
  /** The event of a revision. */
  readonly eventAt: (revision: number) => { readonly eventId: string; readonly isCorrection: boolean };
  /** The same for rows that say the same. */
  readonly textOf: (row: ContractRow | undefined) => string;
}

/**
 * The way from a row to the other, one premise after the other: what the code makes of the first row's premises, then each fact that the other
 * knows besides, its hypotheses, its edition, each of its readings, its day, and at last the row as it is kept. What a row is besides what
 * the code makes of its premises was edited, or computed by another version.
 */
export const ladderBetween = <Hypotheses>(
  before: DiffSide<Hypotheses>,
  after: DiffSide<Hypotheses>,
  options: LadderOptions<Hypotheses>,
): readonly Rung[] => {
  const { compute, sameHypotheses } = options;
  try {
    const rungs: Rung[] = [{ change: keptAs(before, options), row: compute(before.premises) }];
    let now = before.premises;
    const step = (change: Change, premises: Partial<RowPremises<Hypotheses>>): void => {
      now = { ...now, ...premises };
      rungs.push({ change, row: compute(now) });
    };
    rungs.push(...factsBetween(now, after.premises.events, options));
    now = { ...now, events: after.premises.events };
    const { hypotheses, edition, readings, asOf } = after.premises;
    if (!sameHypotheses(now.hypotheses, hypotheses)) step({ cause: 'hypothesis' }, { hypotheses });
    if (textOfEdition(now.edition) !== textOfEdition(edition))
      step({ cause: 'edition', detail: edition?.id }, { edition });
    for (const id of readingIds) {
      if (now.readings[id] === readings[id]) continue;
      const change: Change = { cause: 'reading', detail: `${id}:${readings[id]}` };
      step(change, { readings: { ...now.readings, [id]: readings[id] } });
    }
    if (now.asOf !== asOf) step({ cause: 'day', detail: isoDate(asOf) }, { asOf });
    return [...rungs, { change: keptAs(after, options), row: after.row }];
  } catch (cause) {
    return [{ change: { cause: 'unreadable', detail: String(cause) }, row: after.row }];
  }
};

const textOfEdition = (edition: Edition | undefined): string | undefined => edition && JSON.stringify(edition);

/** What makes a row other than the code computes it. */
const keptAs = <Hypotheses>(
  { row, isEdited, codeVersion }: DiffSide<Hypotheses>,
  options: LadderOptions<Hypotheses>,
): Change => {
  const cause: Cause =
    row === undefined || isEdited || codeVersion === options.codeVersion ? 'edited-row' : 'code-version';
  return cause === 'edited-row' ? { cause } : { cause, detail: codeVersion };
};

/** A rung for each event that changes the row, found by halving; those that change nothing have none. */
const factsBetween = <Hypotheses>(
  premises: RowPremises<Hypotheses>,
  to: number,
  { compute, eventAt, textOf }: LadderOptions<Hypotheses>,
): readonly Rung[] => {
  const rows = new Map<number, ContractRow | undefined>();
  const rowAt = (events: number): ContractRow | undefined => {
    if (!rows.has(events)) rows.set(events, compute({ ...premises, events }));
    return rows.get(events);
  };
  const rungs: Rung[] = [];
  const search = (one: number, other: number): void => {
    if (one === other || textOf(rowAt(one)) === textOf(rowAt(other))) return;
    if (Math.abs(other - one) > 1) {
      const middle = Math.trunc((one + other) / 2);
      search(one, middle);
      search(middle, other);
      return;
    }
    const { eventId, isCorrection } = eventAt(Math.min(one, other));
    rungs.push({ change: { cause: isCorrection ? 'correction' : 'later-fact', detail: eventId }, row: rowAt(other) });
  };
  search(premises.events, to);
  return rungs;
};
