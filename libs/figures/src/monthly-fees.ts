import { earliest, type CivilDate, type DateRange } from '@ledger/kernel';
import type { Readings } from '@ledger/terms';
import { firstBillingMonth, nameOfMonth, nextBillingMonth } from './billing-months.js';
import { clauses } from './clauses.js';
import type { MonthlyFee } from './obligation.js';
import { costOfDays } from './shares.js';
import type { Service } from './situation.js';
import type { FeeSubject } from './subjects.js';

/**
 * 月額費用 (Art. 8): one obligation for each billing month from the billing start date to the last billed day. It arises on the first of
 * its days, so that only months begun by `asOf` are here; each covers its whole month unless an end is known.
 */
export const monthlyFees = (service: Service, asOf: CivilDate, readings: Readings): readonly MonthlyFee[] => {
  const { billing, lastBilledOn } = service;
  if (billing === undefined) return [];
  const until = lastBilledOn === undefined ? asOf : earliest(asOf, lastBilledOn);
  const rows: MonthlyFee[] = [];
  let month = firstBillingMonth(billing.startsOn, readings.R18);
  for (let from = billing.startsOn; from <= until; from = month.days.from) {
    const period = billedDays(month.days, from, lastBilledOn);
    rows.push(monthlyFee(service, month.named, month.days, period, readings));
    month = nextBillingMonth(billing.startsOn, month, readings.R18);
  }
  return rows;
};

/** The days of a month, from the first that is billed to the last. */
const billedDays = (days: DateRange, from: CivilDate, lastBilledOn: CivilDate | undefined): DateRange => {
  const isWhole = from === days.from && (lastBilledOn === undefined || days.to <= lastBilledOn);
  return isWhole ? days : { from, to: lastBilledOn === undefined ? days.to : earliest(days.to, lastBilledOn) };
};

const monthlyFee = (
  service: Service,
  named: number,
  month: DateRange,
  period: DateRange,
  readings: Readings,
): MonthlyFee => ({
  id: idOf(service, named),
  kind: 'monthly-fee',
  subject: service.subject,
  item: undefined,
  clause: clauses.charges,
  period,
  arisesOn: period.from,
  amount: costOfDays(service.steps, month, period, readings),
  service,
  month,
});

/** All contracts have the same ids but for the suffix, so that each is written once. */
const idOf = ({ subject, suffix }: Service, named: number): string => {
  const ids = writtenIds[subject];
  let id = ids.get(named);
  if (id === undefined) ids.set(named, (id = `monthly-fee:${subject}:${nameOfMonth(named)}`));
  return suffix === '' ? id : id + suffix;
};
const writtenIds: Readonly<Record<FeeSubject, Map<number, string>>> = { base: new Map(), homepage: new Map() };
