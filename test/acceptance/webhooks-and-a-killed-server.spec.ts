import { createHmac, hash, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { CloudEvent } from '@ledger/application';
import type { WebhookResponse } from '../../apps/api/src/feed/webhooks.responses.js';
import { Certificates } from '../support/certificates.js';
import { eventually } from '../support/eventually.js';
import { startReceiver, type Delivery, type Receiver } from '../support/receiver.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

jest.setTimeout(120_000); // processes start and end in this story

const KILLS = 4;
const CLERKS = 4;
const CONTRACTS_OF_A_CLERK = 3;
const PAYMENTS = 12;
/** Of so many deliveries one is answered with a failure, and taken later. */
const ONE_FAILS_OF = 40;

/** Numbers from 0 up to one below what is asked for: the same for the same seed (mulberry32). */
const below = (start: number): ((bound: number) => number) => {
  let state = start;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
};

const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31));

describe(`A server that is killed while it delivers (SEED=${String(seed)})`, () => {
  const chance = below(seed);
  let certificates: Certificates;
  let directory: string;
  let receiver: Receiver;
  let server: Promise<ServerProcess>;
  beforeAll(async () => {
    certificates = new Certificates();
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
    receiver = await startReceiver(certificates.receiver);
    server = start();
    await server;
  });
  afterAll(async () => {
    await (await server).end('SIGKILL');
    await receiver.close();
    rmSync(directory, { recursive: true });
    certificates[Symbol.dispose]();
  });

  const start = (): Promise<ServerProcess> =>
    startProcess(directory, { LEDGER_WEBHOOK_ALLOW_PRIVATE: '1', NODE_EXTRA_CA_CERTS: certificates.caFile });
  /** Sends it again until it is recorded, whatever happens to the server. */
  const record = async (path: string, body: object): Promise<void> => {
    const key = { 'idempotency-key': hash('sha256', path + JSON.stringify(body)) };
    await eventually(async () => {
      const answer = await (await server).post(path, body, key);
      if (answer.status !== 201) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    });
  };
  const work = async (contractId: string): Promise<void> => {
    const at = `/v1/contracts/${contractId}`;
    await record('/v1/contracts', { contractId, contractor: { name: '山田商店' }, appliedOn: '2025-12-01' });
    await record(`${at}/fee-quotes`, { quotedOn: '2025-12-10', initialFee: '1', monthlyFee: '1' });
    await record(`${at}/acceptance`, { acceptedOn: '2025-12-20' });
    await record(`${at}/billing-start`, { startsOn: '2026-01-15' });
    for (let amount = 1; amount <= PAYMENTS; amount += 1)
      await record(`${at}/payments`, { receivedOn: '2026-02-01', amount: String(amount) });
  };

  it('delivers everything at least once, in order within a contract, and signed', async () => {
    const registered = await (await server).post('/v1/webhooks', { url: receiver.url });
    const { webhookId, secret } = (await registered.json()) as { readonly webhookId: string; readonly secret: string };
    let kills = 0;
    let next = chance(15) + 1;
    receiver.answer = () => {
      if (receiver.deliveries.length >= next && kills < KILLS) {
        kills += 1;
        next = Infinity;
        const killed = server;
        server = killed.then(async (one) => {
          for (let turns = chance(200); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
          await one.end('SIGKILL');
          next = receiver.deliveries.length + chance(40) + 1;
          return start();
        });
      }
      return { status: chance(ONE_FAILS_OF) === 0 ? 503 : 200 };
    };
    const contractIds = Array.from({ length: CLERKS * CONTRACTS_OF_A_CLERK }, (_, index) => `c${String(index)}`);
    const clerks = Array.from({ length: CLERKS }, async (_, clerk) => {
      for (let index = clerk; index < contractIds.length; index += CLERKS) await work(contractIds[index] ?? '');
    });
    await Promise.all(clerks);
    await eventually(() => expect(kills).toBe(KILLS));
    receiver.answer = () => ({ status: 200 });
    const events = await allEvents(await server);
    const last = events.at(-1)?.position ?? '';
    await eventually(async () => {
      const answer = await (await server).fetch(`/v1/webhooks/${webhookId}`);
      expect(await answer.json()).toMatchObject({ position: last, state: 'active' } satisfies Partial<WebhookResponse>);
    });

    const ofContracts = events.filter(({ source }) => source.startsWith('/v1/contracts/'));
    expect(ofContracts).toHaveLength(contractIds.length * (4 + PAYMENTS));
    const byId = new Map(ofContracts.map((event) => [event.id, event]));
    for (const { event } of receiver.deliveries) expect(event).toEqual(byId.get(event.id));
    for (const contractId of contractIds) {
      const revisions = receiver.deliveries.flatMap(({ event }) =>
        event.subject === contractId ? event.revision : [],
      );
      const first = [...new Set(revisions)];
      expect([contractId, first]).toEqual([contractId, [...Array(4 + PAYMENTS).keys()]]);
    }
    for (const delivery of receiver.deliveries) expect(isSigned(secret, signedPart(delivery))).toBe(true);
    expect((await server).log()).not.toContain(receiver.url);
  });
});

describe('How a receiver checks a signature', () => {
  it('is as the standard’s own example says', () => {
    const file = new URL('../vectors/standard-webhooks.json', import.meta.url);
    const { secret, ...signed } = JSON.parse(readFileSync(file, 'utf8')) as Signed & { readonly secret: string };
    expect(isSigned(secret, signed)).toBe(true);
    expect(isSigned(secret, { ...signed, body: `${signed.body} ` })).toBe(false);
  });
});

interface Signed {
  readonly id: string;
  readonly timestamp: string;
  readonly body: string;
  readonly signature: string;
}
const signedPart = ({ headers, body }: Delivery): Signed => ({
  id: String(headers['webhook-id']),
  timestamp: String(headers['webhook-timestamp']),
  signature: String(headers['webhook-signature']),
  body,
});
const isSigned = (secret: string, { id, timestamp, body, signature }: Signed): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return signature === `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
};

const allEvents = async (server: ServerProcess): Promise<readonly CloudEvent[]> => {
  const answer = await server.fetch('/v1/events', { headers: { accept: 'application/x-ndjson' } });
  const lines = (await answer.text()).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as CloudEvent);
};
