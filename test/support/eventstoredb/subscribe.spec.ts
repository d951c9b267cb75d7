import { expect, it } from '@jest/globals';
import {
  END,
  EventStoreDBClient,
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  UnavailableError,
  type AllStreamSubscription,
  type Position,
  type ResolvedEvent,
  type StreamSubscription,
} from '@eventstore/db-client';
import { aStream, describeDouble, describeNode, drain, noted, notes, until, type Noted } from './target.js';

interface Seen {
  readonly events: NonNullable<ResolvedEvent['event']>[];
  readonly said: string[];
}
const watch = (subscription: AllStreamSubscription | StreamSubscription): Seen => {
  const seen: Seen = { events: [], said: [] };
  subscription.on('data', ({ event }) => {
    if (event !== undefined) seen.events.push(event);
  });
  for (const word of ['confirmation', 'caughtUp', 'fellBehind'] as const)
    subscription.on(word, () => seen.said.push(word));
  return seen;
};
const numbersOf = ({ events }: Seen): number[] => events.map(({ data }) => (data as Noted['data']).n);

describeNode('a subscription to a stream', (node) => {
  it.each([
    [{}, [1, 2, 3, 4]],
    [{ fromRevision: 0n }, [2, 3, 4]],
    [{ fromRevision: 2n }, [4]],
    [{ fromRevision: END }, [4]],
  ] as const)('gives what comes after its start, %j, and then what is written', async (options, expected) => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(3));
    const subscription = node.client.subscribeToStream(stream, options);
    const seen = watch(subscription);
    await until(() => seen.said.includes('caughtUp'));
    await node.client.appendToStream(stream, noted(4));
    await until(() => numbersOf(seen).includes(4));
    expect(numbersOf(seen)).toEqual(expected);
    expect(seen.said).toEqual(['confirmation', 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('waits for a stream that does not exist yet', async () => {
    const stream = aStream();
    const subscription = node.client.subscribeToStream(stream);
    const seen = watch(subscription);
    await until(() => seen.said.includes('confirmation'));
    await node.client.appendToStream(stream, notes(2));
    await until(() => seen.events.length === 2);
    await subscription.unsubscribe();
  });
});

describeNode('a subscription to $all', (node) => {
  it('begins after its position, and catches up before it goes on', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(3));
    const [first] = await drain(node.client.readStream(stream));
    const subscription = node.client.subscribeToAll({ fromPosition: first!.position! });
    const seen = watch(subscription);
    await until(() => seen.said.includes('caughtUp'));
    await node.client.appendToStream(stream, noted(4));
    const ours = (): Seen => ({ ...seen, events: seen.events.filter(({ streamId }) => streamId === stream) });
    await until(() => numbersOf(ours()).includes(4));
    expect(numbersOf(ours())).toEqual([2, 3, 4]);
    expect(seen.said).toEqual(['confirmation', 'caughtUp']);
    await subscription.unsubscribe();
  });

  it.each([
    ['a prefix of the stream', (name: string) => streamNameFilter({ prefixes: [`${name}-a`] }), [1, 2]],
    ['several prefixes', (name: string) => streamNameFilter({ prefixes: [`${name}-a`, `${name}-b`] }), [1, 2, 3, 4]],
    ['an expression for the stream', (name: string) => streamNameFilter({ regex: `^${name}-[bc]` }), [3, 4]],
  ])('keeps to %s', async (_, filterFor, expected) => {
    const name = aStream();
    const { position } = await node.client.appendToStream(aStream(), noted(0));
    await node.client.appendToStream(`${name}-a`, notes(2));
    await node.client.appendToStream(`${name}-b`, notes(2, 3));
    const subscription = node.client.subscribeToAll({ fromPosition: position!, filter: filterFor(name) });
    const seen = watch(subscription);
    await until(() => seen.events.length === expected.length);
    await until(() => seen.said.includes('caughtUp'));
    expect(numbersOf(seen)).toEqual(expected);
    await subscription.unsubscribe();
  });

  it('keeps to types of events, and leaves out those of the server', async () => {
    const { position } = await node.client.appendToStream(aStream(), notes(3));
    for (const filter of [excludeSystemEvents(), eventTypeFilter({ prefixes: ['Noted'] })]) {
      const subscription = node.client.subscribeToAll({ filter });
      const seen = watch(subscription);
      await until(() => seen.events.some((event) => event.position!.commit === position!.commit));
      expect(seen.events.filter(({ type }) => type.startsWith('$'))).toEqual([]);
      await subscription.unsubscribe();
    }
  });

  it('says how far it has come while nothing matches, and may go on from there', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(800));
    const from = (await drain(node.client.readStream(stream, { maxCount: 1 })))[0]!.position!;
    const reached: Position[] = [];
    const filter = streamNameFilter({
      prefixes: [`${stream}-other`],
      checkpointReached: (_, at) => {
        reached.push(at);
        return Promise.resolve();
      },
    });
    const first = node.client.subscribeToAll({ fromPosition: from, filter });
    const seen = watch(first);
    await until(() => seen.said.includes('caughtUp') && reached.length >= 20);
    await first.unsubscribe();
    const commits = reached.map(({ commit }) => commit);
    expect(commits).toEqual([...commits].sort((a, b) => (a < b ? -1 : 1)));
    expect(commits.every((commit) => commit >= from.commit)).toBe(true);

    await node.client.appendToStream(`${stream}-other`, noted(7));
    const second = node.client.subscribeToAll({ fromPosition: reached.at(-1)!, filter });
    const after = watch(second);
    await until(() => after.events.length === 1);
    await second.unsubscribe();
  });

  it('waits for a reader who is slow, and leaves nothing out', async () => {
    const stream = aStream();
    const { position } = await node.client.appendToStream(aStream(), noted(0));
    await node.client.appendToStream(stream, notes(3000));
    const read: unknown[] = [];
    const filter = streamNameFilter({ prefixes: [stream] });
    const subscription = node.client.subscribeToAll({ fromPosition: position!, filter });
    for await (const { event } of subscription) {
      read.push((event?.data as Noted['data']).n);
      if (read.length % 500 === 0) await node.client.appendToStream(stream, noted(3000 + read.length / 500));
      if (read.length === 3006) break;
    }
    expect(read).toEqual(Array.from({ length: 3006 }, (_, index) => index + 1));
    await subscription.unsubscribe();
  });
});

