import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '@ledger/contract';
import { differences } from '../../../../test/support/json-schema.js';
import { fedEvents, kindOf } from './stream-kinds.js';

const golden = (kind: string): readonly StoredEvent[] =>
  globSync(`test/vectors/${kind}-events/*.json`).map((path) => JSON.parse(readFileSync(path, 'utf8')) as StoredEvent);
const requested = (scope: unknown): StoredEvent => ({
  type: 'GenerationRequested',
  data: { scope, asOf: '2026-07-31', readings: ['R05:separate'], hypotheses: '{"c-1":["株式会社青空"]}' },
});
const diff = 'ab'.repeat(32);
const generationEvents: readonly StoredEvent[] = [
  requested('all'),
  requested({ contractIds: ['c-1'] }),
  requested({ filter: '{"text":"株式会社青空"}' }),
  { type: 'GenerationCancelled', data: { generationId: 'g' } },
  { type: 'GenerationAccepted', data: { generationId: 'g', against: 'first', diff, figures: 3, reason: '山田の確認' } },
  { type: 'GenerationSwitched', data: { generationId: 'g', from: 'first', diff, reason: '山田の確認' } },
  { type: 'GenerationDropped', data: { generationId: 'g' } },
];
const stored: readonly (readonly [string, StoredEvent])[] = [
  ...golden('dispute').map((event) => ['dispute-d-1', event] as const),
  ...golden('adoption').map((event) => ['adoptions', event] as const),
  ...generationEvents.map((event) => ['generations', event] as const),
];
const passedOn = (stream: string, event: StoredEvent): StoredEvent | undefined => kindOf(stream)?.kind.open(event);
const dataOf = (stream: string, event: StoredEvent): unknown => passedOn(stream, event)?.data;

describe('What is passed on of disputes, of what is adopted and of generations', () => {
  it.each(stored)('is as it is described: %s %j', (stream, event) => {
    const schema = fedEvents[event.type]?.schema;
    expect(differences(schema ?? { enum: [] }, dataOf(stream, event), () => ({}))).toEqual([]);
  });

  it.each(stored)('holds no word that anybody wrote: %s %j', (stream, event) => {
    expect(JSON.stringify(passedOn(stream, event))).toMatch(/^[ -~]+$/);
  });

  it('says what a position is made of', () => {
    const taken = golden('dispute').find(({ type }) => type === 'PositionTaken');
    expect(taken && dataOf('dispute-d-1', taken)).toEqual({
      side: 'theirs',
      readings: ['R05:separate'],
      edition: '2022-11-01',
      hypotheses: [
        { kind: 'added', contractId: 'c-1', point: 'arrival', type: 'ReductionClaimed' },
        { kind: 'corrected', contractId: 'c-1', eventId: 'e6', of: 'ContractApplied' },
        { kind: 'voided', contractId: 'c-1', eventId: 'e7', of: 'PaymentReceived' },
      ],
    });
  });

  it('says what is adopted, for which contracts and from when', () => {
    const adopted = golden('adoption').find(({ type }) => type === 'ReadingsAdopted');
    expect(adopted && dataOf('adoptions', adopted)).toEqual({
      ...adopted?.data,
      reason: undefined,
      documents: undefined,
    });
  });

  it('says of a filter that there is one', () => {
    expect(dataOf('generations', requested({ filter: '{}' }))).toMatchObject({ scope: 'filter' });
    expect(dataOf('generations', requested({ contractIds: ['c'] }))).toMatchObject({ scope: { contractIds: ['c'] } });
  });

  it('comes of the streams that hold it alone', () => {
    const streams = ['disputes', 'dispute-d', 'adoptions', 'generations', 'adoptions-2', 'contract-c', 'other'];
    expect(streams.map((stream) => kindOf(stream)?.kind.sourceOf(kindOf(stream)?.subject ?? ''))).toEqual([
      undefined,
      '/v1/disputes/d',
      '/v1/adoptions',
      '/v1/generations',
      undefined,
      '/v1/contracts/c',
      undefined,
    ]);
  });
});
