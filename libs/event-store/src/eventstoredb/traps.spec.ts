import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import {
  startEventStoreDouble,
  type EventStoreDouble,
} from '../../../../test/support/eventstoredb/event-store-double.js';
import { MemoryBesideStore } from '../beside-store.js';
import { anEvent, idsOf, refusalOf, someEvents } from '../conformance/fixture.js';
import { EventTooLarge, OutcomeUnknown, StoreUnavailable, WrongRevision } from '../errors.js';
import type { BesideValue, NewEvent, RecordedEvent } from '../event-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import type { EventStoreDbOptions } from './options.js';

/*
 * What the client and a real node were measured to do wrong, or in ways that nobody expects. These run against the double alone: no real
 * node breaks down when it is asked to.
 */

let node: EventStoreDouble;
const opened: EventStoreDbEventStore[] = [];
beforeEach(async () => {
  node = await startEventStoreDouble();
});
afterEach(async () => {
  node.resume();
  await Promise.all(opened.splice(0).map((store) => store.close()));
  await node.stop();
});

const open = async (options: Partial<EventStoreDbOptions> = {}): Promise<EventStoreDbEventStore> => {
  const store = await EventStoreDbEventStore.open({ url: node.url, beside: new MemoryBesideStore(), ...options });
  opened.push(store);
  return store;
};
const everythingIn = async (store: EventStoreDbEventStore): Promise<readonly RecordedEvent[]> =>
  (await store.readAll({ limit: 10_000 })).events;
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5)); // the test's own time-out is the bound
};
/** The id of a request that can be sent again: its version says that it was derived. */
const derived = (event: NewEvent): NewEvent => ({ ...event, id: `${event.id.slice(0, 14)}8${event.id.slice(15)}` });

describe('An append over a shared call', () => {
  it('does not suffer from a bad one beside it', async () => {
    const store = await open();
    const good = Array.from({ length: 20 }, (_, index) => store.append(`good-${index}`, someEvents(1), 'none'));
    const bad = [
      refusalOf(store.append('bad', [anEvent({ data: JSON.stringify('x'.repeat(20_000_000)) })], 'none')),
      refusalOf(store.append('bad', someEvents(1), -1n)),
      refusalOf(store.append('bad', [anEvent({ id: 'none' })], 'none')),
      refusalOf(store.append('bad', someEvents(1), 7n)),
    ];
    expect((await Promise.all(good)).map(({ revision }) => revision)).toEqual(Array(20).fill(0n));
    expect((await Promise.all(bad)).map((error) => (error as Error).name)).toEqual([
      'EventTooLarge',
      'InvalidEvent',
      'InvalidEvent',
      'WrongRevision',
    ]);
  });

  it('is refused before it is sent when the server would find it too large', async () => {
    const store = await open();
    const events = Array.from({ length: 10_000 }, () => anEvent({ type: 'T'.repeat(60) }));
    const calls = node.calls('batchAppend');
    expect(await refusalOf(store.append('one', events, 'none'))).toBeInstanceOf(EventTooLarge);
    expect(node.calls('batchAppend')).toBe(calls);
  });

  it('says where the stream is, also when the connection string asks for no errors', async () => {
    const store = await open({ url: `${node.url}&throwOnAppendFailure=false` });
    await store.append('one', someEvents(9), 'none');
    const refusal = await refusalOf(store.append('one', someEvents(1), 3n));
    expect(refusal).toBeInstanceOf(WrongRevision);
    expect(refusal).toMatchObject({ actual: 8n, expected: 3n, stream: 'one' });
    expect((refusal as Error).message).not.toBe('');
  });

  it.each([
    [true, 'nothing, the connection breaks'],
    [false, 'nothing, the connection breaks'],
    [true, 'timeout'],
    [false, 'timeout'],
    [true, 'unknown'],
    [false, 'unknown'],
  ] as const)('is written once when its outcome was uncertain (written: %s, told: %s)', async (written, told) => {
    const store = await open();
    await store.append('one', someEvents(2), 'none');
    node.failNextAppends({ written, told });
    const events = someEvents(3);
    expect(await store.append('one', events, 1n)).toMatchObject({ revision: 4n });
    expect(idsOf((await store.readStream('one')).events).slice(2)).toEqual(idsOf(events));
  });

  it('is written once, with all in flight beside it, when the connection breaks', async () => {
    const store = await open();
    const appends = Array.from({ length: 200 }, (_, index) => store.append(`stream-${index}`, someEvents(2), 'none'));
    node.dropConnections();
    await Promise.all(appends);
    expect(await everythingIn(store)).toHaveLength(400);
  });

  it('goes on by itself after the server was killed and started again', async () => {
    const store = await open();
    await store.append('one', someEvents(1), 'none');
    await node.kill();
    const waiting = store.append('one', someEvents(1), 0n);
    await node.restart();
    expect(await waiting).toMatchObject({ revision: 1n });
  });

  it('waits for a node that is starting up, and says that nothing was written when it does not come up', async () => {
    const store = await open({ patience: 200 });
    node.notReady(true);
    const refusal = await refusalOf(store.append('one', someEvents(1), 'none'));
    expect(refusal).toBeInstanceOf(StoreUnavailable);
    expect(await store.hindrance()).toBe(refusal);
    const patient = await open({ patience: 60_000 }).catch(() => undefined); // reads are refused, too
    expect(patient).toBeUndefined();
    node.notReady(false);
    await store.append('one', someEvents(1), 'none');
    expect(await store.hindrance()).toBeUndefined();
  });

  it('goes to the leader when the node only follows', async () => {
    const leader = await startEventStoreDouble();
    try {
      const store = await open();
      node.answerNotLeader({ host: '127.0.0.1', port: leader.port });
      await store.append('one', someEvents(2), 'none');
      const direct = await open({ url: leader.url });
      expect(await direct.lastRevision('one')).toBe(1n);
    } finally {
      await leader.stop();
    }
  });

  it('is not waited for longer than the time given, when the server hangs; its outcome is then unknown', async () => {
    const store = await open({ timeout: 100, patience: 200 });
    await store.append('one', someEvents(1), 'none');
    node.stall();
    const events = someEvents(2);
    expect(await refusalOf(store.append('one', events, 0n))).toBeInstanceOf(OutcomeUnknown);
    expect(await refusalOf(store.readStream('one'))).toBeInstanceOf(StoreUnavailable);
    expect(await refusalOf(store.head())).toBeInstanceOf(StoreUnavailable);
    node.resume();
    const patient = await open();
    expect(await patient.append('one', events, 0n)).toMatchObject({ revision: 2n });
    expect(await patient.lastRevision('one')).toBe(2n);
  });

  it('that another process repeats is known by what stands, not taken for its own', async () => {
    const [one, other] = [await open(), await open()];
    const event = derived(anEvent({ data: '{"attempt":1}' }));
    expect(await one.append('one', [event], 'none')).toMatchObject({ replayed: false });
    const again = { ...event, data: '{"attempt":2}' };
    expect(await other.append('one', [again], 'none')).toMatchObject({ revision: 0n, replayed: true });
    expect((await other.readStream('one')).events.map(({ data }) => data)).toEqual(['{"attempt":1}']);
  });

  it('leaves no value beside for a repetition that came with other commitments', async () => {
    const beside = new MemoryBesideStore();
    const [one, other] = [await open({ beside }), await open({ beside })];
    const event = derived(anEvent());
    const value = (commitment: string): readonly BesideValue[] => [{ commitment, salt: 'aa', value: '山田' }];
    await one.append('one', [{ ...event, beside: value('first') }], 'none');
    await other.append('one', [{ ...event, beside: value('second') }], 'none');
    expect([...(await beside.read(['first', 'second'])).keys()]).toEqual(['first']);
    await refusalOf(other.append('one', [{ ...anEvent(), beside: value('third') }], 'none'));
    expect([...(await beside.read(['third'])).keys()]).toEqual([]);
  });
});

