import type { Selectable } from 'kysely';
import type { CivilDate, DateRange } from '@ledger/kernel';
import type {
  ContractRow,
  ContractSummary,
  DeadlineRow,
  ListedContract,
  ListedDeadline,
  ListedObligation,
  ObligationRow,
  Staleness,
} from '../read-model.js';
import { digestOfRow } from '../contract-digest.js';
import { foldText, kept } from '../fold-text.js';
import type { ContractsTable, DeadlinesTable, ObligationsTable } from './tables.js';

/** A text as it is searched for. */
export const folded = (text: string): string => foldText(kept(text));

export const contractValues = (row: ContractRow): ContractsTable => ({
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
});

export const obligationValues = ({ contractId, obligations }: ContractRow): readonly ObligationsTable[] => {
  const names = new Map<string, Name>(); // one, as a rule
  return obligations.map((row) => {
    let name = names.get(row.counterparty);
    if (name === undefined) names.set(row.counterparty, (name = nameOf(row.counterparty)));
    return {
      contract_id: contractId,
      id: row.id,
      kind: row.kind,
      subject: row.subject ?? null,
      item: row.item ?? null,
      article: row.article,
      period_from: row.period?.from ?? null,
      period_to: row.period?.to ?? null,
      on_day: row.arisesOn,
      amount: row.amount,
      settled: row.settled,
      outstanding: row.outstanding,
      status: row.status,
      counterparty: name.kept,
      folded_counterparty: name.folded,
    };
  });
};
interface Name {
  readonly kept: string;
  readonly folded: string;
}
const nameOf = (text: string): Name => ({ kept: kept(text), folded: folded(text) });

export const deadlineValues = ({ contractId, deadlines }: ContractRow): readonly DeadlinesTable[] =>
  deadlines.map(({ id, on, kind, text, article }) => ({
    contract_id: contractId,
    id,
    on_day: on,
    kind,
    text: kept(text),
    article,
  }));

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
export type SummaryColumns = Omit<Selectable<ContractsTable>, 'made_at' | 'folded_name' | 'folded_id' | 'digest'> & {
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

export type ObligationColumns = Omit<Selectable<ObligationsTable>, 'contract_id' | 'folded_counterparty'>;
export const obligationRowOf = (row: ObligationColumns): ObligationRow => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject ?? undefined,
  item: row.item ?? undefined,
  article: row.article,
  period: periodOf(row),
  arisesOn: row.on_day,
  amount: row.amount,
  settled: row.settled,
  outstanding: row.outstanding,
  status: row.status,
  counterparty: row.counterparty,
});
export const obligationOf = (
  row: ObligationColumns & OfContract & Failed & { readonly contract_id: string },
): ListedObligation => ({
  contractId: row.contract_id,
  ...obligationRowOf(row),
  earliestFactOn: row.earliest_fact_on,
  stale: staleOf(row),
});

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

const periodOf = ({ period_from: from, period_to: to }: Pick<ObligationsTable, 'period_from' | 'period_to'>) =>
  from === null || to === null ? undefined : ({ from, to } satisfies DateRange);
