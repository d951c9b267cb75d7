import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** Every outage and the reduction of Art. 10 that it gives or not. */
export class GetCredits extends Query<CreditsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface CreditsAnswer extends AnswerHead {
  readonly items: readonly CreditAnswer[];
}
export interface CreditAnswer {
  readonly outageId: string;
  readonly status: 'not-eligible' | 'ongoing' | 'claimable' | 'claimed' | 'granted' | 'denied' | 'lapsed';
  readonly reasons: readonly { readonly article: string; readonly text: string }[];
  readonly unusableFrom: string;
  readonly unusableUntil: string | null;
  /** Whole hours, rounded down. */
  readonly hours: number;
  readonly units: number;
  readonly monthlyFee: string | null;
  readonly amount: string;
  readonly claimableFrom: string | null;
  readonly claimBy: string | null;
  readonly claimedOn: string | null;
  readonly decision: {
    readonly decidedOn: string;
    readonly decision: 'granted' | 'denied';
    readonly amount: string | null;
    readonly reason: string;
  } | null;
  readonly discrepancy: unknown;
}
