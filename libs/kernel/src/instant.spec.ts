import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, isoDate, plusDays, type CivilDate } from './civil-calendar.js';
import {
  endOfDay,
  instant,
  instantOfMilliseconds,
  isDateOnly,
  isoInstant,
  japaneseDateOf,
  plusHours,
  startOfDay,
  type Instant,
} from './instant.js';

const anyMoment = fc
  .integer({ min: instant('1900-01-02T00:00Z'), max: instant('2199-12-31T23:59:59.999999Z') })
  .map((microseconds) => microseconds as Instant);
const anyDate = fc
  .integer({ min: civilDate('1900-01-02'), max: civilDate('2199-12-30') })
  .map((day) => day as CivilDate);
const anyOffset = fc.tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
const twoDigits = (number: number): string => String(number).padStart(2, '0');
/** The same moment in the runtime's own words, an independent implementation. */
const temporal = (moment: Instant): Temporal.Instant => new Temporal.Instant(BigInt(moment) * 1000n);

describe('An instant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['1970-01-01T09:00:00+09:00', 0],
    ['1970-01-01T09:00+09:00', 0],
    ['1969-12-31T14:30:00-09:30', 0],
    ['1970-01-01t00:00:00.000001z', 1],
    ['1970-01-01T00:00:00.1Z', 100_000],
    ['1969-12-31T23:59:59.999999Z', -1],
  ])('%s is %i microseconds from 1970', (text, microseconds) => {
    expect(instant(text)).toBe(microseconds);
  });

  it.each([
    '2026-03-10T09:00',
    '2026-03-10T09:00:00',
    '2026-03-10',
    '2026-03-10T24:00:00Z',
    '2026-03-10T23:60:00Z',
    '2026-03-10T23:59:60Z',
    '2026-02-30T00:00:00Z',
    '2026-03-10T09:00:00.0000001Z',
    '2026-03-10T09:00:00.Z',
    '2026-03-10T09:00:00+0900',
    '2026-03-10T09:00:00+24:00',
    '2026-03-10T09:00:00+09:60',
    '2026-03-10 09:00:00Z',
    '2200-01-01T00:00:00Z',
    '1899-12-31T00:00:00Z',
    '2026-03-10T09:00:00Z\n',
    '',
  ])('%j is none', (text) => {
    expect(() => instant(text)).toThrow(RangeError);
  });

  it('means the same moment with every offset', () => {
    fc.assert(
      fc.property(anyMoment, anyOffset, (moment, [sign, hours, minutes]) => {
        const offset = `${sign}${twoDigits(hours)}:${twoDigits(minutes)}`;
        const text = temporal(moment).toString({ timeZone: offset, fractionalSecondDigits: 6 });
        fc.pre(text >= '1900-01-01' && text < '2200-01-01');
        expect(instant(text)).toBe(moment);
      }),
    );
  });

  it('is written in UTC with milliseconds, smaller parts cut off', () => {
    fc.assert(
      fc.property(anyMoment, (moment) => {
        const written = temporal(moment).toString({ fractionalSecondDigits: 3, roundingMode: 'floor' });
        expect(isoInstant(moment)).toBe(written);
      }),
    );
    expect(isoInstant(instant('2026-03-10T09:00:00.123999+09:00'))).toBe('2026-03-10T00:00:00.123Z');
  });

  it('comes from a clock in milliseconds', () => {
    expect(isoInstant(instantOfMilliseconds(1_767_225_600_123))).toBe('2026-01-01T00:00:00.123Z');
  });

  it('moves by hours', () => {
    expect(plusHours(instant('2026-03-10T09:00+09:00'), 24)).toBe(instant('2026-03-11T09:00+09:00'));
  });
});

describe('The Japanese day of an instant', () => {
  it.each([
    ['2026-03-10T00:00:00+09:00', '2026-03-10'],
    ['2026-03-10T23:59:59.999999+09:00', '2026-03-10'],
    ['2026-03-09T15:00:00Z', '2026-03-10'],
    ['2026-03-09T14:59:59.999999Z', '2026-03-09'],
    ['2026-03-10T00:00:00-08:00', '2026-03-10'],
    ['2026-03-09T22:00:00-08:00', '2026-03-10'],
  ])('of %s is %s', (text, day) => {
    expect(isoDate(japaneseDateOf(instant(text)))).toBe(day);
  });

  it('is that of a clock nine hours ahead of UTC, all year', () => {
    fc.assert(
      fc.property(anyMoment, (moment) => {
        const day = temporal(moment).toZonedDateTimeISO('+09:00').toPlainDate().toString();
        expect(isoDate(japaneseDateOf(moment))).toBe(day);
      }),
    );
  });

  it('begins at 00:00 and ends where the next begins, to the microsecond', () => {
    fc.assert(
      fc.property(anyDate, (day) => {
        const last = (endOfDay(day) - 1) as Instant;
        expect(japaneseDateOf(startOfDay(day))).toBe(day);
        expect(japaneseDateOf(last)).toBe(day);
        expect(endOfDay(day)).toBe(startOfDay(plusDays(day, 1)));
      }),
    );
  });
});

describe('A text of a day or a moment', () => {
  it('is a bare date or an instant', () => {
    expect(isDateOnly('2026-03-10')).toBe(true);
    expect(isDateOnly('2026-03-10T00:00+09:00')).toBe(false);
  });
});
