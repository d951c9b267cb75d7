import {
  digitsAt,
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
import { kept } from './fold-text.js';
import type { ObligationRow } from './read-model.js';

/**
 * All obligations of a contract in one text, as it is kept: JSON, the names of the counterparties, then runs. A run is an obligation, and so many more of the months that follow it, which are the same but for their month: what most of a contract is.
 */
export interface ObligationsText {
  readonly text: string;
  /** The first and the last day on which one arises; undefined where there is none. */
  readonly days: DateRange | undefined;
  readonly least: Yen | undefined;
  readonly most: Yen | undefined;
  /** `statusFlag` of each status that one has, added up. */
  readonly statuses: number;
  readonly counterparties: readonly string[];
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

/** The same text for the same obligations, in whatever order they are given. */
export const textOfObligations = (obligations: readonly ObligationRow[]): ObligationsText => {
  const rows = inOrder(obligations);
  const names = new Names();
  const runs: Run[] = [];
  for (const row of rows) {
    const who = names.placeOf(row.counterparty);
    if (!isOfLast(runs, row, who)) runs.push(runOf(row, who));
  }
  const [first, last] = [rows[0], rows.at(-1)];
  let [least, most, statuses] = [first?.amount, first?.amount, 0];
  for (const { row } of runs) {
    least = least === undefined ? row.amount : minYen(least, row.amount);
    most = most === undefined ? row.amount : maxYen(most, row.amount);
    statuses |= statusFlag(row.status);
  }
  const days = first && last && { from: first.arisesOn, to: last.arisesOn };
  const text = JSON.stringify([names.kept, ...runs.map(writtenRun)]);
  return { text, days, least, most, statuses, counterparties: names.kept };
};

/** The obligations in such a text, by arisesOn, then id; none where somebody has made another text of it. */
export const obligationsInText = (text: string, wanted: WantedObligations = {}): readonly ObligationRow[] => {
  const [names, ...runs] = written(text);
  const rows: ObligationRow[] = [];
  for (const run of runs) {
    const name = names[run[WHO] ?? 0] ?? '';
    if (isWanted(run, name, wanted)) addRows(rows, run, name, wanted);
  }
  return inOrder(rows);
};

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

/** A run that is being made. */
interface Run {
  /** The first. */
  readonly row: ObligationRow;
  readonly who: number;
  months: number;
  /** The month after the last; undefined where none can follow. */
  readonly next: Month | undefined;
}

/** A month within a run: its days, the calendar month it is named by, and what stands before and behind that name in the id. */
interface Month {
  from: CivilDate;
  to: CivilDate;
  year: number;
  /** From 1. */
  month: number;
  readonly before: string;
  readonly behind: string;
}

const runOf = (row: ObligationRow, who: number): Run => {
  const { id, period } = row;
  const next = period !== undefined && isWhole(period) ? monthNamed(id, period.from) : undefined;
  if (next !== undefined) step(next);
  return { row, who, months: 1, next };
};

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
const isWhole = ({ from, to }: DateRange): boolean => to === lastOf(from);
/** Of the month, of the calendar or counted, that begins on a day. */
const lastOf = (from: CivilDate): CivilDate => plusDays(from, monthLength(from) - 1);

const step = (month: Month): void => {
  month.from = plusDays(month.to, 1);
  month.to = lastOf(month.from);
  month.year += month.month === 12 ? 1 : 0;
  month.month = (month.month % 12) + 1;
};

/** Whether `idOf` the month is this, without making another text. */
const isIdOf = (id: string, { before, year, month, behind }: Month): boolean =>
  id.length === before.length + NAME_LENGTH + behind.length &&
  digitsAt(id, before.length, before.length + 4) === year &&
  digitsAt(id, before.length + 5, before.length + NAME_LENGTH) === month &&
  id[before.length + 4] === '-' &&
  id.startsWith(before) &&
  id.endsWith(behind);
const NAME_LENGTH = 'YYYY-MM'.length;

const idOf = ({ before, year, month, behind }: Month): string => `${before}${nameOf(year, month)}${behind}`;
const nameOf = (year: number, month: number): string => `${String(year)}-${month < 10 ? '0' : ''}${String(month)}`;

/** Runs that are looked at: months of the service and of its options take turns. */
const TURNS = 4;

/** Whether the row goes on with one of the last runs; then it is of it. */
const isOfLast = (runs: readonly Run[], row: ObligationRow, who: number): boolean => {
  for (let index = runs.length - 1; index >= 0 && index >= runs.length - TURNS; index -= 1) {
    const run = runs[index];
    if (run?.next === undefined || !isNext(run, run.next, row, who)) continue;
    run.months += 1;
    step(run.next);
    return true;
  }
  return false;
};

const isNext = ({ row: first, who: its }: Run, next: Month, row: ObligationRow, who: number): boolean =>
  row.period?.from === next.from &&
  row.amount === first.amount &&
  row.status === first.status &&
  row.settled === first.settled &&
  row.outstanding === first.outstanding &&
  row.kind === first.kind &&
  row.subject === first.subject &&
  row.item === first.item &&
  row.article === first.article &&
  who === its &&
  row.period.to === next.to &&
  row.arisesOn - row.period.from === first.arisesOn - (first.period?.from ?? 0) &&
  isIdOf(row.id, next);

const writtenRun = ({ row, who, months }: Run): WrittenRun => {
  const { id, kind, subject, item, article, period, arisesOn, amount, settled, outstanding, status } = row;
  const [subjectCode, statusCode] = [SUBJECTS.indexOf(subject), STATUSES.indexOf(status)];
  const [from, to] = [period?.from ?? null, period?.to ?? null];
  const run = [
    ...([id, KINDS.indexOf(kind), subjectCode, item ?? 0, article, arisesOn, from, to] as const),
    ...([amount, settled, outstanding, statusCode] as const),
  ] as const;
  if (who > 0) return [...run, months, who];
  return months > 1 ? [...run, months] : run;
};

const isWanted = (run: WrittenRun, name: string, wanted: WantedObligations): boolean => {
  const { amountFrom = -Infinity, amountTo = Infinity, status, isCounterparty } = wanted;
  if (run[AMOUNT] < amountFrom || run[AMOUNT] > amountTo) return false;
  if (status !== undefined && STATUSES[run[STATUS]] !== status) return false;
  return isCounterparty === undefined || isCounterparty(name);
};

const addRows = (rows: ObligationRow[], run: WrittenRun, counterparty: string, wanted: WantedObligations): void => {
  const { from: earliest = -Infinity, to: latest = Infinity } = wanted;
  const [id, kind, subject, item, article, arisesOn, from, to, amount, settled, outstanding, status, months = 1] = run;
  const add = (ownId: string, on: CivilDate, period: DateRange | undefined): void => {
    if (on < earliest || on > latest) return;
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
  const passedOver = Math.max(1, Math.floor((earliest - arisesOn) / LONGEST_MONTH));
  for (let count = passedOver; count < months; count += 1) {
    const month = monthsAfter(first, count);
    const on = plusDays(month.from, later);
    if (on > latest) return;
    if (on >= earliest) add(idOf(month), on, { from: month.from, to: month.to });
  }
};

const LONGEST_MONTH = 31;

const monthsAfter = ({ from, year, month, before, behind }: Month, months: number): Month => {
  const [start, index] = [plusMonthsClamped(from, months), month - 1 + months];
  return {
    from: start,
    to: lastOf(start),
    before,
    behind,
    year: year + Math.floor(index / 12),
    month: (index % 12) + 1,
  };
};

/** By arisesOn, then id: as they come, as a rule. */
const inOrder = (rows: readonly ObligationRow[]): readonly ObligationRow[] => {
  for (let index = 1; index < rows.length; index += 1) {
    const [one, other] = [rows[index - 1], rows[index]];
    if (one !== undefined && other !== undefined && compared(one, other) > 0) return rows.toSorted(compared);
  }
  return rows;
};
const compared = (one: ObligationRow, other: ObligationRow): number =>
  one.arisesOn - other.arisesOn || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

/** Names as they are kept, by their places. */
class Names {
  readonly kept: string[] = [];
  readonly #places = new Map<string, number>();

  placeOf(name: string): number {
    const known = this.#places.get(name);
    if (known !== undefined) return known;
    const own = kept(name);
    const place = this.#places.get(own) ?? this.kept.push(own) - 1;
    this.#places.set(own, place).set(name, place);
    return place;
  }
}
