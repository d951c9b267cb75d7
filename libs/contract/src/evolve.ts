import { earliest, type CivilDate } from '@ledger/kernel';
import type { Application, BillingStart, Contract, OptionPeriod } from './contract.js';
import type { Subject } from './events.js';
import { applyFact, type Draft } from './apply-fact.js';
import type { History } from './history.js';
import { readFacts, type ReadFact } from './read-facts.js';

/**
 * The contract as of a day: the facts known whose own date is not after it, and those with only a planned date. The application
 * belongs to it on every day, since it is what makes the contract.
 * @throws {Error} for a history without an application: there is no contract to speak of.
 */
export const contractOn = (history: History, asOf: CivilDate): Contract => {
  const facts = readFacts(history);
  const contract = emptyContract(history.contractId, asOf, applicationIn(facts));
  for (const fact of facts) {
    const { on } = fact;
    if (on !== undefined && on > asOf) continue;
    applyFact(contract, fact);
    if (on !== undefined) contract.earliestFactOn = earliest(contract.earliestFactOn, on);
  }
  contract.options = optionPeriods(facts, contract);
  return contract;
};

/** The stretch of an option's life that a day falls to: the latest one accepted on or before it. */
export const periodAt = <Period extends Pick<OptionPeriod, 'option' | 'acceptedOn'>>(
  periods: readonly Period[],
  option: Subject,
  on: CivilDate,
): Period | undefined => {
  let found: Period | undefined;
  for (const period of periods) {
    if (period.option !== option || period.acceptedOn > on) continue;
    if (found === undefined || period.acceptedOn >= found.acceptedOn) found = period;
  }
  return found;
};

const applicationIn = (facts: readonly ReadFact[]): Application => {
  for (const fact of facts) if (fact.type === 'ContractApplied') return fact.entry;
  throw new Error('a history without an application is no contract');
};

/**
 * An option's start of billing may be planned for a period that is not accepted yet on the day asked about, so all are looked at; but not
 * those recorded after it: a start that was planned for a period which ended before does not become that of the next.
 */
const optionPeriods = (facts: readonly ReadFact[], contract: Contract): OptionPeriod[] => {
  const known: OptionPeriod[] = [];
  const billings: { readonly billing: BillingStart; readonly period: OptionPeriod | undefined }[] = [];
  for (const fact of facts) {
    if (fact.type === 'OptionAdded') known.push(fact.entry);
    if (fact.type !== 'OptionBillingStarted') continue;
    const { option, billing } = fact.entry;
    billings.push({ billing, period: periodAt(known, option, billing.startsOn) });
  }
  if (known.length === 0) return [];
  const isOf = (period: OptionPeriod, subject: Subject, on: CivilDate): boolean =>
    periodAt(known, subject, on) === period;
  return known
    .filter(({ acceptedOn }) => acceptedOn <= contract.asOf)
    .map((period) => ({
      ...period,
      billing: billings.findLast((one) => one.period === period)?.billing,
      notices: contract.notices.filter(({ subject, arrivedOn }) => isOf(period, subject, arrivedOn)),
      terminations: contract.terminations.filter(({ subject, declaredOn }) => isOf(period, subject, declaredOn)),
    }));
};

const emptyContract = (contractId: string, asOf: CivilDate, application: Application): Draft<Contract> => ({
  contractId,
  asOf,
  application,
  contractorChanges: [],
  quotes: [],
  acceptance: undefined,
  refusal: undefined,
  billing: undefined,
  changes: [],
  feeRevisions: [],
  options: [],
  notices: [],
  terminations: [],
  outages: [],
  demands: [],
  payments: [],
  repayments: [],
  settlements: [],
  targets: [],
  agreements: [],
  complaints: [],
  administrators: [],
  settingChanges: [],
  misuseReports: [],
  restrictions: [],
  measures: [],
  limits: [],
  liabilityClaims: [],
  usageReports: [],
  statements: [],
  earliestFactOn: application.appliedOn,
});
