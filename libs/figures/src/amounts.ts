import { daysOfMonth, earliest, firstOfMonth, lastOfMonth, monthOf, type CivilDate } from '@ledger/kernel';
import type { History } from '@ledger/contract';
import type { Interpretation, Readings } from '@ledger/terms';
import { firstBillingMonth, nextBillingMonth } from './billing-months.js';
import { clauses } from './clauses.js';
import { earlyTerminationCharges } from './early-termination.js';
import { feeOn } from './fees.js';
import { monthlyFees } from './monthly-fees.js';
import { reductionCredits } from './reductions.js';
import { costOfDays } from './shares.js';
import { situationOn, type Service } from './situation.js';

/** The articles that obligations rest on. */
export const AMOUNT_ARTICLES: readonly string[] = [
  clauses.charges.label,
  clauses.earlyEnd.label,
  clauses.earlyOptionEnd.label,
  clauses.reduction.label,
];

/** What the obligations that have arisen come to, reductions taken off, in yen: by AMOUNT_ARTICLES. */
export type Amounts = readonly [charges: number, earlyEnd: number, earlyOptionEnd: number, reductions: number];

/**
 * The sums of `figuresOn(...).obligations()` by article, without their rows: months that cost the same are not gone through one by one.
 * @param asOf only what has arisen by this day
 */
export const amountsOn = (history: History, asOf: CivilDate, interpretation: Interpretation): Amounts => {
  const situation = situationOn(history, asOf, interpretation);
  const { base, options, contract } = situation;
  if (base === undefined) return [0, 0, 0, 0];
  const { readings } = interpretation;
  const services = [base, ...options];
  let [charges, earlyEnd, earlyOptionEnd, reductions] = [0, 0, 0, 0];
  for (const service of services) charges += service.fees.initialFee + sumOfMonths(service, asOf, readings);
  for (const change of contract.changes) charges += change.oneTimeFee;
  for (const charge of earlyTerminationCharges(situation)) {
    if (charge.arisesOn > asOf) continue;
    if (charge.clause === clauses.earlyEnd) earlyEnd += charge.amount;
    else earlyOptionEnd += charge.amount;
  }
  const rows = (): ReturnType<typeof monthlyFees> =>
    services.flatMap((service) => monthlyFees(service, asOf, readings));
  for (const credit of reductionCredits(situation, rows)) {
    if (credit.arisesOn !== undefined) reductions -= credit.amount;
  }
  return [charges, earlyEnd, earlyOptionEnd, reductions];
};

/** The amounts of `monthlyFees` together. */
const sumOfMonths = (service: Service, asOf: CivilDate, readings: Readings): number => {
  const { billing, lastBilledOn, steps } = service;
  if (billing === undefined) return 0;
  const until = lastBilledOn === undefined ? asOf : earliest(asOf, lastBilledOn);
  let sum = 0;
  let month = firstBillingMonth(billing.startsOn, readings.R18);
  let from = billing.startsOn;
  while (from <= until) {
    const alike = readings.R18 === 'calendar' ? monthsAlike(service, from, until) : 0;
    if (alike > 0) {
      sum += alike * feeOn(steps, from).fee;
      const named = month.named + alike;
      month = { days: daysOfMonth(named), named };
      from = month.days.from;
      continue;
    }
    const { days } = month;
    const to = lastBilledOn === undefined ? days.to : earliest(days.to, lastBilledOn);
    sum += costOfDays(steps, days, { from, to }, readings);
    month = nextBillingMonth(billing.startsOn, month, readings.R18);
    from = month.days.from;
  }
  return sum;
};

/** How many calendar months from a day on are billed as a whole and at one fee. */
const monthsAlike = ({ steps, lastBilledOn }: Service, from: CivilDate, until: CivilDate): number => {
  if (firstOfMonth(from) !== from) return 0;
  let end = monthOf(until) + 1;
  if (lastBilledOn !== undefined && lastOfMonth(lastBilledOn) !== lastBilledOn)
    end = Math.min(end, monthOf(lastBilledOn));
  for (const step of steps.slice(1)) if (step.from > from) end = Math.min(end, monthOf(step.from));
  return end - monthOf(from);
};
