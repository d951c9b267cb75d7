import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { metricsOf, type Health } from './health.js';

/** Answers `GET /health` (503 where somebody has to look) and `GET /metrics`: for whoever watches over the process; needs no token. */
export class HealthServer {
  readonly #server: Server;

  constructor(private readonly health: () => Promise<Health>) {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @returns where it listens @throws what Node says where it cannot listen there */
  async listen(port: number, host: string): Promise<string> {
    this.#server.listen(port, host);
    await once(this.#server, 'listening');
    const { address, port: taken, family } = this.#server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${String(taken)}`;
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  async #answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, type: string, body: string): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
    };
    const json = (status: number, body: object): void => send(status, 'application/json', `${JSON.stringify(body)}\n`);
    try {
      const path = url?.split('?', 1)[0];
      if (method !== 'GET') json(405, { detail: 'GET only' });
      else if (path === '/health/live') json(200, { status: 'ok' });
      else if (path === '/health') await this.#say(json);
      else if (path === '/metrics') send(200, 'text/plain; version=0.0.4', metricsOf(await this.health()));
      else json(404, { detail: 'see /health and /metrics' });
    } catch {
      json(500, { detail: 'the projector could not answer' });
    }
  }

  async #say(json: (status: number, body: object) => void): Promise<void> {
    const health = await this.health();
    json(health.status === 'ok' ? 200 : 503, health);
  }
}
