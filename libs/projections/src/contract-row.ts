import { japaneseDateOf, lastOfMonth, plusDays, type CivilDate } from '@ledger/kernel';
import {
  interpretationUnder,
  lastRecordedAt,
  nextAdoption,
  readingsAdopted,
  type Adoptions,
  type AskedInterpretation,
  type History,
} from '@ledger/contract';
import { figuresOn, type Deadline, type Figures } from '@ledger/figures';
import { basisOf } from './impact/basis.js';
import { runsOf } from './obligation-runs.js';
import { textOfRuns } from './obligations-text.js';
import type { AmountBasis, ComputedRow, DeadlineRow } from './read-model.js';

/** A contract as its stream gives it. */
export interface KnownContract {
  readonly history: History;
  /** Its last event's. */
  readonly revision: number;
  /** Its first event's position. */
  readonly madeAt: bigint;
  /** What is adopted by now, for it and for others. */
  readonly adoptions: Adoptions;
  /** What its amounts rest on, where that was found out already. */
  readonly basis?: AmountBasis;
}

/**
 * The row of the list, by the same figures that answer for the contract itself.
 * @param asked by what it is computed; what is left open is as adopted, else as the register has it
 */
export const rowOn = (
  { history, revision, madeAt, adoptions, basis }: KnownContract,
  asOf: CivilDate,
  asked?: AskedInterpretation,
): ComputedRow => {
  const interpretation = interpretationUnder(readingsAdopted(adoptions, history.contractId, asOf), asked);
  const figures = figuresOn(history, asOf, interpretation);
  const overview = figures.overview();
  const { text, bounds } = textOfRuns(runsOf(figures.settledRows(), figures.contract));
  return {
    contractId: history.contractId,
    contractor: overview.contractor.name,
    status: overview.status,
    billingStartedOn: overview.base?.billingStartsOn,
    minimumPeriodEndsOn: overview.base?.minimumPeriod?.to,
    effectiveEndOn: overview.base?.effectiveEndOn,
    outstanding: figures.totals().outstanding,
    earliestFactOn: figures.contract.earliestFactOn,
    dueOn: nextChange(history, figures, adoptions),
    revision,
    madeAt,
    obligations: text,
    bounds,
    deadlines: figures.deadlines().map(deadlineRow),
    basis: basis ?? basisOf(history, revision),
  };
};

const deadlineRow = ({ id, on, kind, text, clause }: Deadline): DeadlineRow => ({
  id,
  on,
  kind,
  text,
  article: clause.label,
});

/**
 * The next day on which time alone changes a row: something planned begins, something ends, a deadline has passed, an outage goes on, or a
 * month's fees arise, or a reading begins to hold.
 */
const nextChange = (
  history: History,
  { contract, overview, credits, deadlines }: Figures,
  adoptions: Adoptions,
): CivilDate | undefined => {
  const { asOf, billing, contractorChanges } = contract;
  const { base, options } = overview();
  let next: CivilDate | undefined;
  const on = (date: CivilDate | undefined): void => {
    if (date !== undefined && date > asOf && (next === undefined || date < next)) next = date;
  };
  on(billing?.startsOn);
  on(nextAdoption(adoptions, history.contractId, asOf));
  for (const { from } of contractorChanges) on(from);
  for (const service of [base, ...options]) {
    const end = service?.effectiveEndOn;
    on(service?.billingStartsOn);
    on(end);
    if (service?.billingStartsOn !== undefined && (end === undefined || asOf < end)) on(plusDays(lastOfMonth(asOf), 1));
  }
  if (base?.effectiveEndOn !== undefined) on(plusDays(base.effectiveEndOn, 1));
  for (const deadline of deadlines()) on(plusDays(deadline.on, 1));
  for (const { lasts, claimableFrom } of credits()) {
    on(claimableFrom);
    if (lasts) on(plusDays(asOf, 1));
  }
  // What is recorded by a clock ahead of ours may have happened on a day that is still to come here.
  const recordedAt = lastRecordedAt(history);
  if (recordedAt !== undefined) on(japaneseDateOf(recordedAt));
  return next;
};
