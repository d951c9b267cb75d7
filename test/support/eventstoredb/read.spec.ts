import { expect, it } from '@jest/globals';
import {
  BACKWARDS,
  binaryEvent,
  END,
  EventStoreDBClient,
  jsonEvent,
  START,
  StreamNotFoundError,
  type ReadStreamOptions,
} from '@eventstore/db-client';
import { aStream, describeDouble, describeNode, drain, noted, notes, numbers, until } from './target.js';

describeNode('a read', (node) => {
  it('gives what was written, and where it stands', async () => {
    const stream = aStream();
    const event = jsonEvent({ type: 'Noted', data: { n: 1, 日: '本' }, metadata: { by: 'me' } });
    const began = Date.now();
    const { position } = await node.client.appendToStream(stream, event);
    const [record] = await drain(node.client.readStream(stream));
    expect(record).toEqual({
      streamId: stream,
      id: event.id,
      revision: 0n,
      type: 'Noted',
      data: { n: 1, 日: '本' },
      metadata: { by: 'me' },
      isJson: true,
      created: expect.any(Date),
      position,
    });
    expect(Math.abs(record!.created.getTime() - began)).toBeLessThan(86_400_000);
  });

  it('leaves binary data as it is', async () => {
    const stream = aStream();
    const data = new TextEncoder().encode('{"n":1');
    await node.client.appendToStream(stream, binaryEvent({ type: 'Bytes', data }));
    const [binary] = await drain(node.client.readStream(stream));
    expect(binary).toMatchObject({ isJson: false, metadata: undefined });
    expect(Buffer.from(binary!.data as Uint8Array)).toEqual(Buffer.from(data));
  });

  it('of a stream that does not exist throws', async () => {
    await expect(drain(node.client.readStream(aStream()))).rejects.toThrow(StreamNotFoundError);
    await expect(drain(node.client.readStream(aStream(), { direction: BACKWARDS, fromRevision: END }))).rejects.toThrow(
      StreamNotFoundError,
    );
  });

  it.each<[string, ReadStreamOptions, readonly number[]]>([
    ['all of it', {}, [1, 2, 3, 4, 5]],
    ['from a revision, that one too', { fromRevision: 2n }, [3, 4, 5]],
    ['so many', { fromRevision: 1n, maxCount: 2 }, [2, 3]],
    ['nothing beyond the end', { fromRevision: 5n }, []],
    ['backward from the end', { direction: BACKWARDS, fromRevision: END }, [5, 4, 3, 2, 1]],
    ['backward from a revision, that one too', { direction: BACKWARDS, fromRevision: 2n }, [3, 2, 1]],
    ['the last one', { direction: BACKWARDS, fromRevision: END, maxCount: 1 }, [5]],
    ['backward from beyond the end', { direction: BACKWARDS, fromRevision: 99n, maxCount: 1 }, [5]],
    ['backward from the start, the first alone', { direction: BACKWARDS, fromRevision: START }, [1]],
  ])('of a stream gives %s', async (_, options, expected) => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(5));
    expect(await numbers(node.client.readStream(stream, options))).toEqual(expected);
  });

  it('of no events of a stream is an error', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, noted(1));
    await expect(drain(node.client.readStream(stream, { maxCount: 0 }))).rejects.toThrow();
  });

  it('of $all begins with the event at its position, and backward with the one before it', async () => {
    const stream = aStream();
    await node.client.appendToStream(stream, notes(4));
    const events = await drain(node.client.readStream(stream));
    const fromPosition = events[1]!.position!;
    const idsOf = async (options: Parameters<EventStoreDBClient['readAll']>[0]): Promise<string[]> =>
      (await drain(node.client.readAll({ ...options, fromPosition }))).map(({ id }) => id);
    expect(await idsOf({ maxCount: 2 })).toEqual([events[1]!.id, events[2]!.id]);
    expect(await idsOf({ maxCount: 1, direction: BACKWARDS })).toEqual([events[0]!.id]);
  });

  it('of $all backward from the end begins with the last events', async () => {
    const stream = aStream();
    const last = noted(1);
    await node.client.appendToStream(stream, last);
    const recent = await drain(node.client.readAll({ fromPosition: END, maxCount: 50, direction: BACKWARDS }));
    expect(recent.map(({ id }) => id)).toContain(last.id);
  });

  it('of $all holds events of the server itself, and pays no heed to a filter', async () => {
    const filter = { filterOn: 'streamName', prefixes: ['no-such-stream'] };
    const events = await drain(node.client.readAll({ maxCount: 2, ...{ filter } }));
    expect(events.length).toBe(2);
    expect(events[0]!.type).toMatch(/^[$]/);
  });
});

const FAT = 'x'.repeat(4096);
/** More than a connection takes on its own, so that the server cannot get rid of it. */
const fat = (count: number): ReturnType<typeof jsonEvent>[] =>
  Array.from({ length: count }, () => jsonEvent({ type: 'Fat', data: { FAT } }));

const bothWays = (word: string): readonly [() => string, () => string] => [() => word, () => word];

describeDouble('a read that is left before its end', (double) => {
  it('stays open until it is cancelled', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, fat(200));
    const read = client.readStream(stream);
    read.on('error', () => undefined);
    for await (const { event } of read) if (event !== undefined) break;
    await client.appendToStream(aStream(), noted(1));
    expect(double().openCalls('read')).toBe(1);
    await read.cancel();
    await until(() => double().openCalls('read') === 0);
    await client.dispose();
  });

  it('a hundred times over keeps the connection from everything else', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    // Clients with the same settings share a connection.
    const other = EventStoreDBClient.connectionString(`${double().url}&keepAliveInterval=20000`);
    const stream = aStream();
    await other.appendToStream(stream, fat(200));
    const reads = Array.from({ length: 100 }, () => client.readStream(stream));
    for (const read of reads) read.on('error', () => undefined).once('data', () => read.pause());
    await until(() => double().openCalls('read') === 100);
    const features = double().calls('features');
    const waiting = client.appendToStream(aStream(), noted(1)).then(...bothWays('settled'));
    const answer = other.appendToStream(aStream(), noted(2)).then(() => 'answered');
    expect(await Promise.race([waiting, answer])).toBe('answered');
    expect(double().calls('features')).toBe(features);
    await Promise.all(reads.map((read) => read.cancel()));
    await until(() => double().openCalls('read') === 0);
    expect(await waiting).toBe('settled');
    expect((await drain(client.readStream(stream, { maxCount: 1 }))).length).toBe(1);
    await Promise.all([client.dispose(), other.dispose()]);
  });

  it('never began to end where it was one of no events of $all', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const read = client.readAll({ maxCount: 0 });
    read.on('error', () => undefined).on('data', () => undefined);
    await until(() => double().openCalls('read') === 1);
    await client.appendToStream(aStream(), noted(1));
    expect(double().openCalls('read')).toBe(1);
    await read.cancel();
    await client.dispose();
  });
});
