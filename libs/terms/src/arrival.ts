import { assertNever, dayElapsedFrom, lastDayOf, plusDays, type CivilDate, type Period } from '@ledger/kernel';
import type { Readings } from './readings.js';

/** A notice as it reached the provider (到達). */
export interface Arrival {
  readonly arrivedOn: CivilDate;
  /** At exactly 00:00 in Japan; never for a bare date. */
  readonly atMidnight: boolean;
}
/** A notice that ends something, on a day that it may itself designate. */
export interface EndingNotice extends Arrival {
  readonly designatedOn: CivilDate | undefined;
}
/** The readings that settle when a period from the arrival of a notice elapses. */
export type ArrivalReadings = Pick<Readings, 'R01' | 'R16'>;

/**
 * What Art. 5(4) and 7 have in common: 到達した日から…を経過する日. By 民法140条 the day of arrival is not counted; R16 asks whether
 * its proviso holds for a notice that arrives at the very beginning of a day, R01 which day is meant.
 */
export const dayElapsedFromArrival = (
  { arrivedOn, atMidnight }: Arrival,
  period: Period,
  readings: ArrivalReadings,
): CivilDate => {
  const counted = atMidnight && readings.R16 === 'counted';
  const lastDay = counted ? lastDayOf(arrivedOn, period) : dayElapsedFrom(arrivedOn, period);
  switch (readings.R01) {
    case 'elapses':
      return lastDay;
    case 'elapsed':
      return plusDays(lastDay, 1);
    default:
      return assertNever(readings.R01);
  }
};
