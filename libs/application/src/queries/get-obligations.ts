import { Query } from '@nestjs/cqrs';
import type { AnswerHead, View } from '../view.js';

/** What has arisen by the day asked about, and what of it is settled. */
export class GetObligations extends Query<ObligationsAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface ObligationsAnswer extends AnswerHead {
  readonly items: readonly ObligationAnswer[];
  readonly totals: TotalsAnswer;
}
export interface ObligationAnswer {
  readonly id: string;
  readonly kind: 'initial-fee' | 'monthly-fee' | 'one-time-fee' | 'early-termination-charge' | 'reduction';
  readonly subject: 'base' | 'homepage' | null;
  readonly item: 1 | 2 | null;
  readonly article: string;
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly arisesOn: string;
  readonly amount: string;
  readonly settled: string;
  readonly outstanding: string;
  readonly status: 'open' | 'partly-settled' | 'settled';
}
export interface TotalsAnswer {
  readonly arisen: string;
  readonly reduced: string;
  readonly waived: string;
  readonly paid: string;
  readonly repaid: string;
  readonly outstanding: string;
  readonly overpaid: string;
}
