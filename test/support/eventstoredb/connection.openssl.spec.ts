import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import { startEventStoreDouble, type EventStoreDouble } from './event-store-double.js';
import { aStream, drain, noted, numbers } from './target.js';

describe('a node that encrypts and asks for a password (the double)', () => {
  let double: EventStoreDouble;
  beforeAll(async () => {
    double = await startEventStoreDouble({ tls: true, users: { ledger: 'p@ss:word' } });
  });
  afterAll(() => double.stop());

  const connect = (options: string, user?: string): EventStoreDBClient =>
    EventStoreDBClient.connectionString(
      `esdb://${user === undefined ? '' : `${user}@`}localhost:${double.port}?${options}`,
    );
  const trusting = (): string => `tls=true&tlsCAFile=${double.caFile!}`;
  const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => new Error('it did not fail'),
      (reason: unknown) => reason,
    );

  it('serves whom it knows', async () => {
    const client = connect(trusting(), 'ledger:p%40ss%3Aword');
    const stream = aStream();
    await client.appendToStream(stream, noted(1));
    await client.appendToStream(stream, noted(2), { credentials: { username: 'ledger', password: 'p@ss:word' } });
    expect(await numbers(client.readStream(stream))).toEqual([1, 2]);
    expect(double.calls('batchAppend')).toBe(1);
    expect(double.calls('append')).toBe(1);
    await client.dispose();
  });

  it('serves nobody without a name', async () => {
    const client = connect(trusting());
    const append: unknown = await failureOf(client.appendToStream(aStream(), noted(1)));
    expect(append).toBeInstanceOf(AccessDeniedError);
    expect(append).toMatchObject({ code: undefined });
    expect(await failureOf(drain(client.readStream(aStream())))).toBeInstanceOf(AccessDeniedError);
    await client.dispose();
  });

  it('serves nobody with a wrong password', async () => {
    const client = connect(trusting(), 'ledger:guess');
    const calls = [client.appendToStream(aStream(), noted(1)), drain(client.readStream(aStream()))];
    for (const failure of await Promise.all(calls.map(failureOf))) {
      expect(failure).toBeInstanceOf(AccessDeniedError);
      expect(failure).toMatchObject({ code: 16 });
    }
    await client.dispose();
  });

  it('is not trusted without its authority, and not found without encryption', async () => {
    for (const options of ['tls=true', 'tls=false']) {
      const client = connect(options, 'ledger:p%40ss%3Aword');
      const failure = await failureOf(client.appendToStream(aStream(), noted(1)));
      expect(failure).toMatchObject({ code: 14 });
      expect(failure).not.toHaveProperty('type');
      await client.dispose();
    }
  });

  it('is not called at all where the file of the authority is missing', () => {
    expect(() => connect('tls=true&tlsCAFile=/nowhere/ca.crt')).toThrow('Failed to load certificate file');
  });
});
