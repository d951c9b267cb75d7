import { isoDate, yenText, type CivilDate, type DateRange, type Yen } from '@ledger/kernel';

/*
 * How values stand in an answer: dates `YYYY-MM-DD`, amounts of yen as texts, null for what there is not. The HTTP API and the command line
 * show the same.
 */

export const dateText = (date: CivilDate | undefined): string | null => (date === undefined ? null : isoDate(date));
export const amountText = (amount: Yen | undefined): string | null => (amount === undefined ? null : yenText(amount));
export const rangeAnswer = (range: DateRange | undefined): RangeAnswer | null =>
  range === undefined ? null : { from: isoDate(range.from), to: isoDate(range.to) };
export const periodAnswer = (period: DateRange | undefined): PeriodAnswer | null =>
  period === undefined ? null : { firstDay: isoDate(period.from), lastDay: isoDate(period.to) };

/** Two days and all days between them. */
export interface RangeAnswer {
  readonly from: string;
  readonly to: string;
}
/** A minimum period (最低利用期間). */
export interface PeriodAnswer {
  readonly firstDay: string;
  readonly lastDay: string;
}
