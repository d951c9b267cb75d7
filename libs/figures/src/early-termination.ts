import { assertNever, daysIn, earliest, latest, plusDays, type CivilDate, type DateRange } from '@ledger/kernel';
import {
  editionOn,
  endsEarly,
  isExemptEnd,
  minimumPeriodOf,
  monthsCountedBack,
  remainingPeriod,
  wholeMonths,
  type Interpretation,
  type Readings,
} from '@ledger/terms';
import { firstBillingMonth, nextBillingMonth } from './billing-months.js';
import { clauses } from './clauses.js';
import { feeOn } from './fees.js';
import type { Arising } from './obligation.js';
import { costOf, sharesOf, THIRTIETHS, wholeMonth } from './shares.js';
import { isInForceOn, type Service, type Situation } from './situation.js';
import type { FeeStep, FeeSubject, Part } from './subjects.js';

/** 最低利用期間内解除調定金: the charge of one item of annex 2 for one subject. */
export interface Charge extends Arising {
  readonly kind: 'early-termination-charge';
  readonly subject: FeeSubject;
  readonly item: 1 | 2;
  /** The rest of the minimum period (残余の期間); undefined under R12 `full-period`. */
  readonly period: DateRange | undefined;
  readonly service: Service;
  /** The fee of the first day of the rest (R19). */
  readonly monthlyFee: FeeStep;
  readonly parts: readonly Part[];
}

/** Every charge that follows from the ends known, also one that arises after the day asked about; base before options, item 1 first. */
export const earlyTerminationCharges = (situation: Situation): readonly Charge[] => {
  const { base, end, options, interpretation } = situation;
  if (base === undefined) return [];
  if (end !== undefined && base.minimumPeriod === undefined) return chargesBeforeBilling(situation, base, end.on);
  const rest = restOfBase(situation);
  const charges = rest === undefined ? [] : chargesOfItem1(situation, base, rest);
  for (const option of options) {
    const charge = chargeOfItem2(option, isExempt(situation), chargedTo(charges, option), interpretation.readings);
    if (charge !== undefined) charges.push(charge);
  }
  return charges;
};

/** Art. 9(1): whether the contract ends on a ground for which paragraph 1 charges nothing (R20). */
export const isExempt = ({ end, interpretation }: Situation): boolean =>
  end !== undefined && isExemptEnd(end.ground, interpretation.readings);

/** The rest of the contract's minimum period, from the day after the last billed day, where the contract ends early. */
export const restOfBase = ({ base }: Situation): DateRange | undefined => base && restOf(base);

const restOf = ({ end, lastBilledOn, minimumPeriod }: Service): DateRange | undefined => {
  if (end === undefined || lastBilledOn === undefined || minimumPeriod === undefined) return undefined;
  return endsEarly(end.on, minimumPeriod) ? remainingPeriod(plusDays(lastBilledOn, 1), minimumPeriod) : undefined;
};

/** Annex 2, item 1: the base and, unless R05 is `separate`, the options in force on the day of the end, over the base's rest. */
const chargesOfItem1 = (situation: Situation, base: Service, rest: DateRange): Charge[] => {
  const { end, options, interpretation } = situation;
  if (end === undefined || base.minimumPeriod === undefined || isExempt(situation)) return [];
  const { readings } = interpretation;
  const period = base.minimumPeriod;
  const charged = readings.R05 === 'separate' ? [] : options.filter((option) => isInForceOn(option, end.on));
  return [base, ...charged].map((service) => chargeOver(service, 1, rest, period, end.on, readings));
};

/** Annex 2, item 2: an option, over its own rest; under R05 `once` only the days that item 1 leaves. */
const chargeOfItem2 = (
  option: Service,
  isExemptEndOfContract: boolean,
  chargedUnderItem1: CivilDate | undefined,
  readings: Readings,
): Charge | undefined => {
  const { end, minimumPeriod } = option;
  const own = restOf(option);
  if (end === undefined || minimumPeriod === undefined || own === undefined) return undefined;
  if (end.withContract && isExemptEndOfContract && readings.R10 === 'follows-contract') return undefined;
  const from = chargedUnderItem1 === undefined || readings.R05 !== 'once' ? own.from : plusDays(chargedUnderItem1, 1);
  const rest = remainingPeriod(from, minimumPeriod);
  return rest && chargeOver(option, 2, rest, minimumPeriod, end.on, readings);
};

/** The last day that item 1 charges a service for. */
const chargedTo = (charges: readonly Charge[], service: Service): CivilDate | undefined =>
  charges.find((charge) => charge.service === service)?.period?.to;

