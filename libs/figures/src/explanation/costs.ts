import { daysIn, exactYen, isoDate, plusDays, share, type CivilDate, type ExactYen, type Yen } from '@ledger/kernel';
import type { Bilingual, Readings } from '@ledger/terms';
import { clauses } from '../clauses.js';
import { exactSum, THIRTIETHS } from '../shares.js';
import type { FeeStep, Part } from '../subjects.js';
import { oneDay } from './days.js';
import { countOf, dateOf, exactOf, leaf, named, step, yenOf, type Explanation, type Rule } from './node.js';

/** A cost, the parts it was computed from, and what its days follow from. */
export interface Cost {
  readonly label: Bilingual;
  readonly amount: Yen;
  readonly parts: readonly Part[];
  readonly readings: Readings;
  /** The reading that says how the months are shared: R03, or R04 where it cuts them otherwise. */
  readonly sharedBy: string;
  /** The reading that says which fee counts, where there is a choice. */
  readonly feeBy: string | undefined;
  /** What the first day follows from, and what the last; undefined for a day that the calendar gives. */
  readonly firstDay: (id: string, on: CivilDate) => Explanation | undefined;
  readonly lastDay: (id: string, on: CivilDate) => Explanation | undefined;
}

/** What `costOf` computed: the parts, their sum, and the one rounding at its end. */
export const costStep = (id: string, cost: Cost): Explanation => {
  const { amount, parts, label, readings } = cost;
  const [only] = parts;
  if (parts.length === 1 && only?.of === 1) return { ...partStep(id, cost, 0, only), ...yenOf(amount), label };
  const names = namesOf(parts);
  const steps = parts.map((part, index) => partStep(`${id}/parts/${names[index] ?? ''}`, cost, index, part));
  const exact = steps.length === 1 ? steps : [step(`${id}/sum`, labels.sum, exactOf(exactSum(parts)), 'sum', steps)];
  return step(id, label, yenOf(amount), roundingRule(readings), exact, { reading: named(readings, 'R09') });
};

/** By the month in which a part begins, so that the same month is the same step however many there are before it. */
const namesOf = (parts: readonly Part[]): readonly string[] => {
  const counts = new Map<string, number>();
  return parts.map(({ from }) => {
    const month = isoDate(from).slice(0, 'YYYY-MM'.length);
    const count = (counts.get(month) ?? 0) + 1;
    counts.set(month, count);
    return count === 1 ? month : `${month}.${String(count)}`;
  });
};

export const roundingRule = ({ R09 }: Readings): Rule =>
  (({ down: 'floor', 'half-up': 'half-up', up: 'ceiling' }) as const)[R09];

/** A monthly fee, as quoted or as revised. */
export const feeLeaf = (id: string, { fee, eventId }: FeeStep, reading?: string): Explanation =>
  leaf(id, labels.fee, yenOf(fee), 'fact', { clause: clauses.monthlyFees, facts: [eventId], reading });

const partStep = (id: string, cost: Cost, index: number, part: Part): Explanation => {
  const fee = feeLeaf(`${id}/fee`, part.fee, cost.feeBy);
  const grounds = { clause: clauses.monthlyFees, reading: cost.sharedBy };
  const amount = exactOf(exactOfPart(part));
  if (part.of !== 1) {
    const of = ofLeaf(`${id}/of`, cost, part);
    return step(id, labels.share, amount, 'prorate', [fee, countStep(`${id}/days`, cost, index, part), of], grounds);
  }
  if (part.count === 1)
    return step(id, labels.wholeMonth, amount, 'whole-month', [fee, ...daysOf(id, cost, index, part)], grounds);
  const months = leaf(`${id}/months`, labels.months, countOf(part.count, 'months'), 'terms', {
    clause: clauses.minimumPeriod,
  });
  return step(id, labels.wholePeriod, amount, 'multiply', [fee, months], grounds);
};

const exactOfPart = ({ fee, count, of }: Part): ExactYen =>
  of === 1 && count === 1 ? exactYen(fee.fee) : share(fee.fee, count, of);

