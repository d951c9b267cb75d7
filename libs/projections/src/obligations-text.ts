import {
  latest,
  maxYen,
  minYen,
  monthLength,
  partsOf,
  plusDays,
  plusMonthsClamped,
  type CivilDate,
  type DateRange,
  type Yen,
} from '@ledger/kernel';
import type { ObligationBounds, ObligationRow } from './read-model.js';

/**
 * An obligation, and so many more of the months that follow it, which are the same but for their month: what most of a contract is. All
 * obligations of a contract are kept in one text: JSON, the names of the counterparties, then runs.
 */
export interface ObligationRun {
  /** The first. */
  readonly row: ObligationRow;
  /** With its own; 1 where there is no `monthAfter` it. */
  readonly months: number;
}

/** Of a contract's obligations, those of which all that is said here holds. */
export interface WantedObligations {
  readonly from?: CivilDate | undefined;
  readonly to?: CivilDate | undefined;
  readonly amountFrom?: Yen | undefined;
  readonly amountTo?: Yen | undefined;
  readonly status?: ObligationRow['status'] | undefined;
  readonly isCounterparty?: ((name: string) => boolean) | undefined;
}

export const statusFlag = (status: ObligationRow['status']): number => 1 << STATUSES.indexOf(status);

/** @param runs by arisesOn, then id, of the first of each */
export const textOfRuns = (
  runs: readonly ObligationRun[],
): { readonly text: string; readonly bounds: ObligationBounds } => {
  const counterparties: string[] = [];
  const written = runs.map((run) => writtenRun(run, placeIn(counterparties, run.row.counterparty)));
  return { text: JSON.stringify([counterparties, ...written]), bounds: boundsOf(runs, counterparties) };
};

/** The obligations in such a text, by arisesOn, then id; none where somebody has made another text of it. */
export const obligationsInText = (text: string, wanted: WantedObligations = {}): readonly ObligationRow[] => {
  const [names, ...runs] = written(text);
  const rows: ObligationRow[] = [];
  for (const run of runs) {
    const name = names[run[WHO] ?? 0] ?? '';
    if (isWanted(run, name, wanted)) addRows(rows, run, name, wanted);
  }
  return rows.sort(comparedByDay);
};

/** By arisesOn, then id. */
export const comparedByDay = (
  one: Pick<ObligationRow, 'arisesOn' | 'id'>,
  other: Pick<ObligationRow, 'arisesOn' | 'id'>,
): number => one.arisesOn - other.arisesOn || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** The days of the month, of the calendar or counted, that follows an obligation's in a run; undefined where none can. */
export const monthAfter = ({ id, period }: ObligationRow): DateRange | undefined => {
  const month = period && monthNamed(id, period.from);
  return month?.to === period?.to && month !== undefined ? monthFrom(plusDays(month.to, 1)) : undefined;
};

/** The month that begins on a day, which has a corresponding day in every month. */
export const monthFrom = (from: CivilDate): DateRange => ({ from, to: lastOf(from) });

const lastOf = (from: CivilDate): CivilDate => plusDays(from, monthLength(from) - 1);

const written = (text: string): readonly [names: readonly string[], ...runs: WrittenRun[]] => {
  try {
    const [names, ...runs] = JSON.parse(text) as readonly [readonly string[], ...WrittenRun[]];
    return [names, ...runs.filter((run) => Array.isArray(run))];
  } catch {
    return [[]];
  }
};

const KINDS = ['initial-fee', 'one-time-fee', 'monthly-fee', 'early-termination-charge', 'reduction'] as const;
const SUBJECTS = [undefined, 'base', 'homepage'] as const;
const STATUSES = ['open', 'partly-settled', 'settled'] as const;

/** A run as it is written; the last two are left out where they say 1 and 0. */
type WrittenRun = readonly [
  id: string,
  kind: number,
  subject: number,
  item: number,
  article: string,
  arisesOn: CivilDate,
  from: CivilDate | null,
  to: CivilDate | null,
  amount: Yen,
  settled: Yen,
  outstanding: Yen,
  status: number,
  months?: number,
  counterparty?: number,
];
const [AMOUNT, STATUS, WHO] = [8, 11, 13] as const;

const writtenRun = ({ row, months }: ObligationRun, who: number): WrittenRun => {
  const { id, article, period, arisesOn, amount, settled, outstanding } = row;
  const kind = KINDS.indexOf(row.kind);
  const subject = SUBJECTS.indexOf(row.subject);
  const status = STATUSES.indexOf(row.status);
  const item = row.item ?? 0;
  const [from, to] = [period?.from ?? null, period?.to ?? null];
  if (who > 0) {
    return [id, kind, subject, item, article, arisesOn, from, to, amount, settled, outstanding, status, months, who];
  }
  return months > 1
    ? [id, kind, subject, item, article, arisesOn, from, to, amount, settled, outstanding, status, months]
    : [id, kind, subject, item, article, arisesOn, from, to, amount, settled, outstanding, status];
};