/** @param cut the minimum period that R04 `whole-months` cuts into months */
const chargeOver = (
  service: Service,
  item: 1 | 2,
  rest: DateRange,
  cut: DateRange,
  endsOn: CivilDate,
  readings: Readings,
): Charge => {
  const steps = readings.R19 === 'on-end' ? [feeOn(service.steps, endsOn)] : service.steps;
  const parts = partsOfRest(service, rest, cut, steps, readings);
  return chargeOf(service, item, rest, endsOn, feeOn(steps, rest.from), parts, readings);
};

/** R04: 残余の期間に対応する月額費用, the monthly fees that correspond to the rest. */
const partsOfRest = (
  service: Service,
  rest: DateRange,
  cut: DateRange,
  steps: readonly FeeStep[],
  readings: Readings,
): readonly Part[] => {
  switch (readings.R04) {
    case 'as-if-continued':
      return asIfContinued(service, rest, steps, readings);
    case 'whole-months':
      return wholeMonths(cut, rest).map(({ from, to }) => {
        const first = latest(from, rest.from);
        return wholeMonth({ from: first, to }, feeOn(steps, first));
      });
    case 'anniversary': {
      const { days, months } = monthsCountedBack(rest);
      const before = days && thirtiethsOf(days, feeOn(steps, days.from));
      return [...(before ? [before] : []), ...months.map((month) => wholeMonth(month, feeOn(steps, month.from)))];
    }
    default:
      return assertNever(readings.R04);
  }
};

/**
 * The months that the subject would have been billed by, prorated as R03. Under R03 `full-month` the month that the rest begins in is
 * left out where it began before the rest: it was billed in full, or charged in full under item 1.
 */
const asIfContinued = (
  { billing }: Service,
  rest: DateRange,
  steps: readonly FeeStep[],
  { R03, R18 }: Readings,
): readonly Part[] => {
  const parts: Part[] = [];
  if (billing === undefined) return parts;
  let month = firstBillingMonth(billing.startsOn, R18);
  for (; month.days.from <= rest.to; month = nextBillingMonth(billing.startsOn, month, R18)) {
    const { from, to } = month.days;
    if (to < rest.from) continue;
    const days = { from: latest(from, rest.from), to: earliest(to, rest.to) };
    const isPaid = R03 === 'full-month' && days.from > latest(from, billing.startsOn);
    if (!isPaid) parts.push(...sharesOf(steps, month.days, days, R03));
  }
  return parts;
};

const thirtiethsOf = (days: DateRange, fee: FeeStep): Part => ({
  ...days,
  fee,
  count: Math.min(daysIn(days), THIRTIETHS),
  of: THIRTIETHS,
});

/**
 * R12, an end before billing started: under `full-period` each service that the end meets owes the fees of a whole minimum period as
 * quoted, the base under item 1, an option under item 2.
 */
const chargesBeforeBilling = (situation: Situation, base: Service, endsOn: CivilDate): readonly Charge[] => {
  const { options, interpretation } = situation;
  const { readings } = interpretation;
  if (readings.R12 === 'no-charge') return [];
  const exempt = isExempt(situation);
  const isCharged = ({ end, acceptedOn }: Service): boolean => end?.on === endsOn && acceptedOn <= endsOn;
  const charged = exempt && readings.R10 === 'follows-contract' ? [] : options.filter(isCharged);
  const months = monthsOfMinimumPeriod(endsOn, interpretation);
  const chargeFor = (service: Service, item: 1 | 2): Charge => {
    const fee: FeeStep = { from: service.quote.quotedOn, fee: service.fees.monthlyFee, eventId: service.quote.eventId };
    const part: Part = { from: endsOn, to: endsOn, fee, count: months, of: 1 };
    return chargeOf(service, item, undefined, endsOn, fee, [part], readings);
  };
  return [...(exempt ? [] : [chargeFor(base, 1)]), ...charged.map((option) => chargeFor(option, 2))];
};

const monthsOfMinimumPeriod = (on: CivilDate, { terms }: Interpretation): number => {
  const period = minimumPeriodOf(on, editionOn(terms, on));
  return wholeMonths(period, period).length;
};

const chargeOf = (
  service: Service,
  item: 1 | 2,
  period: DateRange | undefined,
  arisesOn: CivilDate,
  monthlyFee: FeeStep,
  parts: readonly Part[],
  { R09 }: Readings,
): Charge => ({
  id: `early-termination-charge:${String(item)}:${service.subject}${service.suffix}`,
  kind: 'early-termination-charge',
  subject: service.subject,
  item,
  clause: item === 1 ? clauses.earlyEnd : clauses.earlyOptionEnd,
  period,
  arisesOn,
  amount: costOf(parts, R09),
  service,
  monthlyFee,
  parts,
});
