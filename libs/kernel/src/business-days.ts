import holidayJp from '@holiday-jp/holiday_jp';
import { isoDate, partsOf, plusDays, weekday, type CivilDate } from './civil-calendar.js';

/** 民法142条: a Sunday, a national holiday or another day without business: Saturdays and 29 December to 3 January. */
export const isBusinessDay = (date: CivilDate): boolean => {
  const day = weekday(date);
  if (day === 0 || day === 6) return false;
  const { month, day: dayOfMonth } = partsOf(date);
  if ((month === 12 && dayOfMonth >= 29) || (month === 1 && dayOfMonth <= 3)) return false;
  return !Object.hasOwn(holidayJp.holidays, isoDate(date));
};

/** The day itself where it is a business day, else the next that is. */
export const nextBusinessDay = (date: CivilDate): CivilDate =>
  isBusinessDay(date) ? date : nextBusinessDay(plusDays(date, 1));