describeDouble('a subscription', (double) => {
  it('that looks at 800 events without a match comes to 25 checkpoints', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const from = (await client.appendToStream(aStream(), noted(0))).position!;
    await client.appendToStream(aStream(), notes(800));
    let reached = 0;
    const filter = streamNameFilter({
      prefixes: ['none'],
      checkpointReached: () => {
        reached += 1;
        return Promise.resolve();
      },
    });
    const subscription = client.subscribeToAll({ fromPosition: from, filter });
    const seen = watch(subscription);
    await until(() => seen.said.includes('caughtUp'));
    expect(reached).toBe(25);
    await client.dispose();
  });

  it('ends at the server when it is given up', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const subscription = client.subscribeToAll({ fromPosition: END });
    const seen = watch(subscription);
    await until(() => seen.said.includes('caughtUp'));
    expect(double().openCalls('read')).toBe(1);
    await subscription.unsubscribe();
    await until(() => double().openCalls('read') === 0);
    await client.dispose();
  });

  it('is told once that the connection is gone, and does not come back by itself', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const subscription = client.subscribeToAll({ fromPosition: END });
    const seen = watch(subscription);
    const errors: unknown[] = [];
    subscription.on('error', (error) => errors.push(error));
    await until(() => seen.said.includes('caughtUp'));
    double().dropConnections();
    await until(() => errors.length > 0);
    expect(errors).toMatchObject([{ type: 'unavailable', code: 14 }]);
    expect(errors[0]).toBeInstanceOf(UnavailableError);
    expect(subscription.destroyed).toBe(false);
    await client.appendToStream(aStream(), noted(1));
    expect(seen.events).toEqual([]);
    expect(double().openCalls('read')).toBe(0);
    await client.dispose();
  });
});
