import type { Type } from '@nestjs/common';
import { pino } from 'pino';
import { createApp } from '../../apps/api/src/app.js';
import type { RecordedResponse } from '../../apps/api/src/contracts/recorded.responses.js';
import type { ProblemBody } from '../../apps/api/src/http/problem-answer.js';
import { EventStore } from '@ledger/event-store';
import { instant, type Clock } from '@ledger/kernel';
import type { StoreKind } from '@ledger/hosting';
import { WebhookDeliverer, type HttpsSenderOptions } from '@ledger/application';
import { TestClock } from './test-ledger.js';

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** The text, read as JSON; undefined where it is none. */
  readonly body: unknown;
}

export interface Server {
  readonly clock: TestClock;
  readonly get: (path: string, headers?: Headers) => Promise<Answer>;
  readonly post: (path: string, body?: object | string | Buffer, headers?: Headers) => Promise<Answer>;
  readonly send: (method: Method, path: string, headers?: Headers, body?: object | string | Buffer) => Promise<Answer>;
  /** A command that is recorded: its first event's id. Anything but 201 fails the test. */
  readonly record: (path: string, body: object, headers?: Headers) => Promise<string>;
  /** A read that succeeds: its body. Anything but 200 fails the test. */
  readonly read: <Body>(path: string) => Promise<Body>;
  /** Listens on loopback, where a connection is what is tested: its address. */
  readonly listen: () => Promise<string>;
  /** Has the deliverer of webhooks look at the clock. */
  readonly deliver: () => void;
  /** Its log, for what no client could write. */
  readonly store: EventStore;
  readonly close: () => Promise<void>;
}
type Headers = Readonly<Record<string, string>>;
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

interface ServerOptions {
  /** Kept in memory where it is left out. */
  readonly dataDirectory?: string;
  /** Default: in the data directory. */
  readonly store?: StoreKind;
  readonly eventStoreUrl?: string;
  readonly clock?: TestClock;
  readonly controllers?: readonly Type[];
  readonly webhooks?: HttpsSenderOptions;
}

export const TOKEN = 'a-token-of-the-tests';
/** The morning on which the stories are told, unless they say otherwise. */
export const testClock = (): TestClock => new TestClock(instant('2026-08-01T09:00:00+09:00'));

/** The id of the first event that a command made. */
export const eventOf = (answer: Answer): string => recordedIn(answer).events[0]?.id ?? '';
/** What a command recorded. */
export const recordedIn = ({ body }: Answer): RecordedResponse => body as RecordedResponse;
/** The error that was answered. */
export const problemIn = ({ body }: Answer): ProblemBody => body as ProblemBody;

/** The whole server, in this process; alice is whoever speaks without saying otherwise. */
export const startServer = async ({
  dataDirectory,
  store = 'sqlite',
  eventStoreUrl,
  clock = testClock(),
  controllers = [],
  webhooks = { allowPrivate: true },
}: ServerOptions = {}): Promise<Server> => {
  const app = await createApp({
    dataDirectory,
    store,
    eventStoreUrl,
    tokens: [
      { name: 'alice', token: TOKEN },
      { name: 'bob', token: `${TOKEN}-of-bob` },
    ],
    logger: pino({ level: 'silent' }),
    clock: clock satisfies Clock,
    controllers,
    webhooks,
  });
  const send: Server['send'] = async (method, url, headers = {}, body) => {
    const isPlain = typeof body === 'object' && !Buffer.isBuffer(body);
    const response = await app.inject({
      method,
      url,
      ...(body !== undefined && { payload: isPlain ? JSON.stringify(body) : body }),
      headers: {
        authorization: `Bearer ${TOKEN}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const isJson = /[/+]json\b/.test(String(response.headers['content-type']));
    return {
      status: response.statusCode,
      headers: response.headers as Answer['headers'],
      text: response.body,
      body: isJson && response.body !== '' ? (JSON.parse(response.body) as unknown) : undefined,
    };
  };
  const get: Server['get'] = (path, headers) => send('GET', path, headers);
  const post: Server['post'] = (path, body, headers) => send('POST', path, headers, body);
  return {
    clock,
    send,
    get,
    post,
    record: async (path, body, headers) => {
      const answer = await post(path, body, headers);
      if (answer.status !== 201) throw new Error(`POST ${path}: ${String(answer.status)} ${answer.text}`);
      return eventOf(answer);
    },
    read: async <Body>(path: string) => {
      const answer = await get(path);
      if (answer.status !== 200) throw new Error(`GET ${path}: ${String(answer.status)} ${answer.text}`);
      return answer.body as Body;
    },
    listen: async () => {
      await app.listen(0, '127.0.0.1');
      return app.getUrl();
    },
    store: app.get(EventStore),
    deliver: () => app.get(WebhookDeliverer).wake(),
    close: () => app.close(),
  };
};
