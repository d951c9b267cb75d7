import { negateYen, yen, type CivilDate } from '@ledger/kernel';
import { clauses } from './clauses.js';
import type { Charge } from './early-termination.js';
import type { Arisen, InitialFee, MonthlyFee, ObligationKind, OneTimeFee, Reduction, Totals } from './obligation.js';
import { reductionIdOf, type Credit } from './reductions.js';
import type { Service, Situation } from './situation.js';

/** What the obligations of a contract are made of. */
export interface Sources {
  /** Of each service, oldest first. */
  readonly monthlyFees: readonly (readonly MonthlyFee[])[];
  readonly charges: readonly Charge[];
  readonly credits: readonly Credit[];
}

/** Everything that has arisen by the day asked about, oldest first; of one day by kind, then base before option. */
export const arisenObligations = (
  { asOf, base, options, contract }: Situation,
  { monthlyFees, charges, credits }: Sources,
): readonly Arisen[] => {
  if (base === undefined) return [];
  const rows: Arisen[] = [base, ...options].map(initialFee);
  for (const change of contract.changes) rows.push(oneTimeFee(change));
  for (const charge of charges) if (charge.arisesOn <= asOf) rows.push(charge);
  for (const credit of credits) if (credit.arisesOn !== undefined) rows.push(reductionOf(credit, credit.arisesOn));
  rows.sort(compared);
  return monthlyFees.reduce<readonly Arisen[]>(merged, rows);
};

const compared = (a: Arisen, b: Arisen): number =>
  a.arisesOn - b.arisesOn || kindOrder[a.kind] - kindOrder[b.kind] || rank(a) - rank(b);

/** Both in their order; of equals those of the first come first. */
const merged = (first: readonly Arisen[], second: readonly Arisen[]): readonly Arisen[] => {
  if (second.length === 0) return first;
  const rows: Arisen[] = [];
  let place = 0;
  for (const row of second) {
    for (let other = first[place]; other !== undefined && compared(other, row) <= 0; other = first[place]) {
      rows.push(other);
      place += 1;
    }
    rows.push(row);
  }
  rows.push(...first.slice(place));
  return rows;
};

/** The sums of a contract, none before its acceptance. */
export const totalsOf = ({ base, contract }: Situation, rows: readonly Arisen[]): Totals => {
  const isShown = base !== undefined;
  let [arisen, reduced] = [0, 0];
  for (const { amount } of rows) {
    if (amount > 0) arisen += amount;
    else reduced -= amount;
  }
  const waived = isShown ? sumOf(contract.settlements, (settlement) => settlement.waived) : 0;
  const paid = isShown ? sumOf(contract.payments, ({ amount, reversal }) => (reversal === undefined ? amount : 0)) : 0;
  const repaid = isShown ? sumOf(contract.repayments, ({ amount }) => amount) : 0;
  const balance = arisen - reduced - waived - paid + repaid;
  return {
    arisen: yen(arisen),
    reduced: yen(reduced),
    waived: yen(waived),
    paid: yen(paid),
    repaid: yen(repaid),
    outstanding: yen(Math.max(0, balance)),
    overpaid: yen(Math.max(0, -balance)),
  };
};

const kindOrder: Readonly<Record<ObligationKind, number>> = {
  'initial-fee': 0,
  'one-time-fee': 1,
  'monthly-fee': 2,
  'early-termination-charge': 3,
  reduction: 4,
};
/** Base before option, item 1 before item 2. */
const rank = ({ subject, item }: Arisen): number => (subject === undefined || subject === 'base' ? 0 : 2) + (item ?? 0);

const sumOf = <Item>(items: readonly Item[], amountOf: (item: Item) => number): number => {
  let sum = 0;
  for (const item of items) sum += amountOf(item);
  return sum;
};

const initialFee = (service: Service): InitialFee => ({
  id: service.subject === 'base' ? 'initial-fee:base' : `initial-fee:${service.subject}:${service.eventId}`,
  kind: 'initial-fee',
  subject: service.subject,
  item: undefined,
  clause: clauses.charges,
  period: undefined,
  arisesOn: service.acceptedOn,
  amount: service.fees.initialFee,
  service,
});

const oneTimeFee = (change: OneTimeFee['change']): OneTimeFee => ({
  id: `one-time-fee:${change.eventId}`,
  kind: 'one-time-fee',
  subject: undefined,
  item: undefined,
  clause: clauses.charges,
  period: undefined,
  arisesOn: change.acceptedOn,
  amount: change.oneTimeFee,
  change,
});

const reductionOf = (credit: Credit, arisesOn: CivilDate): Reduction => ({
  id: reductionIdOf(credit),
  kind: 'reduction',
  subject: undefined,
  item: undefined,
  clause: clauses.reduction,
  period: undefined,
  arisesOn,
  amount: negateYen(credit.amount),
  credit,
});
