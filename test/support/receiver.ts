import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { CloudEvent } from '@ledger/application';

/** What a receiver was sent. */
export interface Delivery {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: CloudEvent;
}
/** What it answers with; undefined: nothing at all. */
export interface ReceiverAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  /** What is answered from now on. */
  answer: (delivery: Delivery) => ReceiverAnswer | undefined | Promise<ReceiverAnswer | undefined>;
  readonly close: () => Promise<void>;
}

/** A receiver of webhooks on loopback. It takes everything unless it is told otherwise. */
export const startReceiver = async (tls?: { readonly key: string; readonly cert: string }): Promise<Receiver> => {
  const deliveries: Delivery[] = [];
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const delivery = {
        path: request.url ?? '',
        headers: request.headers,
        body,
        event: JSON.parse(body) as CloudEvent,
      };
      deliveries.push(delivery);
      void Promise.resolve(receiver.answer(delivery)).then((answer) => {
        if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
      });
    });
  };
  const server: Server = tls === undefined ? createHttpServer(listener) : createHttpsServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/hook`,
    deliveries,
    answer: () => ({ status: 204 }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
};
