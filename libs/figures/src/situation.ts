import { assertNever, plusDays, type CivilDate, type DateRange } from '@ledger/kernel';
import {
  contractOn,
  endOfContract,
  endOfOption,
  optionsBegun,
  quoteOn,
  type BillingStart,
  type Contract,
  type End,
  type Fees,
  type History,
  type Option,
  type OptionPeriod,
  type Quote,
} from '@ledger/contract';
import { editionOn, minimumPeriodOf, optionMinimumPeriodOf, type Interpretation, type Readings } from '@ledger/terms';
import { feeSteps } from './fees.js';
import type { FeeStep, FeeSubject } from './subjects.js';

/** What every figure starts from: a contract on a day, its services and its end. */
export interface Situation {
  readonly history: History;
  readonly asOf: CivilDate;
  readonly interpretation: Interpretation;
  readonly contract: Contract;
  /** The end of the contract (E). */
  readonly end: End | undefined;
  /** The base service; undefined before the day of acceptance, when no figure or period is shown. */
  readonly base: Service | undefined;
  /** Every period of every option that is accepted, in the order of recording. */
  readonly options: readonly OptionService[];
}
/** The base service, or one period of an option: what fees are owed for. */
export interface Service {
  readonly subject: FeeSubject;
  /** The acceptance, or the OptionAdded. */
  readonly eventId: string;
  readonly acceptedOn: CivilDate;
  /** What tells the ids of a second or later period of an option from those of the first. */
  readonly suffix: string;
  readonly quote: Quote;
  readonly fees: Fees;
  readonly steps: readonly FeeStep[];
  readonly billing: BillingStart | undefined;
  readonly end: (End & { readonly withContract: boolean }) | undefined;
  /** The last billed day (R11), where an end is known. */
  readonly lastBilledOn: CivilDate | undefined;
  /** Undefined where billing is not known to start, or not before the end. */
  readonly minimumPeriod: DateRange | undefined;
}

export interface OptionService extends Service {
  readonly subject: Option;
  readonly period: OptionPeriod;
}

/** @throws {Error} for a history without an application: there is no contract to speak of. */
export const situationOn = (history: History, asOf: CivilDate, interpretation: Interpretation): Situation => {
  const contract = contractOn(history, asOf);
  const end = endOfContract(contract, interpretation);
  const base = contract.acceptance && baseService(contract, contract.acceptance, end, interpretation);
  const options = base === undefined ? [] : optionServices(history, contract, interpretation);
  return { history, asOf, interpretation, contract, end, base, options };
};

/** Whether a service is billed on a day, its last day included. */
export const isInForceOn = ({ billing, end }: Service, on: CivilDate): boolean =>
  billing !== undefined && billing.startsOn <= on && (end === undefined || on <= end.on);

const baseService = (
  contract: Contract,
  { eventId, acceptedOn }: NonNullable<Contract['acceptance']>,
  end: End | undefined,
  { terms, readings }: Interpretation,
): Service => {
  const { quote, fees } = quotedFor(contract, 'base', acceptedOn);
  const { billing } = contract;
  return {
    subject: 'base',
    eventId,
    acceptedOn,
    suffix: '',
    quote,
    fees,
    steps: feeSteps(contract, 'base', quote, fees),
    billing,
    end: end && { ...end, withContract: true },
    lastBilledOn: end && lastBilledOn(end, readings),
    minimumPeriod: isBegun(billing, end)
      ? minimumPeriodOf(billing.startsOn, editionOn(terms, billing.startsOn))
      : undefined,
  };
};

const optionServices = (
  history: History,
  contract: Contract,
  interpretation: Interpretation,
): readonly OptionService[] => {
  if (contract.options.length === 0) return [];
  const isFirst = firstPeriods(history);
  return contract.options.map((period) => optionService(contract, period, isFirst(period), interpretation));
};

const optionService = (
  contract: Contract,
  period: OptionPeriod,
  isFirst: boolean,
  interpretation: Interpretation,
): OptionService => {
  const { eventId, option, acceptedOn, billing } = period;
  const { quote, fees } = quotedFor(contract, option, acceptedOn);
  const end = endOfOption(contract, period, interpretation);
  return {
    subject: option,
    period,
    eventId,
    acceptedOn,
    suffix: isFirst ? '' : `:${eventId}`,
    quote,
    fees,
    steps: feeSteps(contract, option, quote, fees),
    billing,
    end,
    lastBilledOn: end && lastBilledOn(end, interpretation.readings),
    minimumPeriod: isBegun(billing, end)
      ? optionMinimumPeriodOf(billing.startsOn, editionOn(interpretation.terms, billing.startsOn))
      : undefined,
  };
};

/** Art. 8, annex 1: each fee is individually quoted, and an acceptance without a quote is refused. */
const quotedFor = (
  contract: Contract,
  subject: FeeSubject,
  on: CivilDate,
): { readonly quote: Quote; readonly fees: Fees } => {
  const quoted = quoteOn(contract, subject, on);
  if (quoted === undefined) throw new Error(`accepted without a quote: ${contract.contractId}, ${subject}`);
  return quoted;
};

const lastBilledOn = ({ on }: End, { R11 }: Readings): CivilDate => {
  switch (R11) {
    case 'billed':
      return on;
    case 'not-billed':
      return plusDays(on, -1);
    default:
      return assertNever(R11);
  }
};

/** R12: an end before billing started leaves no minimum period. */
const isBegun = (billing: BillingStart | undefined, end: End | undefined): billing is BillingStart =>
  billing !== undefined && (end === undefined || billing.startsOn <= end.on);

/**
 * Which period of an option bears the plain ids: the one recorded first, also where it was voided since. The ids may depend neither on
 * the day asked about nor on what became known later.
 */
const firstPeriods = (history: History): ((period: OptionPeriod) => boolean) => {
  const begun = optionsBegun(history);
  return ({ option, eventId }) => begun[option] === eventId;
};
