import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Question } from './question.js';
import {
  choicesOf,
  defaultReadings,
  departures,
  parseReading,
  readingIds,
  parseReadings,
  type Readings,
} from './readings.js';
import { register } from './register.js';
import { clauseAt } from './regulations.js';

const entries: readonly (readonly [string, Question])[] = Object.entries(register);
const everyReading = readingIds.flatMap((id) => choicesOf(id).map((choice) => `${id}:${choice}`));

describe('The register of readings', () => {
  it('asks twenty-one questions, in their order', () => {
    expect(readingIds).toEqual(Array.from({ length: 21 }, (_, index) => `R${String(index + 1).padStart(2, '0')}`));
  });

  it('has the defaults', () => {
    expect(defaultReadings).toEqual({
      R01: 'elapses',
      R02: 'none',
      R03: 'actual-days',
      R04: 'as-if-continued',
      R05: 'once',
      R06: 'base-and-options',
      R07: 'threshold',
      R08: 'none',
      R09: 'down',
      R10: 'literal',
      R11: 'billed',
      R12: 'no-charge',
      R13: 'earliest',
      R14: 'when-known',
      R15: 'accrues',
      R16: 'not-counted',
      R17: 'same-parameters',
      R18: 'calendar',
      R19: 'on-end',
      R20: 'charged',
      R21: 'homepage-only',
    });
  });

  it('has a name for each question, and no name twice', () => {
    const names = entries.map(([, { name }]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it.each(entries)('%s cites clauses that exist', (_, { clauses }) => {
    expect(clauses.length).toBeGreaterThan(0);
    expect(clauses.filter((label) => clauseAt(label) === undefined)).toEqual([]);
  });

  it.each(entries)('%s is put, answered and reasoned in both languages', (_, { question, choices, reason }) => {
    for (const { ja, en } of [question, reason, ...Object.values(choices)]) {
      expect(ja).toMatch(/[\p{Script=Han}\p{Script=Hiragana}]/u);
      expect(en).toMatch(/^[^\p{Script=Han}\p{Script=Hiragana}]+$/u);
    }
  });
});

describe('A reading', () => {
  it('is written as its question and its answer', () => {
    expect(parseReading('R05:separate')).toEqual({ id: 'R05', choice: 'separate' });
  });

  it.each([
    ['R05', 'a reading is written R05:separate, not "R05"'],
    ['', 'a reading is written R05:separate, not ""'],
    ['R22:once', 'no reading "R22"; there are R01 to R21'],
    ['r05:once', 'no reading "r05"; there are R01 to R21'],
    ['overlap:once', 'no reading "overlap"; there are R01 to R21'],
    ['__proto__:once', 'no reading "__proto__"; there are R01 to R21'],
    ['R05:twice', 'R05 has no answer "twice"; it has once, separate, cumulative'],
    ['R05:', 'R05 has no answer ""; it has once, separate, cumulative'],
    ['R05:once ', 'R05 has no answer "once "; it has once, separate, cumulative'],
    ['R05:constructor', 'R05 has no answer "constructor"; it has once, separate, cumulative'],
    ['R05:once:separate', 'R05 has no answer "once:separate"; it has once, separate, cumulative'],
  ])('%j is none: %s', (text, message) => {
    expect(() => parseReading(text)).toThrow(new RangeError(message));
  });

  it('replaces the default, and shows as a departure from it', () => {
    const anyAnswers = fc.uniqueArray(fc.constantFrom(...everyReading), { selector: (text) => text.slice(0, 3) });
    fc.assert(
      fc.property(anyAnswers, (texts) => {
        const readings: Readings = { ...defaultReadings, ...parseReadings(texts) };
        for (const { id, choice } of texts.map(parseReading)) expect(readings[id]).toBe(choice);
        expect({ ...defaultReadings, ...parseReadings(departures(readings)) }).toEqual(readings);
        expect(departures(readings).every((text) => texts.includes(text))).toBe(true);
      }),
    );
    expect(departures(defaultReadings)).toEqual([]);
  });

  it('may be given twice, but not against itself', () => {
    expect(parseReadings(['R05:separate', 'R05:separate', 'R11:billed'])).toEqual({ R05: 'separate', R11: 'billed' });
    expect(() => parseReadings(['R05:once', 'R05:separate'])).toThrow('R05 is answered both once and separate');
  });
});
