import { expect, it, jest } from '@jest/globals';
import {
  DeadlineExceededError,
  EventStoreDBClient,
  NotLeaderError,
  StreamNotFoundError,
  UnavailableError,
  UnknownError,
  type AppendResult,
} from '@eventstore/db-client';
import { startEventStoreDouble } from './event-store-double.js';
import { aStream, describeDouble, drain, noted, notes, numbers, until } from './target.js';

/** With credentials of its own an append takes the classic call. */
const classic = { credentials: { username: 'admin', password: 'changeit' } };

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );

describeDouble('a node that is killed', (double) => {
  it('fails the appends in flight, then every call, and is as before after its restart', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, notes(3));
    const release = double().hold();
    const events = notes(32, 4);
    const before = double().eventCount();
    const inFlight = events.map((event) => client.appendToStream(aStream(), event));
    const failures = Promise.all(inFlight.map(failureOf));
    await until(() => double().eventCount() === before + 32);
    await double().kill();
    for (const failure of await failures) {
      expect(failure).toBeInstanceOf(UnavailableError);
      expect(failure).toMatchObject({ code: 14 });
    }
    release();

    const down: unknown = await failureOf(client.appendToStream(stream, noted(4)));
    expect(down).toBeInstanceOf(Error);
    expect(down).toMatchObject({ code: 14 });
    expect(down).not.toHaveProperty('type');
    expect(double().openCalls()).toBe(0);

    await double().restart();
    await client.appendToStream(stream, noted(4), { expectedRevision: 2n });
    expect(await numbers(client.readStream(stream))).toEqual([1, 2, 3, 4]);
    await client.dispose();
  });

  it('ends a read and is found again by the next one', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, notes(2));
    await double().kill();
    expect(await failureOf(drain(client.readStream(stream)))).toMatchObject({ code: 14 });
    await double().restart();
    expect(await numbers(client.readStream(stream))).toEqual([1, 2]);
    await client.dispose();
  });
});

describeDouble('an append whose connection breaks', (double) => {
  it.each([true, false])('may have been written (%j), and is repeated with the same ids', async (written) => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    const events = notes(3);
    const append = (): Promise<AppendResult> =>
      client.appendToStream(stream, events, { expectedRevision: 'no_stream' });
    await client.appendToStream(aStream(), noted(0));
    double().failNextAppends({ written, told: 'nothing, the connection breaks' });
    expect(await failureOf(append())).toBeInstanceOf(UnavailableError);
    const there = numbers(client.readStream(stream));
    if (written) expect(await there).toEqual([1, 2, 3]);
    else await expect(there).rejects.toThrow(StreamNotFoundError);
    expect(await append()).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(await numbers(client.readStream(stream))).toEqual([1, 2, 3]);
    await client.dispose();
  });

  it.each([
    ['timeout', DeadlineExceededError],
    ['unknown', UnknownError],
  ] as const)('or whose outcome the node does not know, %s, stands all the same', async (told, error) => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    double().failNextAppends({ written: true, told });
    expect(await failureOf(client.appendToStream(stream, noted(1)))).toBeInstanceOf(error);
    expect(await numbers(client.readStream(stream))).toEqual([1]);
    await client.dispose();
  });

  it('that comes after its deadline is refused by the node alone', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    expect(await failureOf(client.appendToStream(stream, noted(1), { deadline: -1000 }))).toBeInstanceOf(
      DeadlineExceededError,
    );
    await expect(drain(client.readStream(stream))).rejects.toThrow(StreamNotFoundError);
    await client.dispose();
  });
});

