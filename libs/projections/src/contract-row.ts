import { japaneseDateOf, lastOfMonth, plusDays, type CivilDate } from '@ledger/kernel';
import type { Contract, History } from '@ledger/contract';
import { figuresOn, type Overview } from '@ledger/figures';
import { defaultReadings, type Interpretation, xspMailTerms } from '@ledger/terms';
import type { ContractRow } from './read-model.js';

/** A contract as its stream gives it. */
export interface KnownContract {
  readonly history: History;
  /** Its last event's. */
  readonly revision: number;
  /** Its first event's position. */
  readonly madeAt: bigint;
}

/** The list shows what the register of readings gives. */
const interpretation: Interpretation = { terms: xspMailTerms, readings: defaultReadings };

/** The row of the list, by the same figures that answer for the contract itself. */
export const rowOn = ({ history, revision, madeAt }: KnownContract, asOf: CivilDate): ContractRow => {
  const figures = figuresOn(history, asOf, interpretation);
  const overview = figures.overview();
  return {
    contractId: history.contractId,
    contractor: overview.contractor.name,
    status: overview.status,
    billingStartedOn: overview.base?.billingStartsOn,
    minimumPeriodEndsOn: overview.base?.minimumPeriod?.to,
    effectiveEndOn: overview.base?.effectiveEndOn,
    outstanding: figures.totals().outstanding,
    dueOn: nextChange(history, figures.contract, overview),
    revision,
    madeAt,
  };
};

/** The next day on which time alone changes a row: something planned begins, something ends, or a month's fees arise. */
const nextChange = (
  history: History,
  { asOf, billing, contractorChanges }: Contract,
  { base, options }: Overview,
): CivilDate | undefined => {
  let next: CivilDate | undefined;
  const on = (date: CivilDate | undefined): void => {
    if (date !== undefined && date > asOf && (next === undefined || date < next)) next = date;
  };
  on(billing?.startsOn);
  for (const { from } of contractorChanges) on(from);
  for (const service of [base, ...options]) {
    const end = service?.effectiveEndOn;
    on(service?.billingStartsOn);
    on(end);
    if (service?.billingStartsOn !== undefined && (end === undefined || asOf < end)) on(plusDays(lastOfMonth(asOf), 1));
  }
  if (base?.effectiveEndOn !== undefined) on(plusDays(base.effectiveEndOn, 1));
  // What is recorded by a clock ahead of ours may have happened on a day that is still to come here.
  const last = history.recorded.at(-1);
  if (last !== undefined) on(japaneseDateOf(last.recordedAt));
  return next;
};
