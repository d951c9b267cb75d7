import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { WebhookResponse } from '../../apps/api/src/feed/webhooks.responses.js';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { eventually } from '../support/eventually.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { startReceiver, type Receiver } from '../support/receiver.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';

const CONTRACTS = 6;
const PAYMENTS = 10;
/** Made by hand: events of each contract before the payments, all of which are delivered before one stalls. */
const BEFORE = 4;
/** The leader stalls in the middle of this delivery of the payments. */
const STALLS_AT = 20;
/** As many streams are on their way at the same time. */
const MOST_TWICE = 8;

const contractIds = Array.from({ length: CONTRACTS }, (_, number) => `c-${String(number)}`);

describe('A projector that stalls while it delivers to webhooks', () => {
  let [log, postgresql, receiver, server]: [EventStoreDouble, PostgresqlServer, Receiver, ServerProcess] = [] as never;
  let directory = '';
  let projectors: readonly ProjectorProcess[] = [];
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'stalled-'));
    log = await startEventStoreDouble();
    postgresql = await PostgresqlServer.start();
    receiver = await startReceiver();
    const environment = {
      LEDGER_STORE: 'eventstoredb',
      EVENTSTOREDB_URL: log.url,
      LEDGER_READ_MODEL_URL: await postgresql.newDatabase(),
      LEDGER_WEBHOOK_ALLOW_PRIVATE: '1',
    };
    server = await startProcess(join(directory, 'server'), environment);
    projectors = await Promise.all(['one', 'two'].map((name) => startProjector(join(directory, name), environment)));
  });
  afterAll(async () => {
    for (const { child } of projectors) child.kill('SIGCONT');
    await Promise.all([server, ...projectors].map(({ end }) => end('SIGKILL')));
    await receiver.close();
    await log.stop();
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  const record = async (path: string, body: object): Promise<void> => {
    const answer = await server.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
  };
  const pay = (contractId: string, amount: number): Promise<void> =>
    record(`/v1/contracts/${contractId}/payments`, { receivedOn: '2026-02-01', amount: String(amount) });
  const webhook = async (webhookId: string): Promise<WebhookResponse> =>
    (await (await server.fetch(`/v1/webhooks/${webhookId}`)).json()) as WebhookResponse;
  const revisionsOf = (contractId: string): readonly number[] =>
    receiver.deliveries.flatMap(({ event }) => (event.subject === contractId ? event.revision : []));
  const roles = (): Promise<readonly string[]> =>
    Promise.all(projectors.map(async ({ health }) => (await health()).role));

  it('is followed by the other: what arrived unheard arrives once more, in order, and nothing when it goes on', async () => {
    const registered = await server.post('/v1/webhooks', { url: receiver.url });
    const { webhookId } = (await registered.json()) as { readonly webhookId: string };
    for (const contractId of contractIds) {
      const at = `/v1/contracts/${contractId}`;
      await record('/v1/contracts', { contractId, contractor: { name: '山田商店' }, appliedOn: '2025-12-01' });
      await record(`${at}/fee-quotes`, { quotedOn: '2025-12-10', initialFee: '1', monthlyFee: '1' });
      await record(`${at}/acceptance`, { acceptedOn: '2025-12-20' });
      await record(`${at}/billing-start`, { startsOn: '2026-01-15' });
    }
    await eventually(() => expect(receiver.deliveries).toHaveLength(CONTRACTS * BEFORE));
    await eventually(async () => expect([...(await roles())].sort()).toEqual(['leader', 'standby']));
    const place = (await roles()).indexOf('leader');
    const [leader, standby] = [projectors[place], projectors[1 - place]] as [ProjectorProcess, ProjectorProcess];

    receiver.answer = () => {
      if (receiver.deliveries.length === CONTRACTS * BEFORE + STALLS_AT) leader.child.kill('SIGSTOP');
      return { status: 204 }; // it hears of it when it goes on
    };
    for (let amount = 1; amount <= PAYMENTS; amount += 1) {
      await Promise.all(contractIds.map((contractId) => pay(contractId, amount)));
    }
    const all = CONTRACTS * (BEFORE + PAYMENTS);
    const ids = (): ReadonlySet<string> => new Set(receiver.deliveries.map(({ event }) => event.id));
    await eventually(() => expect(ids().size).toBe(all));
    const { token, role } = await standby.health();
    expect(role).toBe('leader');
    await eventually(async () => expect(await webhook(webhookId)).toMatchObject({ state: 'active', waiting: 0 }));
    const { position } = await webhook(webhookId);
    const delivered = receiver.deliveries.length;
    expect(delivered - all).toBeLessThanOrEqual(MOST_TWICE);

    leader.child.kill('SIGCONT');
    await eventually(async () => expect((await leader.health()).role).toBe('standby'));
    expect((await webhook(webhookId)).position).toBe(position);
    expect(await standby.health()).toMatchObject({ role: 'leader', token, alarms: {} });
    for (const contractId of contractIds) await pay(contractId, PAYMENTS + 1);
    await eventually(() => expect(ids().size).toBe(all + CONTRACTS));
    await eventually(async () => expect((await webhook(webhookId)).waiting).toBe(0));
    expect(receiver.deliveries).toHaveLength(delivered + CONTRACTS); // each once
    for (const contractId of contractIds) {
      expect([...new Set(revisionsOf(contractId))]).toEqual([...Array(BEFORE + PAYMENTS + 1).keys()]);
      expect(stepsBack(revisionsOf(contractId))).toBeLessThanOrEqual(1); // where the other began
    }
  });
});

const stepsBack = (numbers: readonly number[]): number =>
  numbers.filter((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0)).length;
