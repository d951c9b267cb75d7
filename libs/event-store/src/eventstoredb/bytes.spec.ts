import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import {
  startEventStoreDouble,
  type EventStoreDouble,
} from '../../../../test/support/eventstoredb/event-store-double.js';
import { MemoryBesideStore } from '../beside-store.js';
import { anEvent } from '../conformance/fixture.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { openedMetadata, storedMetadata } from './stored-metadata.js';

const given = process.env['EVENTSTOREDB_TEST_URL'] ?? '';
let double: EventStoreDouble | undefined;
let store: EventStoreDbEventStore;
beforeAll(async () => {
  if (given === '') double = await startEventStoreDouble();
  const [url, namespace] = [double?.url ?? given, `bytes-${randomUUID()}`];
  store = await EventStoreDbEventStore.open({ url, namespace, beside: new MemoryBesideStore() });
});
afterAll(async () => {
  await store.close();
  await double?.stop();
});

/** Texts that parsing and writing anew would change, and some that it would not. */
const awkward = [
  '{"10":1,"9":2,"a":{"2":0,"1":0}}',
  '{"b":1,"a":2}',
  '{"amount":1e21,"small":1e-7,"zero":-0,"long":12345678901234567890,"half":1.0}',
  '{"契約":"第７条 😀 𠮷","\u2028":"\u2029\ufeff","e\u0301":"\u00e9"}',
  '{"__proto__":{"a":1},"constructor":null,"toJSON":1}',
  '{"a":1,"a":2}',
  ' {\t"spaces" : [ ] }\n',
  '"\\u0000\\ud83d\\ude00\\/"',
  `${'['.repeat(60)}1${']'.repeat(60)}`,
  'null',
  '',
];

const anyText = fc.oneof(
  fc.constantFrom(...awkward),
  fc.json({ stringUnit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
);

describe('Bytes in an EventStoreDB', () => {
  it('come back as they were', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anyText, anyText), { minLength: 1, maxLength: 5 }), async (texts) => {
        const stream = randomUUID();
        const events = texts.map(([data, metadata]) => anEvent({ data, metadata }));
        await store.append(stream, events, 'none', { claim: `key ${stream}` });
        const read = (await store.readStream(stream)).events;
        expect(read.map(({ data, metadata }) => [data, metadata])).toEqual(texts);
      }),
      { numRuns: 60 },
    ));
});

describe('Metadata with what the store keeps in it', () => {
  const metadata = fc.oneof(
    anyText,
    fc.constantFrom('{}', '{"$ledger":1}', '{"a":1,"$ledger":{"claim":"x"}}', '{"$ledger":{"metadata":"y"}}'),
  );
  const kept = fc.record(
    { claim: fc.string(), beside: fc.array(fc.string(), { minLength: 1, maxLength: 3 }) },
    { requiredKeys: [] },
  );

  it('is taken apart again without loss', () => {
    fc.assert(
      fc.property(metadata, kept, (text, what) => {
        expect(openedMetadata(storedMetadata(text, what))).toEqual({ ...what, metadata: text });
      }),
    );
  });

  it('stays JSON, and is the very text where there is nothing to keep', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), kept, (object, what) => {
        const text = JSON.stringify(object);
        expect(() => JSON.parse(storedMetadata(text, what)) as unknown).not.toThrow();
        if (!('$ledger' in object)) expect(storedMetadata(text, {})).toBe(text);
      }),
    );
  });
});
