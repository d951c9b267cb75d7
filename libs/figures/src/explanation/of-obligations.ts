import { yen, type Yen } from '@ledger/kernel';
import type { Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { Arisen, Totals } from '../obligation.js';
import type { Situation } from '../situation.js';
import { leaf, step, yenOf, type Explanation } from './node.js';
import { chargeStep } from './of-charges.js';
import { reductionAmountStep } from './of-credits.js';
import { monthlyFeeStep } from './of-monthly-fees.js';

/** How the amount of an obligation follows from the facts. */
export const obligationStep = (id: string, row: Arisen, situation: Situation): Explanation => {
  switch (row.kind) {
    case 'initial-fee': {
      const { eventId, quote } = row.service;
      return leaf(id, labels.initialFee, yenOf(row.amount), 'fact', {
        clause: clauses.fees,
        facts: [quote.eventId, eventId],
      });
    }
    case 'one-time-fee':
      return leaf(id, labels.oneTimeFee, yenOf(row.amount), 'fact', {
        clause: clauses.fees,
        facts: [row.change.eventId],
      });
    case 'monthly-fee':
      return monthlyFeeStep(id, row, situation);
    case 'early-termination-charge':
      return chargeStep(id, row, situation);
    case 'reduction': {
      const amount = reductionAmountStep(`${id}/amount`, row.credit, situation);
      return step(id, labels.reduction, yenOf(row.amount), 'negate', [amount], { clause: clauses.reduction });
    }
  }
};

/** How what is outstanding follows from the obligations and from what settled them. */
export const totalsStep = (
  id: string,
  rows: readonly Arisen[],
  totals: Totals,
  { contract, ...situation }: Situation,
): Explanation => {
  const stepsOf = (group: string, among: readonly Arisen[]): readonly Explanation[] =>
    among.map((row) => obligationStep(`${id}/${group}/${row.id}`, row, { contract, ...situation }));
  const leavesOf = (
    group: 'waived' | 'paid' | 'repaid',
    facts: readonly (readonly [eventId: string, amount: Yen])[],
  ): readonly Explanation[] =>
    facts.map(([eventId, amount]) =>
      leaf(`${id}/${group}/${eventId}`, labels[group], yenOf(amount), 'fact', { facts: [eventId] }),
    );
  const standing = contract.payments.filter(({ reversal }) => reversal === undefined);
  const groups = [
    total(
      `${id}/arisen`,
      labels.arisen,
      stepsOf(
        'arisen',
        rows.filter(({ kind }) => kind !== 'reduction'),
      ),
    ),
    total(
      `${id}/reduced`,
      labels.reduced,
      stepsOf(
        'reduced',
        rows.filter(({ kind }) => kind === 'reduction'),
      ),
    ),
    less(
      `${id}/waived`,
      labels.waived,
      leavesOf(
        'waived',
        contract.settlements.map(({ eventId, waived }) => [eventId, waived]),
      ),
    ),
    less(
      `${id}/paid`,
      labels.paid,
      leavesOf(
        'paid',
        standing.map(({ eventId, amount }) => [eventId, amount]),
      ),
    ),
    total(
      `${id}/repaid`,
      labels.repaid,
      leavesOf(
        'repaid',
        contract.repayments.map(({ eventId, amount }) => [eventId, amount]),
      ),
    ),
  ].filter((group) => group !== undefined);
  const balance = step(
    `${id}/balance`,
    labels.balance,
    yenOf(yen(totals.outstanding - totals.overpaid)),
    'sum',
    groups,
  );
  return step(id, labels.outstanding, yenOf(totals.outstanding), 'not-below-zero', [balance], {
    clause: clauses.charges,
  });
};

const total = (id: string, label: Bilingual, items: readonly Explanation[]): Explanation | undefined =>
  items.length === 0 ? undefined : step(id, label, yenOf(yen(sumOf(items))), 'sum', items);

const less = (id: string, label: Bilingual, items: readonly Explanation[]): Explanation | undefined => {
  const sum = total(`${id}/sum`, label, items);
  return sum && step(id, label, yenOf(yen(-sumOf(items))), 'negate', [sum]);
};

const sumOf = (items: readonly Explanation[]): number =>
  items.reduce((sum, { unit, value }) => (unit === 'yen' ? sum + value : sum), 0);

const labels = {
  initialFee: { en: 'initial fee as quoted', ja: '初期費用' },
  oneTimeFee: { en: 'one-time fee as accepted', ja: '一時費用' },
  reduction: { en: 'reduction', ja: '料金の減額' },
  outstanding: { en: 'outstanding', ja: '未払額' },
  balance: { en: 'balance', ja: '差引額' },
  arisen: { en: 'arisen', ja: '発生額' },
  reduced: { en: 'reduced', ja: '減額' },
  waived: { en: 'waived', ja: '免除額' },
  paid: { en: 'paid', ja: '支払額' },
  repaid: { en: 'repaid', ja: '返還額' },
} satisfies Record<string, Bilingual>;
