import { civilDate, yen } from '@ledger/kernel';
import { comparedByDay, textOfRuns } from '../obligations-text.js';
import type { ComputedRow, ObligationRow } from '../read-model.js';

type Changes = Partial<Omit<ComputedRow, 'obligations' | 'bounds'>> & {
  readonly obligations?: readonly ObligationRow[];
};

export const row = (contractId: string, { obligations = [], ...changes }: Changes = {}): ComputedRow => ({
  contractId,
  contractor: `株式会社${contractId}`,
  status: 'active',
  billingStartedOn: civilDate('2026-01-15'),
  minimumPeriodEndsOn: civilDate('2027-01-14'),
  effectiveEndOn: undefined,
  outstanding: yen(1000),
  earliestFactOn: civilDate('2025-12-10'),
  dueOn: civilDate('2026-09-01'),
  revision: 3,
  madeAt: 1n,
  ...written(obligations),
  deadlines: [],
  ...changes,
});

/** Obligations, each by itself, as a row bears them. */
export const written = (rows: readonly ObligationRow[]): Pick<ComputedRow, 'obligations' | 'bounds'> => {
  const { text, bounds } = textOfRuns(rows.toSorted(comparedByDay).map((one) => ({ row: one, months: 1 })));
  return { obligations: text, bounds };
};

export const obligation = (id: string, on: string, changes: Partial<ObligationRow> = {}): ObligationRow => ({
  id,
  kind: 'monthly-fee',
  subject: 'base',
  item: undefined,
  article: '8',
  period: { from: civilDate(on), to: civilDate(on) },
  arisesOn: civilDate(on),
  amount: yen(31000),
  settled: yen(0),
  outstanding: yen(31000),
  status: 'open',
  counterparty: '山田商店',
  ...changes,
});
