import { earliest, type CivilDate, type DateRange } from '@ledger/kernel';
import type { Readings } from '@ledger/terms';
import { firstBillingMonth, firstNamedMonth, nameOfMonth, nextBillingMonth } from './billing-months.js';
import { clauses } from './clauses.js';
import type { MonthlyFee } from './obligation.js';
import { costOf, sharesOf } from './shares.js';
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
  const idOf = monthlyFeeIds(service, billing.startsOn);
  let month = firstBillingMonth(billing.startsOn, readings.R18);
  let from = billing.startsOn;
  while (from <= until) {
    const { days, n } = month;
    const isWhole = from === days.from && (lastBilledOn === undefined || days.to <= lastBilledOn);
    const period = isWhole
      ? days
      : { from, to: lastBilledOn === undefined ? days.to : earliest(days.to, lastBilledOn) };
    rows.push(monthlyFee(service, idOf(n), days, period, readings));
    month = nextBillingMonth(billing.startsOn, month, readings.R18);
    from = month.days.from;
  }
  return rows;
};

/** The ids of a service's fees, by the places of their months. They are the same for all contracts, so that each is written once. */
const monthlyFeeIds = ({ subject, suffix }: Service, startsOn: CivilDate): ((n: number) => string) => {
  const [ids, first] = [writtenIds[subject], firstNamedMonth(startsOn)];
  return (n) => {
    let id = ids.get(first + n);
    if (id === undefined) ids.set(first + n, (id = `monthly-fee:${subject}:${nameOfMonth(first + n)}`));
    return id + suffix;
  };
};
const writtenIds: Readonly<Record<FeeSubject, Map<number, string>>> = { base: new Map(), homepage: new Map() };

const monthlyFee = (
  service: Service,
  id: string,
  month: DateRange,
  period: DateRange,
  { R03, R09 }: Readings,
): MonthlyFee => {
  const parts = sharesOf(service.steps, month, period, R03);
  return {
    id,
    kind: 'monthly-fee',
    subject: service.subject,
    item: undefined,
    clause: clauses.charges,
    period,
    arisesOn: period.from,
    amount: costOf(parts, R09),
    service,
    month,
    parts,
  };
};
