import { expect, it } from '@jest/globals';
import {
  binaryEvent,
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { aStream, describeNode, drain, noted, notes, numbers, withOption } from './target.js';

const KIB = 1024;
const bytes = (length: number): ReturnType<typeof binaryEvent> =>
  binaryEvent({ type: 'Bytes', data: new Uint8Array(length) });
/** With credentials of its own an append takes the classic call; a node without users pays no heed to them. */
const classic = { credentials: { username: 'admin', password: 'changeit' } };

describeNode('an append', (node) => {
  it.each([{}, classic])('gives the revision and the position of its last event %j', async (how) => {
    const stream = aStream();
    const appended = await node.client.appendToStream(stream, notes(3), { ...how, expectedRevision: 'no_stream' });
    expect(appended).toMatchObject({ success: true, nextExpectedRevision: 2n });
    const events = await drain(node.client.readStream(stream));
    expect(events.map(({ revision }) => revision)).toEqual([0n, 1n, 2n]);
    expect(events[2]!.position!.commit).toBe(appended.position!.commit);
  });

  it('stands in $all as one, at growing positions', async () => {
    const streams = [aStream(), aStream(), aStream()];
    const from = (await node.client.appendToStream(aStream(), noted(0))).position!;
    await Promise.all(streams.map((stream) => node.client.appendToStream(stream, notes(20))));
    const ours = (await drain(node.client.readAll({ fromPosition: from }))).filter(({ streamId }) =>
      streams.includes(streamId),
    );
    expect(ours.length).toBe(60);
    for (const at of [0, 20, 40]) expect(new Set(ours.slice(at, at + 20).map(({ streamId }) => streamId)).size).toBe(1);
    const positions = ours.map(({ position }) => position!.commit);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => (a < b ? -1 : 1)));
  });

  it.each([
    [0, 'stream_exists', 'no_stream'],
    [0, 0n, 'no_stream'],
    [0, 7n, 'no_stream'],
    [3, 'no_stream', 2n],
    [3, 1n, 2n],
    [3, 3n, 2n],
  ] as const)('to a stream of %j events that expects %j learns where it is: %j', async (before, expected, actual) => {
    const stream = aStream();
    if (before > 0) await node.client.appendToStream(stream, notes(before));
    const refused = node.client.appendToStream(stream, noted(9), { expectedRevision: expected });
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: expected,
      actualVersion: actual,
      message: '',
    });
  });

  it.each([
    [3, 1n, 2n],
    [0, 7n, 'no_stream'],
  ] as const)('learns it with credentials of its own, too', async (before, expected, actual) => {
    const stream = aStream();
    if (before > 0) await node.client.appendToStream(stream, notes(before));
    const refused = node.client.appendToStream(stream, noted(9), { ...classic, expectedRevision: expected });
    await expect(refused).rejects.toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: expected,
      actualVersion: actual,
    });
  });

  it.each(['any', 'stream_exists', 2n] as const)(
    'that expects %j goes to the end of a stream of three',
    async (expected) => {
      const stream = aStream();
      await node.client.appendToStream(stream, notes(3));
      await node.client.appendToStream(stream, noted(4), { expectedRevision: expected });
      expect(await numbers(node.client.readStream(stream))).toEqual([1, 2, 3, 4]);
    },
  );

  it('that must not throw tells a wrong revision when it fails, unless it has credentials of its own', async () => {
    const client = EventStoreDBClient.connectionString(withOption(node.url, 'throwOnAppendFailure=false'));
    const stream = aStream();
    await client.appendToStream(stream, notes(9));
    const wrong = { expectedRevision: 3n } as const;
    expect(await client.appendToStream(stream, noted(0), wrong)).toMatchObject({
      success: false,
      nextExpectedRevision: 1n,
    });
    expect(await client.appendToStream(aStream(), noted(0), wrong)).toMatchObject({
      success: false,
      nextExpectedRevision: -1n,
    });
    const told = await client.appendToStream(stream, noted(0), { ...wrong, ...classic });
    expect(told).toMatchObject({ success: false, nextExpectedRevision: 8n });
    await client.dispose();
  });

  it('of nothing succeeds and writes nothing', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(2));
    expect(await node.client.appendToStream(stream, [])).toMatchObject({ success: true });
    expect(await numbers(node.client.readStream(stream))).toEqual([1, 2]);
    const other = aStream();
    expect(await node.client.appendToStream(other, [])).toMatchObject({ success: true });
    await expect(drain(node.client.readStream(other))).rejects.toThrow(StreamNotFoundError);
  });

  it.each(['öffentlich 契約 €', 'with spaces and / slashes'])('goes to a stream named %j', async (name) => {
    const stream = aStream(name);
    await node.client.appendToStream(stream, noted(1));
    expect(await drain(node.client.readStream(stream))).toMatchObject([{ streamId: stream }]);
  });

  it.each([
    ['an id that is none', aStream(), jsonEvent({ id: 'nobody', type: 'Noted', data: {} })],
    ['an empty type', aStream(), jsonEvent({ type: '', data: {} })],
    ['no name of a stream', '', noted(1)],
  ])('with %s is not understood', async (_, stream, event) => {
    const error: unknown = await node.client.appendToStream(stream, event).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnknownError);
    expect(error).toMatchObject({ message: 'Could not recognize BadRequest' });
  });
});

