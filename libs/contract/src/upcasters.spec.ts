import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isFactType, openEvent, parseFact, type StoredEvent } from '@ledger/contract';
import { samples } from '../../../test/support/facts.js';
import { correctionShapes } from './fact-shapes.js';
import type { Upcaster } from './upcasters.js';

/** One event of every kind as it was first shipped. These files are never edited; a new kind gets a new one. */
const golden = globSync('test/vectors/events/*.json').map(
  (path) => JSON.parse(readFileSync(path, 'utf8')) as StoredEvent,
);

describe('Golden old events', () => {
  it.each(golden)('open as what they are today: $type', (stored) => {
    const { type, data } = openEvent(stored);
    if (type === 'EventCorrected') expect(parseFact(data.type, data.replacement).data).toEqual(data.replacement);
    else if (isFactType(type)) expect(parseFact(type, data).data).toEqual(data);
  });
  it('are there for every kind of event', () => {
    const kinds = [...Object.keys(samples), ...Object.keys(correctionShapes)];
    expect(golden.map(({ type }) => type)).toEqual(expect.arrayContaining(kinds));
  });
});

describe('Opening an event', () => {
  /** Made up: once notices were called by another name, and before that their field was too. */
  const upcasters: Readonly<Record<string, Upcaster>> = {
    NoticeCame: ({ on, ...rest }) => ({ type: 'NoticeArrived', data: { ...rest, arrivedAt: on } }),
    NoticeArrived: (data) => ({ type: 'NoticeReceived', data: { ...data, form: 'prescribed' } }),
  };
  const current = { subject: 'contract', arrivedAt: '2026-05-20', form: 'prescribed' };

  it('follows the successors to the end', () => {
    expect(openEvent({ type: 'NoticeCame', data: { subject: 'contract', on: '2026-05-20' } }, upcasters)).toEqual({
      type: 'NoticeReceived',
      data: current,
    });
  });
  it('leaves a current event as it is', () => {
    const stored = { type: 'NoticeReceived', data: current };
    expect(openEvent(stored, upcasters)).toBe(stored);
  });
  it('brings what a correction put in an old event’s place up to date too', () => {
    const stored = {
      type: 'EventCorrected',
      data: {
        eventId: 'e5',
        type: 'NoticeArrived',
        reason: '訂正',
        replacement: { subject: 'contract', arrivedAt: '2026-05-20' },
      },
    };
    expect(openEvent(stored, upcasters)).toEqual({
      type: 'EventCorrected',
      data: { eventId: 'e5', type: 'NoticeReceived', reason: '訂正', replacement: current },
    });
  });
  it.each(['NoticeSung', '__proto__', 'toString'])('says that it does not know %s', (type) => {
    expect(() => openEvent({ type, data: {} })).toThrow(`unknown type ${type}`);
  });
});
