import type { DateRange } from '@ledger/kernel';
import type { Arisen } from './obligation.js';
import type { FeeStep, FeeSubject, Part } from './subjects.js';

/** 最低利用期間内解除調定金: the charge of one item of annex 2 for one subject. */
export interface Charge extends Arisen {
  readonly kind: 'early-termination-charge';
  readonly subject: FeeSubject;
  readonly item: 1 | 2;
  /** The rest of the minimum period; undefined under R12 `full-period`. */
  readonly period: DateRange | undefined;
  /** The fee of the first day of the rest (R19). */
  readonly monthlyFee: FeeStep;
  readonly parts: readonly Part[];
}