describeNode('an append that is repeated', (node) => {
  it.each(['no_stream', 'any'] as const)('is known by its ids and writes nothing: %j', async (expectedRevision) => {
    const stream = aStream();
    const events = notes(3);
    const first = await node.client.appendToStream(stream, events, { expectedRevision });
    await node.client.appendToStream(stream, noted(4));
    expect(await node.client.appendToStream(stream, events, { expectedRevision })).toEqual(first);
    const otherData = events.map(({ id }) =>
      jsonEvent<{ type: 'Noted'; data: { n: number } }>({ id, type: 'Noted', data: { n: 99 } }),
    );
    expect(await node.client.appendToStream(stream, otherData, { expectedRevision })).toEqual(first);
    expect(await numbers(node.client.readStream(stream))).toEqual([1, 2, 3, 4]);
  });

  it.each(['no_stream', 'any'] as const)(
    'in part, from its beginning, is known as well: %j',
    async (expectedRevision) => {
      const stream = aStream();
      const events = notes(3);
      await node.client.appendToStream(stream, events, { expectedRevision });
      const part = await node.client.appendToStream(stream, events.slice(0, 2), { expectedRevision });
      expect(part).toMatchObject({ success: true, nextExpectedRevision: 1n });
      expect(await numbers(node.client.readStream(stream))).toEqual([1, 2, 3]);
    },
  );

  it.each(['no_stream', 'any'] as const)(
    'with a new event behind the old ones is refused: %j',
    async (expectedRevision) => {
      const stream = aStream();
      const events = notes(3);
      await node.client.appendToStream(stream, events, { expectedRevision });
      const more = node.client.appendToStream(stream, [...events, noted(4)], { expectedRevision });
      await expect(more).rejects.toThrow(WrongExpectedVersionError);
      expect(await numbers(node.client.readStream(stream))).toEqual([1, 2, 3]);
    },
  );

  it('at a revision after other events is refused', async () => {
    const stream = aStream();
    const events = notes(2);
    await node.client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    const elsewhere = node.client.appendToStream(stream, events, { expectedRevision: 0n });
    await expect(elsewhere).rejects.toThrow(WrongExpectedVersionError);
  });
});

describeNode('the size of an append', (node) => {
  it('may come to nearly a mebibyte', async () => {
    expect(await node.client.appendToStream(aStream(), bytes(1022 * KIB))).toMatchObject({ success: true });
  });

  it.each([{}, classic])('may not come to a mebibyte, in one event or in many %j', async (how) => {
    const tooLarge = { type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 };
    const stream = aStream();
    const one = node.client.appendToStream(stream, bytes(1024 * KIB), how);
    await expect(one).rejects.toThrow(MaxAppendSizeExceededError);
    const many = node.client.appendToStream(
      stream,
      Array.from({ length: 20 }, () => bytes(100 * KIB)),
      how,
    );
    await expect(many).rejects.toMatchObject(tooLarge);
    await expect(drain(node.client.readStream(stream))).rejects.toThrow(StreamNotFoundError);
  });

  it('may be that of ten thousand small events', async () => {
    const appended = await node.client.appendToStream(aStream(), notes(10_000));
    expect(appended.nextExpectedRevision).toBe(9999n);
  });

  it('beyond what the server takes as one message breaks the call that all appends share', async () => {
    const client = EventStoreDBClient.connectionString(node.url);
    const huge = client.appendToStream(aStream(), bytes(20_000 * KIB));
    await expect(huge).rejects.toMatchObject({ type: 'unknown', code: 8 });
    expect(await client.appendToStream(aStream(), noted(1))).toMatchObject({ success: true });
    await client.dispose();
  });
});

describeNode('a stream that was deleted', (node) => {
  it('softly is missing, and goes on with its numbers', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(5));
    await node.client.deleteStream(stream);
    await expect(drain(node.client.readStream(stream))).rejects.toThrow(StreamNotFoundError);
    const again = await node.client.appendToStream(stream, noted(6), { expectedRevision: 'no_stream' });
    expect(again.nextExpectedRevision).toBe(5n);
    expect(await numbers(node.client.readStream(stream))).toEqual([6]);
  });

  it('is not deleted where it is not as expected', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(2));
    const refused = node.client.deleteStream(stream, { expectedRevision: 7n });
    await expect(refused).rejects.toMatchObject({ type: 'wrong-expected-version', actualVersion: 1n });
    expect(await numbers(node.client.readStream(stream))).toEqual([1, 2]);
  });

  it('with a tombstone is gone for ever', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(2));
    await node.client.tombstoneStream(stream);
    await expect(drain(node.client.readStream(stream))).rejects.toThrow(StreamDeletedError);
    for (const how of [{}, classic]) {
      const gone = node.client.appendToStream(stream, noted(3), how);
      await expect(gone).rejects.toMatchObject({ type: 'stream-deleted', streamName: stream });
    }
  });

  it('is cut to a number of events by its metadata, at once', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(5));
    await node.client.setStreamMetadata(stream, { maxCount: 2 });
    expect(await numbers(node.client.readStream(stream))).toEqual([4, 5]);
    const [event] = await drain(node.client.readStream(`$$${stream}`));
    const { metadata, metastreamRevision } = await node.client.getStreamMetadata(stream);
    expect(metadata).toMatchObject({ maxCount: 2 });
    expect(metastreamRevision).toBe(event!.position!.commit); // a revision it is not
  });
});

describeNode('one bad append', (node) => {
  it('takes all others in flight down with it', async () => {
    const client = EventStoreDBClient.connectionString(node.url);
    await client.appendToStream(aStream(), noted(0)); // so that the call is open
    const good = notes(20).map((note) => client.appendToStream(aStream(), note));
    const bad = client.appendToStream(aStream(), noted(0), { expectedRevision: -1n });
    const outcomes = await Promise.allSettled([...good, bad]);
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UnknownError);
    await client.dispose();
  });
});
