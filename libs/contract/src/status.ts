import type { CivilDate } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import type { Contract, OptionPeriod } from './contract.js';
import { endOfContract, endOfOption } from './ends.js';
import type { Option } from './events.js';
import { periodAt } from './evolve.js';

export type ContractStatus = 'applied' | 'accepted' | 'refused' | 'active' | 'terminating' | 'terminated';

/** Where a contract stands on its `asOf`. The day of the end is still part of it: terminated is the day after. */
export const statusOf = (contract: Contract, interpretation: Interpretation): ContractStatus => {
  if (contract.refusal !== undefined) return 'refused';
  if (contract.acceptance === undefined) return 'applied';
  const end = endOfContract(contract, interpretation);
  if (end !== undefined) return contract.asOf > end.on ? 'terminated' : 'terminating';
  return contract.billing !== undefined && contract.billing.startsOn <= contract.asOf ? 'active' : 'accepted';
};

export type OptionStatus = 'accepted' | 'active' | 'terminating' | 'terminated';

/** Where a stretch of an option's life stands on the contract's `asOf`. */
export const optionStatusOf = (
  contract: Contract,
  period: OptionPeriod,
  interpretation: Interpretation,
): OptionStatus => {
  const end = endOfOption(contract, period, interpretation);
  if (end !== undefined) return contract.asOf > end.on ? 'terminated' : 'terminating';
  return period.billing !== undefined && period.billing.startsOn <= contract.asOf ? 'active' : 'accepted';
};

/** The stretch of an option's life that is in force on a day: accepted by then, and not ended before. */
export const optionInForceOn = (
  contract: Contract,
  option: Option,
  on: CivilDate,
  interpretation: Interpretation,
): OptionPeriod | undefined => {
  const period = periodAt(contract.options, option, on);
  const end = period && endOfOption(contract, period, interpretation);
  return end !== undefined && end.on < on ? undefined : period;
};
