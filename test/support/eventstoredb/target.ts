import { afterAll, beforeAll, describe } from '@jest/globals';
import { EventStoreDBClient, jsonEvent, type JSONEventType, type ResolvedEvent } from '@eventstore/db-client';
import { startEventStoreDouble, type EventStoreDouble } from './event-store-double.js';

/** A node to try a client on: the double, or a real one at `EVENTSTOREDB_TEST_URL`. */
export interface Target {
  readonly url: string;
  readonly client: EventStoreDBClient;
}

const given = process.env['EVENTSTOREDB_TEST_URL'] ?? '';
const realUrl = given === '' ? undefined : given;

/** What holds of a real node too. Says which it ran against. */
export const describeNode = (title: string, body: (target: Target) => void): void => {
  describe(`${title} (${realUrl === undefined ? 'the double' : `a real node at ${withoutPassword(realUrl)}`})`, () => {
    let double: EventStoreDouble | undefined;
    let target: Target;
    beforeAll(async () => {
      if (realUrl === undefined) double = await startEventStoreDouble();
      const url = realUrl ?? double!.url;
      target = { url, client: EventStoreDBClient.connectionString(url) };
      process.stdout.write(`${title}: against ${double === undefined ? withoutPassword(url) : 'the double'}\n`);
    });
    afterAll(async () => {
      await target.client.dispose();
      await double?.stop();
    });
    body({
      get url() {
        return target.url;
      },
      get client() {
        return target.client;
      },
    });
  });
};

/** What nobody can make a real node do on demand. */
export const describeDouble = (title: string, body: (of: () => EventStoreDouble) => void): void => {
  describe(`${title} (the double)`, () => {
    let double: EventStoreDouble;
    beforeAll(async () => {
      double = await startEventStoreDouble();
    });
    afterAll(() => double.stop());
    body(() => double);
  });
};

const withoutPassword = (url: string): string => url.replace(/\/\/[^/@]*@/, '//');

export const withOption = (url: string, option: string): string => `${url}${url.includes('?') ? '&' : '?'}${option}`;

/** Where nobody has written before, also on a node that is in use. */
export const aStream = (prefix = 'test'): string => `${prefix}-${crypto.randomUUID()}`;

export type Noted = JSONEventType<'Noted', { n: number }>;
export const noted = (n: number): ReturnType<typeof jsonEvent<Noted>> =>
  jsonEvent<Noted>({ type: 'Noted', data: { n } });
export const notes = (count: number, from = 1): ReturnType<typeof noted>[] =>
  Array.from({ length: count }, (_, index) => noted(from + index));

/** All that a read gives. */
export const drain = async (read: AsyncIterable<ResolvedEvent>): Promise<NonNullable<ResolvedEvent['event']>[]> => {
  const events = [];
  for await (const { event } of read) if (event !== undefined) events.push(event);
  return events;
};

/** The numbers of the notes that a read gives. */
export const numbers = async (read: AsyncIterable<ResolvedEvent>): Promise<unknown[]> =>
  (await drain(read)).map(({ data }) => (data as Noted['data']).n);

/** Waits until it holds; the test's own bound ends it. */
export const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
};
