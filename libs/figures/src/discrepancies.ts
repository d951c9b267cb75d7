import { sumYen, yen, yenText, ZERO_YEN, type CivilDate, type Yen } from '@ledger/kernel';
import type { Demand, Repayment } from '@ledger/contract';
import type { Clause } from '@ledger/terms';
import { clauses } from './clauses.js';
import type { Arisen } from './obligation.js';
import { reductionIdOf, type Credit } from './reductions.js';
import { settle, withSettled, type Credited, type Settling } from './settling.js';
import type { Situation } from './situation.js';

export type DiscrepancyKind =
  | 'decision-differs'
  | 'demand-differs'
  | 'demand-names-unknown-obligation'
  | 'payment-exceeds-what-is-owed'
  | 'payment-names-unknown-obligation'
  | 'settlement-exceeds-what-is-owed'
  | 'settlement-names-unknown-obligation';

/** Where what was decided, demanded, paid or waived differs from what the terms give. */
export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  /** The decision, demand, payment or settlement. */
  readonly eventId: string;
  readonly on: CivilDate;
  readonly outageId: string | undefined;
  readonly obligationId: string | undefined;
  /** What was decided, demanded, paid or waived; undefined for a reduction granted without an amount. */
  readonly recorded: Yen | undefined;
  /** What the terms give in its place. */
  readonly due: Yen;
  readonly text: string;
  readonly clause: Clause;
}

/** By day; of one day decisions, demands, payments, settlements. */
export const discrepanciesOf = (
  { contract }: Situation,
  rows: readonly Arisen[],
  credits: readonly Credit[],
  settling: Settling,
): readonly Discrepancy[] => {
  if (rows.length === 0) return [];
  return [
    ...credits.flatMap(ofDecision),
    ...contract.demands.flatMap((demand) => ofDemand(demand, rows, settling.credits, contract.repayments)),
    ...ofMoney(
      'payment',
      contract.payments.map(({ eventId }) => eventId),
      rows,
      settling,
    ),
    ...ofMoney(
      'settlement',
      contract.settlements.map(({ eventId }) => eventId),
      rows,
      settling,
    ),
  ].sort((a, b) => a.on - b.on);
};

const ofDecision = (credit: Credit): readonly Discrepancy[] => {
  const { outageId, decision, discrepancy } = credit;
  if (decision === undefined || discrepancy === undefined) return [];
  const { due, decided } = discrepancy;
  const given = decided === undefined ? '' : ` ${yenText(decided)} yen`;
  return [
    {
      kind: 'decision-differs',
      eventId: decision.eventId,
      on: decision.decidedOn,
      outageId,
      obligationId: reductionIdOf(credit),
      recorded: decided,
      due,
      text: `${decision.decision}${given} where the terms give ${yenText(due)} yen`,
      clause: clauses.reduction,
    },
  ];
};

/**
 * What was demanded for an obligation is its amount, or what was open of it on the day of the demand; what was demanded without a name
 * is what was open of all the rest.
 */
const ofDemand = (
  demand: Demand,
  rows: readonly Arisen[],
  credits: readonly Credited[],
  repayments: readonly Repayment[],
): readonly Discrepancy[] => {
  const { issuedOn, items } = demand;
  const open = openOn(issuedOn, rows, credits, repayments);
  const demanded = Map.groupBy(items, ({ obligationId }) => obligationId);
  return [...demanded].flatMap(([obligationId, group]) => {
    const recorded = sumYen(group.map(({ amount }) => amount));
    if (obligationId === undefined) {
      const due = sumYen([...open].map(([id, amount]) => (demanded.has(id) ? ZERO_YEN : amount)));
      return recorded === due ? [] : [demandDiffers(demand, undefined, recorded, due)];
    }
    const row = rows.find(({ id, kind }) => id === obligationId && kind !== 'reduction');
    if (row === undefined) return [unknownObligation('demand', demand.eventId, issuedOn, obligationId, recorded)];
    const due = open.get(obligationId) ?? row.amount;
    return recorded === row.amount || recorded === due ? [] : [demandDiffers(demand, obligationId, recorded, due)];
  });
};

/** What was open of each obligation at the end of a day, by what is known now. */
const openOn = (
  day: CivilDate,
  rows: readonly Arisen[],
  credits: readonly Credited[],
  repayments: readonly Repayment[],
): ReadonlyMap<string, Yen> => {
  const arisen = rows.filter(({ arisesOn }) => arisesOn <= day);
  const settling = settle(
    arisen,
    credits.filter(({ on }) => on <= day),
    repayments.filter(({ paidOn }) => paidOn <= day),
  );
  return new Map(withSettled(arisen, settling).map(({ id, outstanding }) => [id, outstanding]));
};

const demandDiffers = (
  { eventId, issuedOn }: Demand,
  obligationId: string | undefined,
  recorded: Yen,
  due: Yen,
): Discrepancy => ({
  kind: 'demand-differs',
  eventId,
  on: issuedOn,
  outageId: undefined,
  obligationId,
  recorded,
  due,
  text: `${yenText(recorded)} yen demanded where ${yenText(due)} yen were open`,
  clause: clauses.charges,
});

/** What was paid or waived and settled nothing, and what names an obligation that has not arisen. */
const ofMoney = (
  what: 'payment' | 'settlement',
  eventIds: readonly string[],
  rows: readonly Arisen[],
  { credits, unused }: Settling,
): readonly Discrepancy[] => {
  const named = new Set(rows.filter(({ kind }) => kind !== 'reduction').map(({ id }) => id));
  const ofThisKind = new Set(eventIds);
  return credits.flatMap(({ id, on, amount, obligationId }) => {
    if (!ofThisKind.has(id)) return [];
    const found: Discrepancy[] = [];
    if (obligationId !== undefined && !named.has(obligationId)) {
      found.push(unknownObligation(what, id, on, obligationId, amount));
    }
    const left = unused.get(id);
    if (left !== undefined) {
      found.push({
        kind: `${what}-exceeds-what-is-owed`,
        eventId: id,
        on,
        outageId: undefined,
        obligationId,
        recorded: amount,
        due: yen(amount - left),
        text: `of ${yenText(amount)} yen ${yenText(left)} yen settle nothing`,
        clause: clauses.charges,
      });
    }
    return found;
  });
};

const unknownObligation = (
  what: 'demand' | 'payment' | 'settlement',
  eventId: string,
  on: CivilDate,
  obligationId: string,
  recorded: Yen,
): Discrepancy => ({
  kind: `${what}-names-unknown-obligation`,
  eventId,
  on,
  outageId: undefined,
  obligationId,
  recorded,
  due: ZERO_YEN,
  text: 'it names an obligation that has not arisen',
  clause: clauses.charges,
});