describe('Reading', () => {
  it('leaves no call open behind, also where it breaks off', async () => {
    const store = await open();
    const large = Array.from({ length: 10 }, () => anEvent({ data: JSON.stringify('x'.repeat(90_000)) }));
    for (let count = 0; count < 6; count += 1)
      await store.append(
        'large',
        large.map((event) => ({ ...event, id: randomUUID() })),
        'any',
      );
    for (let count = 0; count < 30; count += 1) {
      expect((await store.readAll({ limit: 1_000 })).events.length).toBeLessThan(60);
      for await (const names of store.streamNames()) if (names.length > 0) break;
    }
    await until(() => node.openCalls('read') === 0);
    await store.append('one', someEvents(1), 'none');
  });

  it('knows nothing of the events of the server and of others', async () => {
    const store = await open();
    const others = EventStoreDBClient.connectionString(node.url);
    try {
      await others.appendToStream('another', jsonEvent({ type: 'Other', data: {} }));
      expect(await store.head()).toBe(0n);
      await store.append('one', someEvents(1), 'none', { claim: 'key' });
      node.writeSystemEvents(700);
      for (let count = 0; count < 3; count += 1)
        await others.appendToStream('ledger-x', jsonEvent({ type: 'O', data: {} }));
      await store.append('two', someEvents(2), 'none');
      node.writeSystemEvents(700);
      const { events, head } = await store.readAll();
      expect(events.map(({ stream }) => stream)).toEqual(['one', 'two', 'two']);
      expect(head).toBe(events.at(-1)?.position);
      expect((await store.readAll({ direction: 'backward', limit: 2 })).events).toEqual(events.slice(1).toReversed());
      expect(await store.readAll({ after: head })).toEqual({ events: [], head });
    } finally {
      await others.dispose();
    }
  });

  it('shows the server’s own tools JSON', async () => {
    const store = await open();
    await store.append(
      'contract-1',
      [anEvent({ type: 'Applied', data: '{"1":"一","a":[1e+21,0]}', metadata: '{"who":"x"}' })],
      'none',
      { claim: 'k' },
    );
    const tools = EventStoreDBClient.connectionString(node.url);
    try {
      for await (const { event } of tools.readStream('ledger.contract-1', { maxCount: 1 })) {
        expect(event).toMatchObject({ isJson: true, type: 'Applied', data: { 1: '一', a: [1e21, 0] } });
        expect(event?.metadata).toEqual({ who: 'x', $ledger: { claim: 'k' } });
      }
    } finally {
      await tools.dispose();
    }
  });
});

