import type { Selectable } from 'kysely';
import type { CivilDate } from '@ledger/kernel';
import type {
  ComputedRow,
  ContractSummary,
  DeadlineRow,
  ListedContract,
  ListedDeadline,
  ListedObligation,
  Staleness,
} from '../read-model.js';
import { digestOfRow } from '../contract-digest.js';
import { foldText, kept } from '../fold-text.js';
import { obligationsInText, type WantedObligations } from '../obligations-text.js';
import type { BasesTable, ContractsTable, DeadlinesTable } from './tables.js';

/** A text as it is searched for. */
export const folded = (text: string): string => foldText(kept(text));

export const contractValues = (row: ComputedRow): ContractsTable => {
  const { days, least, most, statuses, counterparties } = row.bounds;
  return {
    contract_id: row.contractId,
    contractor: kept(row.contractor),
    status: row.status,
    billing_started_on: row.billingStartedOn ?? null,
    minimum_period_ends_on: row.minimumPeriodEndsOn ?? null,
    effective_end_on: row.effectiveEndOn ?? null,
    outstanding: row.outstanding,
    due_on: row.dueOn ?? null,
    revision: row.revision,
    made_at: row.madeAt,
    folded_name: folded(row.contractor),
    folded_id: folded(row.contractId),
    digest: digestOfRow(row),
    earliest_fact_on: row.earliestFactOn,
    first_on: days?.from ?? null,
    last_on: days?.to ?? null,
    least: least ?? null,
    most: most ?? null,
    statuses,
    folded_others: counterparties
      .filter((name) => name !== row.contractor)
      .map(folded)
      .join('\n'),
    obligations: row.obligations,
  };
};

export const deadlineValues = ({ contractId, deadlines }: ComputedRow): readonly DeadlinesTable[] =>
  deadlines.map(({ id, on, kind, text, article }) => ({
    contract_id: contractId,
    id,
    on_day: on,
    kind,
    text: kept(text),
    article,
  }));

export const basisValues = ({ basis }: ComputedRow): readonly BasesTable[] =>
  basis === undefined
    ? []
    : [{ contract_id: basis.contractId, revision: basis.revision, concerns: basis.concerns, facts: basis.facts }];

/** What a look at the failures adds to a row. */
interface Failed {
  readonly since: Staleness['since'] | null;
  readonly reason: string | null;
}
/** What a look at the contract adds to a row. */
interface OfContract {
  readonly earliest_fact_on: CivilDate;
}
const staleOf = ({ since, reason }: Failed): Staleness | undefined =>
  since === null ? undefined : { since, reason: reason ?? '' };

/** A contract as it is read. */
export type SummaryColumns = Pick<
  Selectable<ContractsTable>,
  | 'contract_id'
  | 'contractor'
  | 'status'
  | 'billing_started_on'
  | 'minimum_period_ends_on'
  | 'effective_end_on'
  | 'outstanding'
  | 'earliest_fact_on'
  | 'due_on'
  | 'revision'
> & {
  readonly made_at: string;
};
const summaryOf = (row: SummaryColumns): ContractSummary => ({
  contractId: row.contract_id,
  contractor: row.contractor,
  status: row.status,
  billingStartedOn: row.billing_started_on ?? undefined,
  minimumPeriodEndsOn: row.minimum_period_ends_on ?? undefined,
  effectiveEndOn: row.effective_end_on ?? undefined,
  outstanding: row.outstanding,
  earliestFactOn: row.earliest_fact_on,
  dueOn: row.due_on ?? undefined,
  revision: row.revision,
  madeAt: BigInt(row.made_at),
});
/** With its failure where it has one. */
export type ContractColumns = SummaryColumns & Failed;
export const contractOf = (row: ContractColumns): ListedContract => ({ ...summaryOf(row), stale: staleOf(row) });

/** What a look at a contract for its obligations gives. */
export type ObligationColumns = Pick<ContractsTable, 'contract_id' | 'obligations'> & OfContract & Failed;
export const obligationsOf = (row: ObligationColumns, wanted: WantedObligations): readonly ListedObligation[] => {
  const ofContract = { earliestFactOn: row.earliest_fact_on, stale: staleOf(row) };
  return obligationsInText(row.obligations, wanted).map((obligation) => ({
    contractId: row.contract_id,
    ...obligation,
    ...ofContract,
  }));
};

export const deadlineRowOf = (row: Omit<Selectable<DeadlinesTable>, 'contract_id'>): DeadlineRow => ({
  id: row.id,
  on: row.on_day,
  kind: row.kind,
  text: row.text,
  article: row.article,
});
export const deadlineOf = (
  row: Selectable<DeadlinesTable> & OfContract & Failed & { readonly contractor: string },
): ListedDeadline => ({
  contractId: row.contract_id,
  contractor: row.contractor,
  ...deadlineRowOf(row),
  earliestFactOn: row.earliest_fact_on,
  stale: staleOf(row),
});
