import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventSchemas, isFactType, parseFact, type EventType, type FactType } from '@ledger/contract';
import { samples } from '../../../test/support/facts.js';
import { differences } from '../../../test/support/json-schema.js';

const types = Object.keys(samples) as readonly FactType[];
const fits = (type: EventType, data: unknown): boolean =>
  differences(eventSchemas[type], data, (reference) => {
    throw new Error(`${reference} leads out of the schema`);
  }).length === 0;
const isTaken = (type: FactType, data: unknown): boolean => {
  try {
    parseFact(type, data);
    return true;
  } catch {
    return false;
  }
};

describe('The schema of an event', () => {
  const golden = globSync('test/vectors/events/*.json').map(
    (path) => JSON.parse(readFileSync(path, 'utf8')) as { readonly type: EventType; readonly data: object },
  );

  it('is there for every kind', () => {
    expect(golden.map(({ type }) => type).sort()).toEqual(Object.keys(eventSchemas).sort());
  });

  it.each(golden.map(({ type, data }) => [type, data] as const))('of kind %s fits what was recorded', (type, data) => {
    expect(fits(type, data)).toBe(true);
    expect(fits(type, { ...data, surprise: 1 })).toBe(false);
    expect(fits(type, {})).toBe(false);
    expect(fits(type, null)).toBe(false);
  });

  it('allows everything that is taken', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>(
        '2026-01-01',
        '2026-01-01T00:00:00Z',
        '0',
        '12000',
        '012',
        -1,
        1,
        true,
        null,
        [],
        {},
        'homepage',
      ),
      fc.string({ maxLength: 300 }),
      fc.constant('x'.repeat(4001)),
      fc.array(fc.constantFrom('homepage', 1, 'x'), { maxLength: 3 }),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.nat(), values, (type, place, value) => {
        const names = Object.keys(samples[type]);
        const data = { ...samples[type], [names[place % names.length] ?? '']: value };
        if (!fits(type, data)) refused += 1;
        if (isTaken(type, data)) expect([type, data, fits(type, data)]).toEqual([type, data, true]);
      }),
      { numRuns: 3000 },
    );
    expect(refused).toBeGreaterThan(100);
    expect(types.every(isFactType)).toBe(true);
  });
});