describe('A subscription', () => {
  it('goes on after the connection broke and after the server was away, with every event once', async () => {
    const store = await open();
    const seen: string[] = [];
    const subscription = store.subscribe({ after: 0n, limit: 7 }, (events) => void seen.push(...idsOf(events)));
    const written: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const events = someEvents(10);
      await store.append(`stream-${round}`, events, 'none');
      written.push(...idsOf(events));
      if (round % 2 === 0) node.dropConnections();
      else await node.kill().then(() => node.restart());
    }
    await until(() => seen.length >= written.length);
    await subscription.close();
    expect(seen).toEqual(written);
  });

  it('hears what another process writes', async () => {
    const [one, other] = [await open(), await open()];
    const seen: string[] = [];
    const subscription = one.subscribe({ after: 0n }, (events) => void seen.push(...idsOf(events)));
    await subscription.caughtUp();
    const events = someEvents(3);
    await other.append('one', events, 'none');
    await until(() => seen.length === 3);
    expect(seen).toEqual(idsOf(events));
  });

  it('fetches nothing more while its handler is at work', async () => {
    const store = await open();
    await store.append('one', someEvents(500), 'none');
    const gate = Promise.withResolvers<undefined>();
    let started = false;
    const subscription = store.subscribe({ after: 0n, limit: 10 }, async () => {
      started = true;
      await gate.promise;
    });
    await until(() => started);
    const calls = node.calls('read');
    await store.append('two', someEvents(1), 'none');
    expect(node.calls('read') - calls).toBeLessThanOrEqual(1);
    gate.resolve(undefined);
    await subscription.caughtUp();
    expect(subscription.position).toBe(await store.head());
  });

  it('can be closed while the server is away', async () => {
    const store = await open({ timeout: 100 });
    const subscription = store.subscribe({ after: 0n }, () => undefined);
    await subscription.caughtUp();
    await node.kill();
    await subscription.close();
    await subscription.ended;
  });
});

describe('A connection string', () => {
  it('says nothing that is secret when it is wrong, and nothing on standard error', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
    try {
      for (const [url, said] of [
        ['esdb://admin:geheim@127.0.0.1:2113?tls=maybe', /is not one/],
        ['esdb://admin:geheim@127.0.0.1:2113?color=red', /an option that nobody knows: color/],
        ['esdb://admin:geheim@127.0.0.1:2113?tlsVerifyCert=false', /has no effect here/],
        ['esdb://admin:geheim@127.0.0.1:2113?tlsCAFile=/nowhere', /certificate file/],
        [`esdb://admin:geheim@127.0.0.1:1?tls=false`, /cannot be reached/],
      ] as const) {
        const refusal = await refusalOf(open({ url, timeout: 2_000 }));
        expect(refusal).toBeInstanceOf(StoreUnavailable);
        expect((refusal as Error).message).toMatch(said);
        expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('geheim');
      }
      expect(warn).not.toHaveBeenCalled();
    } finally {
      warn.mockRestore();
    }
  });

  it('brings certificates and credentials', async () => {
    const guarded = await startEventStoreDouble({ tls: true, users: { ledger: 'p@ss:wörd' } });
    try {
      const ca = encodeURIComponent(guarded.caFile ?? '');
      const url = (who: string): string => `esdb://${who}localhost:${guarded.port}?tlsCAFile=${ca}`;
      const store = await open({ url: url(`ledger:${encodeURIComponent('p@ss:wörd')}@`) });
      await store.append('one', someEvents(1), 'none');
      expect(await store.lastRevision('one')).toBe(0n);
      for (const who of ['', 'ledger:wrong@']) {
        const refusal = await refusalOf(open({ url: url(who) }));
        expect(refusal).toBeInstanceOf(StoreUnavailable);
        expect((refusal as Error).message).toMatch(/denies access/);
      }
      const plain = await refusalOf(open({ url: `esdb://localhost:${guarded.port}?tls=false`, timeout: 2_000 }));
      expect(plain).toBeInstanceOf(StoreUnavailable);
    } finally {
      await Promise.all(opened.splice(0).map((store) => store.close()));
      await guarded.stop();
    }
  });
});
