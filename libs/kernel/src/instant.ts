import type { Brand } from './brand.js';
import { civilDate, type CivilDate } from './civil-calendar.js';
import { digitsAt } from './digits.js';

/** A moment, in whole microseconds since 1970-01-01T00:00Z: exact as a number until the year 2255. */
export type Instant = Brand<number, 'Instant'>;
/** A moment as it is written: RFC 3339 with an offset. */
export type IsoInstant = string;

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:[Zz]|[+-]\d{2}:\d{2})$/;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
export const MICROSECONDS_PER_HOUR = 60 * MINUTE;
const DAY = 24 * MICROSECONDS_PER_HOUR;
/** Japan Standard Time, UTC+09:00, without daylight saving. */
const JAPAN_OFFSET = 9 * MICROSECONDS_PER_HOUR;

/**
 * The moment written as RFC 3339 with an offset; seconds may be left out, a fraction has at most six digits.
 * @throws {RangeError} for any other text, for a time that does not exist and for a year after 2199.
 */
export const instant = (text: IsoInstant): Instant => {
  if (!RFC_3339.test(text)) throw new RangeError(`not an instant with an offset (RFC 3339): ${JSON.stringify(text)}`);
  const date = text.slice(0, 10);
  const [hour, minute, second] = [digitsAt(text, 11, 13), digitsAt(text, 14, 16), secondIn(text)];
  if (hour > 23 || minute > 59 || second > 59 || date > '2199-12-31') throw new RangeError(`no such moment: ${text}`);
  const time = hour * MICROSECONDS_PER_HOUR + minute * MINUTE + second * SECOND + microsecondsIn(text);
  return (civilDate(date) * DAY + time - offsetOf(text)) as Instant;
};

/** The Japanese calendar day that the moment belongs to; exactly 00:00 belongs to the day that begins. */
export const japaneseDateOf = (moment: Instant): CivilDate => Math.floor((moment + JAPAN_OFFSET) / DAY) as CivilDate;
/** 00:00 in Japan of the day: the moment at which it begins. */
export const startOfDay = (date: CivilDate): Instant => (date * DAY - JAPAN_OFFSET) as Instant;
/** 24:00 in Japan of the day: the moment at which it ends. */
export const endOfDay = (date: CivilDate): Instant => (startOfDay(date) + DAY) as Instant;
export const plusHours = (moment: Instant, hours: number): Instant =>
  (moment + hours * MICROSECONDS_PER_HOUR) as Instant;
/** The moment of a clock's milliseconds since 1970. */
export const instantOfMilliseconds = (milliseconds: number): Instant => (milliseconds * 1000) as Instant;
/** UTC with `Z` and milliseconds, as `recordedAt` is written; smaller parts are cut off. */
export const isoInstant = (moment: Instant): IsoInstant => new Date(Math.floor(moment / 1000)).toISOString();
/** Whether a text is a bare date rather than an instant. */
export const isDateOnly = (text: string): boolean => text.length === 10;

const secondIn = (text: string): number => (text[16] === ':' ? digitsAt(text, 17, 19) : 0);

const microsecondsIn = (text: string): number => {
  if (text[19] !== '.') return 0;
  const end = text.length - (isUtc(text) ? 'Z' : '+09:00').length;
  return digitsAt(text, 20, end) * 10 ** (26 - end);
};

const isUtc = (text: string): boolean => text.endsWith('Z') || text.endsWith('z');

const offsetOf = (text: string): number => {
  if (isUtc(text)) return 0;
  const [end, sign] = [text.length, text.at(-6) === '-' ? -1 : 1];
  const [hours, minutes] = [digitsAt(text, end - 5, end - 3), digitsAt(text, end - 2, end)];
  if (hours > 23 || minutes > 59) throw new RangeError(`no such offset: ${text}`);
  return sign * (hours * MICROSECONDS_PER_HOUR + minutes * MINUTE);
};
