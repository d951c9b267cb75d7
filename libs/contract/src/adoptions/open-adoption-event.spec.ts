import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openAdoptionEvent, parseAdoptionCommand, type AdoptionEventType } from '@ledger/contract';
import type { StoredEvent } from '../upcasters.js';

/** One event of every kind as it was first shipped. These files are never edited; a new kind gets a new one. */
const golden = globSync('test/vectors/adoption-events/*.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as StoredEvent,
);

describe('Golden old events of adoptions', () => {
  it.each(golden)('open as what they are today: $type', (stored) => {
    expect(openAdoptionEvent(stored)).toEqual(stored);
  });
  it.each(golden)('could be asked for today: $type', (stored) => {
    expect(parseAdoptionCommand(stored.type as AdoptionEventType, stored.data)).toEqual(stored);
  });
  it('are there for every kind', () => {
    expect(golden.map(({ type }) => type).sort()).toEqual([
      'AdoptionCorrected',
      'AdoptionWithdrawn',
      'ReadingsAdopted',
    ]);
  });
  it.each(['ReadingsSung', '__proto__', 'toString'])('are of no unknown kind: %s', (type) => {
    expect(() => openAdoptionEvent({ type, data: {} })).toThrow(`unknown type ${type}`);
  });
});
