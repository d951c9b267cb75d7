import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { CivilDate, Instant, Yen } from '@ledger/kernel';
import type { ContractStatus } from '@ledger/contract';
import type { ContractRow, ListedContract } from '../read-model.js';
import { foldText } from '../fold-text.js';

/** The order of the columns in every statement; positions are read as text, being beyond a number's exactness. */
export const columns = [
  'contracts.contract_id',
  'contractor',
  'status',
  'billing_started_on',
  'minimum_period_ends_on',
  'effective_end_on',
  'outstanding',
  'due_on',
  'revision',
  'CAST(made_at AS TEXT)',
  'since',
  'reason',
].join(', ');

export const upsert = `
  INSERT INTO contracts (contract_id, contractor, status, billing_started_on, minimum_period_ends_on, effective_end_on,
                         outstanding, due_on, revision, made_at, folded_name, folded_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (contract_id) DO UPDATE SET
    contractor = excluded.contractor, status = excluded.status, billing_started_on = excluded.billing_started_on,
    minimum_period_ends_on = excluded.minimum_period_ends_on, effective_end_on = excluded.effective_end_on,
    outstanding = excluded.outstanding, due_on = excluded.due_on, revision = excluded.revision,
    folded_name = excluded.folded_name
  WHERE excluded.revision >= revision`;

export const upsertValues = (row: ContractRow): SQLInputValue[] => [
  row.contractId,
  row.contractor,
  row.status,
  row.billingStartedOn ?? null,
  row.minimumPeriodEndsOn ?? null,
  row.effectiveEndOn ?? null,
  row.outstanding,
  row.dueOn ?? null,
  row.revision,
  row.madeAt,
  foldText(row.contractor),
  foldText(row.contractId),
];

type Columns = readonly [
  contractId: string,
  contractor: string,
  status: ContractStatus,
  billingStartedOn: CivilDate | null,
  minimumPeriodEndsOn: CivilDate | null,
  effectiveEndOn: CivilDate | null,
  outstanding: Yen,
  dueOn: CivilDate | null,
  revision: number,
  madeAt: string,
  since: Instant | null,
  reason: string | null,
];

/** What was written by `upsertValues`, read back in the order of `columns`. */
export const rowOf = (values: Iterable<SQLOutputValue>): ListedContract => {
  const [contractId, contractor, status, billing, minimum, end, outstanding, due, revision, madeAt, since, reason] =
    values as unknown as Columns;
  return {
    contractId,
    contractor,
    status,
    billingStartedOn: billing ?? undefined,
    minimumPeriodEndsOn: minimum ?? undefined,
    effectiveEndOn: end ?? undefined,
    outstanding,
    dueOn: due ?? undefined,
    revision,
    madeAt: BigInt(madeAt),
    stale: since === null ? undefined : { since, reason: reason ?? '' },
  };
};
