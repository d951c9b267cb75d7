import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { openCarriageEvent, openIncidentEvent } from '@ledger/contract';
import type { StoredEvent } from '../upcasters.js';
import { isIncidentEventType } from './incident-shapes.js';

/** One event of every kind as it was first shipped. These files are never edited; a new kind gets a new one. */
const golden = globSync('test/vectors/incident-events/*.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as StoredEvent,
);

describe('Golden old events of incidents', () => {
  it.each(golden)('open as what they are today: $type', (stored) => {
    const open = isIncidentEventType(stored.type) ? openIncidentEvent : openCarriageEvent;
    expect(open(stored)).toEqual(stored);
  });
  it('are there for every kind', () => {
    expect(new Set(golden.map(({ type }) => type)).size).toBe(7);
  });
  it.each(['IncidentSung', '__proto__', 'toString'])('are of no unknown kind: %s', (type) => {
    expect(() => openIncidentEvent({ type, data: {} })).toThrow(`unknown type ${type}`);
    expect(() => openCarriageEvent({ type, data: {} })).toThrow(`unknown type ${type}`);
  });
});