/** The days of a part; in thirtieths the last part of a whole month has those that are left of thirty. */
const countStep = (id: string, cost: Cost, index: number, part: Part): Explanation => {
  if (part.count === daysIn(part)) {
    return step(id, labels.days, countOf(part.count, 'days'), 'days-between', daysOf(id, cost, index, part));
  }
  const first = firstOfSameMonth(cost.parts, index, part);
  const others = cost.parts
    .slice(first, index)
    .map((other, at) => countStep(`${id}/before/${String(at + 1)}`, cost, first + at, other));
  const thirty = leaf(`${id}/thirty`, labels.thirty, countOf(THIRTIETHS, 'days'), 'terms', {
    clause: clauses.monthlyFees,
    reading: cost.sharedBy,
  });
  return step(id, labels.daysLeft, countOf(part.count, 'days'), 'difference', [thirty, ...others], {
    reading: cost.sharedBy,
  });
};

/** The place of the first of the parts that, with this last one, make up the thirty days of a month. */
const firstOfSameMonth = (parts: readonly Part[], index: number, { count }: Part): number => {
  let first = index;
  for (let left = THIRTIETHS - count; left > 0 && first > 0; first -= 1) left -= parts[first - 1]?.count ?? 0;
  return first;
};

const ofLeaf = (id: string, { sharedBy }: Cost, { of }: Part): Explanation => {
  const isCalendar = sharedBy === 'R03:actual-days';
  const grounds = { clause: clauses.monthlyFees, reading: sharedBy };
  return leaf(
    id,
    isCalendar ? labels.monthLength : labels.thirty,
    countOf(of, 'days'),
    isCalendar ? 'calendar' : 'terms',
    grounds,
  );
};

/** The first and the last day of a part, each from what it follows from. */
const daysOf = (
  id: string,
  { parts, firstDay, lastDay }: Cost,
  index: number,
  { from, to, fee }: Part,
): readonly Explanation[] => {
  const next = parts[index + 1]?.fee;
  const isRevised = index > 0 && fee.from === from;
  const isReplaced = next?.from === plusDays(to, 1) && next !== fee;
  const first = isRevised ? revisionLeaf(`${id}/from`, fee) : firstDay(`${id}/from`, from);
  const last = isReplaced
    ? step(`${id}/to`, labels.to, dateOf(to), 'minus-days', [
        revisionLeaf(`${id}/to/revision`, next),
        oneDay(`${id}/to/one`),
      ])
    : lastDay(`${id}/to`, to);
  return [first ?? calendarLeaf(`${id}/from`, labels.from, from), last ?? calendarLeaf(`${id}/to`, labels.to, to)];
};

const revisionLeaf = (id: string, { from, eventId }: FeeStep): Explanation =>
  leaf(id, labels.revision, dateOf(from), 'fact', { clause: clauses.monthlyFees, facts: [eventId] });

/** A month's boundary. */
const calendarLeaf = (id: string, label: Bilingual, on: CivilDate): Explanation =>
  leaf(id, label, dateOf(on), 'calendar', { clause: clauses.charges });

const labels = {
  sum: { en: 'sum of the parts', ja: '合計' },
  fee: { en: 'monthly fee', ja: '月額費用' },
  share: { en: 'share of the monthly fee', ja: '月額費用の日割額' },
  wholeMonth: { en: 'monthly fee of a whole month', ja: '1 か月分の月額費用' },
  wholePeriod: { en: 'monthly fees of a whole minimum period', ja: '最低利用期間の全月分の月額費用' },
  months: { en: 'months of the minimum period', ja: '最低利用期間の月数' },
  days: { en: 'days', ja: '日数' },
  daysLeft: { en: 'days left of thirty', ja: '30 日の残りの日数' },
  thirty: { en: 'thirty days', ja: '30 日' },
  monthLength: { en: 'days of the month', ja: 'その月の日数' },
  revision: { en: 'effective date of a revision', ja: '改定後の月額費用の適用開始日' },
  from: { en: 'first day', ja: '初日' },
  to: { en: 'last day', ja: '末日' },
} satisfies Record<string, Bilingual>;
