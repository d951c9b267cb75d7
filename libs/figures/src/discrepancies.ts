import type { CivilDate, Yen } from '@ledger/kernel';
import type { Clause } from '@ledger/terms';

export type DiscrepancyKind =
  | 'decision-differs'
  | 'demand-differs'
  | 'demand-names-unknown-obligation'
  | 'payment-exceeds-what-is-owed'
  | 'payment-names-unknown-obligation'
  | 'settlement-exceeds-what-is-owed'
  | 'settlement-names-unknown-obligation';

/** Where what was decided, demanded, paid or waived differs from what the terms give. */
export interface Discrepancy {
  readonly kind: DiscrepancyKind;
  /** The decision, demand, payment or settlement. */
  readonly eventId: string;
  readonly on: CivilDate;
  readonly outageId: string | undefined;
  readonly obligationId: string | undefined;
  readonly recorded: Yen;
  /** What the terms give in its place. */
  readonly due: Yen;
  readonly text: string;
  readonly clause: Clause;
}