describeDouble('a node that hangs', (double) => {
  it('is noticed by the keep-alive alone, whatever the deadline', async () => {
    jest.spyOn(console, 'warn').mockReturnValueOnce(); // the client's, of an interval that is short
    const client = EventStoreDBClient.connectionString(`${double().url}&keepAliveInterval=200&keepAliveTimeout=200`);
    await client.appendToStream(aStream(), noted(0));
    double().stall();
    const failure = await failureOf(client.appendToStream(aStream(), noted(1), { deadline: 50 }));
    double().resume();
    expect(failure).toBeInstanceOf(UnavailableError);
    expect(await client.appendToStream(aStream(), noted(2))).toMatchObject({ success: true });
    await client.dispose();
  });

  it('exceeds the deadline of an append with credentials of its own', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    await client.appendToStream(aStream(), noted(0));
    double().stall();
    const failure = await failureOf(client.appendToStream(aStream(), noted(1), { ...classic, deadline: 100 }));
    double().resume();
    expect(failure).toBeInstanceOf(DeadlineExceededError);
    await client.dispose();
  });

  it('goes on where it was', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, noted(1));
    double().stall();
    const appended = client.appendToStream(stream, noted(2));
    const silence = new Promise((resolve) => setTimeout(resolve, 20, 'nothing'));
    expect(await Promise.race([appended, silence])).toBe('nothing');
    double().resume();
    expect(await appended).toMatchObject({ nextExpectedRevision: 1n });
    await client.dispose();
  });

  it('answers late what it answers late', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const release = double().hold();
    const stream = aStream();
    const appended = client.appendToStream(stream, notes(2));
    const before = double().eventCount();
    await until(() => double().eventCount() === before + 2);
    release();
    expect(await appended).toMatchObject({ success: true });
    double().delay(20);
    expect(await numbers(client.readStream(stream))).toEqual([1, 2]);
    double().delay(0);
    await client.dispose();
  });
});

describeDouble('a node that is not ready', (double) => {
  it('says so, in several ways', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, noted(1));
    double().notReady(true);
    const failure: unknown = await failureOf(client.appendToStream(stream, noted(2)));
    expect(failure).toBeInstanceOf(UnknownError);
    expect(failure).toMatchObject({ message: 'Could not recognize Server Is Not Ready' });
    expect(await failureOf(drain(client.readStream(stream)))).toBeInstanceOf(UnavailableError);
    expect(await failureOf(client.appendToStream(stream, noted(2), classic))).toBeInstanceOf(UnavailableError);
    double().notReady(false);
    await client.appendToStream(stream, noted(2), { expectedRevision: 0n });
    await client.dispose();
  });
});

describeDouble('a node that only follows', (double) => {
  it('names the leader, to whom the client turns', async () => {
    const leader = await startEventStoreDouble();
    const client = EventStoreDBClient.connectionString(double().url);
    await client.appendToStream(aStream(), noted(0));
    double().answerNotLeader({ host: '127.0.0.1', port: leader.port });
    const stream = aStream();
    const failure: unknown = await failureOf(client.appendToStream(stream, noted(1)));
    expect(failure).toBeInstanceOf(NotLeaderError);
    expect(failure).toMatchObject({ leader: { address: '127.0.0.1', port: leader.port } });
    await client.appendToStream(stream, noted(1));
    expect(leader.calls('batchAppend')).toBe(1);
    double().answerNotLeader();
    await client.dispose();
    await leader.stop();
  });

  it('is known by what it tells of the cluster', async () => {
    const leader = await startEventStoreDouble();
    double().answerNotLeader({ host: '127.0.0.1', port: leader.port });
    const client = EventStoreDBClient.connectionString(double().url.replace('esdb:', 'esdb+discover:'));
    await client.appendToStream(aStream(), noted(1));
    expect(leader.calls('batchAppend')).toBe(1);
    double().answerNotLeader();
    await client.dispose();
    await leader.stop();
  });
});

describeDouble('connections that are dropped', (double) => {
  it('are made again by the next call', async () => {
    const client = EventStoreDBClient.connectionString(double().url);
    const stream = aStream();
    await client.appendToStream(stream, noted(1));
    expect(double().connections()).toBeGreaterThan(0);
    double().dropConnections();
    await until(() => double().openCalls() === 0);
    const append = (): Promise<AppendResult> => client.appendToStream(stream, noted(2), { expectedRevision: 0n });
    expect(await append().catch(append)).toMatchObject({ success: true });
    await client.dispose();
  });
});