const placeIn = (names: string[], name: string): number => {
  const known = names.indexOf(name);
  return known < 0 ? names.push(name) - 1 : known;
};

const boundsOf = (runs: readonly ObligationRun[], counterparties: readonly string[]): ObligationBounds => {
  const first = runs[0]?.row;
  if (first === undefined) return NO_BOUNDS;
  let [to, least, most, statuses] = [first.arisesOn, first.amount, first.amount, 0];
  for (const { row, months } of runs) {
    to = latest(to, lastDayOf(row, months));
    least = minYen(least, row.amount);
    most = maxYen(most, row.amount);
    statuses |= statusFlag(row.status);
  }
  return { days: { from: first.arisesOn, to }, least, most, statuses, counterparties };
};
const NO_BOUNDS: ObligationBounds = {
  days: undefined,
  least: undefined,
  most: undefined,
  statuses: 0,
  counterparties: [],
};

/** On which the last of a run arises. */
const lastDayOf = ({ period, arisesOn }: ObligationRow, months: number): CivilDate =>
  months === 1 || period === undefined
    ? arisesOn
    : plusDays(plusMonthsClamped(period.from, months - 1), arisesOn - period.from);

const isWanted = (run: WrittenRun, name: string, wanted: WantedObligations): boolean => {
  const { amountFrom = -Infinity, amountTo = Infinity, status, isCounterparty } = wanted;
  if (run[AMOUNT] < amountFrom || run[AMOUNT] > amountTo) return false;
  if (status !== undefined && STATUSES[run[STATUS]] !== status) return false;
  return isCounterparty === undefined || isCounterparty(name);
};

const addRows = (rows: ObligationRow[], run: WrittenRun, counterparty: string, wanted: WantedObligations): void => {
  const { from: firstDay = -Infinity, to: lastDay = Infinity } = wanted;
  const [id, kind, subject, item, article, arisesOn, from, to, amount, settled, outstanding, status, months = 1] = run;
  const add = (ownId: string, on: CivilDate, period: DateRange | undefined): void => {
    if (on < firstDay || on > lastDay) return;
    rows.push({
      id: ownId,
      kind: KINDS[kind] ?? 'monthly-fee',
      subject: SUBJECTS[subject],
      item: item === 0 ? undefined : (item as 1 | 2),
      article,
      period,
      arisesOn: on,
      amount,
      settled,
      outstanding,
      status: STATUSES[status] ?? 'open',
      counterparty,
    });
  };
  const period = from === null || to === null ? undefined : { from, to };
  add(id, arisesOn, period);
  const first = months === 1 || period === undefined ? undefined : monthNamed(id, period.from);
  if (first === undefined) return;
  const later = arisesOn - first.from;
  const passedOver = Math.max(1, Math.floor((firstDay - arisesOn) / LONGEST_MONTH));
  for (let count = passedOver; count < months; count += 1) {
    const month = monthsAfter(first, count);
    const on = plusDays(month.from, later);
    if (on > lastDay) return;
    if (on >= firstDay) add(idOf(month), on, { from: month.from, to: month.to });
  }
};

const LONGEST_MONTH = 31;

/** A month within a run: its days, the calendar month it is named by, and what stands before and behind that name in the id. */
interface Month extends DateRange {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly before: string;
  readonly behind: string;
}

/** The month that begins on a day, as the id names it; undefined where it does not, or no other month would be counted from that day. */
const monthNamed = (id: string, from: CivilDate): Month | undefined => {
  const { year, month, day } = partsOf(from);
  if (day > LAST_IN_EVERY_MONTH) return undefined;
  const name = nameOf(year, month);
  const place = id.indexOf(name);
  return place < 0
    ? undefined
    : { from, to: lastOf(from), year, month, before: id.slice(0, place), behind: id.slice(place + name.length) };
};

const LAST_IN_EVERY_MONTH = 28;

const monthsAfter = ({ from, year, month, before, behind }: Month, months: number): Month => {
  const [start, index] = [plusMonthsClamped(from, months), month - 1 + months];
  return {
    from: start,
    to: lastOf(start),
    year: year + Math.floor(index / 12),
    month: (index % 12) + 1,
    before,
    behind,
  };
};

const idOf = ({ before, year, month, behind }: Month): string => `${before}${nameOf(year, month)}${behind}`;
const nameOf = (year: number, month: number): string => `${String(year)}-${month < 10 ? '0' : ''}${String(month)}`;
