import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEventStoreDouble, type EventStoreDouble } from './event-store-double.js';

describe('the double', () => {
  let double: EventStoreDouble;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    double = await startEventStoreDouble();
    client = EventStoreDBClient.connectionString(double.url);
  });
  afterAll(async () => {
    await client.dispose();
    await double.stop();
  });
  it('takes appends once, and gives them back', async () => {
    const events = [1, 2, 3].map((n) => jsonEvent({ type: 'Made', data: { n }, metadata: { m: n } }));
    const first = await client.appendToStream('a', events, { expectedRevision: 'no_stream' });
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 2n });
    expect(await client.appendToStream('a', events, { expectedRevision: 'no_stream' })).toEqual(first);
    const read = [];
    for await (const { event } of client.readStream('a')) read.push(event?.data);
    expect(read).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
    const all = [];
    for await (const { event } of client.readAll()) all.push(event?.type);
    expect(all).toEqual(['$UserCreated', '$statsCollected', 'Made', 'Made', 'Made']);
    expect(double.openCalls()).toBe(1);
  });
});
