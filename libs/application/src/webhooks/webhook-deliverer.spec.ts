import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LeaseLost, openSqliteDeliveryStore, openSqliteReadModel, type ReadModel } from '@ledger/projections';
import { eventually } from '../../../../test/support/eventually.js';
import { startReceiver } from '../../../../test/support/receiver.js';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import type { CloudEvent } from '../feed/cloud-event.js';
import { Feed } from '../feed/feed.js';
import type { DeliveryReport } from './courier.js';
import { httpsSender, type Sender } from './https-sender.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookDirectory } from './webhook-directory.js';
import { Webhooks } from './webhooks.js';

const ignore = (): void => undefined;
const stopped: unknown[] = [];
const report: DeliveryReport = {
  failing: ignore,
  recovered: ignore,
  givenUp: ignore,
  dead: ignore,
  stopped: (cause) => stopped.push(cause),
};
const sending = { allowPrivate: true };

it('A deliverer delivers to webhooks that another process registers, each time that it leads', async () => {
  const ledger = new TestLedger();
  const { store, clock } = ledger;
  const receiver = await startReceiver();
  const deliveries = await openSqliteDeliveryStore(':memory:');
  const elsewhere = new Webhooks(store, clock, sending);
  const deliverer = new WebhookDeliverer({
    store,
    clock,
    deliveries,
    report,
    feed: new Feed(store),
    webhooks: new Webhooks(store, clock, sending), // it is told of none that `elsewhere` registers
    directory: new WebhookDirectory(store, deliveries),
    sender: httpsSender(sending),
  });
  deliverer.start({ watches: true });
  await elsewhere.register({ url: receiver.url }, { who: 'alice', requestId: 'r' });
  const apply = (contractId: string): Promise<unknown> =>
    ledger.record(contractId, 'ContractApplied', { contractor: { name: '山田商店' }, appliedOn: '2025-12-01' });
  const subjects = (): readonly string[] => receiver.deliveries.map(({ event }) => event.subject);
  await apply('first');
  await eventually(() => expect(subjects()).toEqual(['first']));
  await deliverer.close();
  await apply('second'); // while nobody leads
  deliverer.start({ watches: true });
  await apply('third');
  await eventually(() => expect(new Set(subjects())).toEqual(new Set(['first', 'second', 'third'])));
  await deliverer.close();
  await deliveries.close();
  await store.close();
  await receiver.close();
});

it('A deliverer loses nothing where what it would remember cannot be kept', async () => {
  const ledger = new TestLedger();
  const { store, clock } = ledger;
  const deliveries = await openSqliteDeliveryStore(':memory:');
  const save = deliveries.save.bind(deliveries);
  let failures = 0;
  deliveries.save = (update, fence) => {
    if ((update.held?.length ?? 0) === 0 || failures > 0) return save(update, fence);
    failures += 1;
    return Promise.reject(new Error('the database is away'));
  };
  const sent: string[] = [];
  const sender: Sender = {
    send: ({ body }) => {
      const { subject, revision } = JSON.parse(body) as CloudEvent;
      if (failures === 0 && subject === 'a')
        return Promise.resolve({ isDelivered: false, reason: 'answered 500', status: 500 });
      sent.push(`${subject} ${String(revision)}`);
      return Promise.resolve({ isDelivered: true });
    },
    close: ignore,
  };
  const webhooks = new Webhooks(store, clock, sending);
  await webhooks.register({ url: 'http://127.0.0.1/' }, { who: 'alice', requestId: 'r' });
  for (const contractId of ['a', 'b']) await ledger.active(contractId);
  const directory = new WebhookDirectory(store, deliveries);
  const feed = new Feed(store);
  const deliverer = new WebhookDeliverer({ store, clock, deliveries, report, feed, webhooks, directory, sender });
  deliverer.start({ watches: false });
  await eventually(() => expect(sent.filter((one) => one.startsWith('a'))).toEqual(['a 0', 'a 1', 'a 2', 'a 3']));
  expect([failures, sent.includes('b 3')]).toEqual([1, true]);
  await deliverer.close();
  await deliveries.close();
  await store.close();
});

it.each(['while it delivers', 'while nobody delivers'])(
  'A deliverer keeps nothing of what a receiver held up whose webhook ended %s',
  async (when) => {
    const ledger = new TestLedger();
    const { store, clock } = ledger;
    const deliveries = await openSqliteDeliveryStore(':memory:');
    const refused = { isDelivered: false, reason: 'answered 500', status: 500 } as const;
    const sender: Sender = {
      send: ({ body }) =>
        Promise.resolve((JSON.parse(body) as CloudEvent).subject === 'a' ? refused : { isDelivered: true }),
      close: ignore,
    };
    const webhooks = new Webhooks(store, clock, sending);
    const envelope = { who: 'alice', requestId: 'r' };
    const { recorded } = await webhooks.register({ url: 'http://127.0.0.1/' }, envelope);
    const { webhookId } = recorded;
    for (const contractId of ['a', 'b']) await ledger.active(contractId);
    const directory = new WebhookDirectory(store, deliveries);
    const feed = new Feed(store);
    const deliverer = new WebhookDeliverer({ store, clock, deliveries, report, feed, webhooks, directory, sender });
    deliverer.start({ watches: false });
    const held = async (): Promise<number> => (await deliveries.heldSummary(webhookId)).streams;
    await eventually(async () => expect(await held()).toBe(1));
    const { first } = await deliveries.heldSummary(webhookId);
    if (when === 'while nobody delivers') await deliverer.close();
    await webhooks.end(webhookId, envelope);
    if (when === 'while nobody delivers') deliverer.start({ watches: false });
    await eventually(async () => expect(await held()).toBe(0));
    expect((await deliveries.progress(webhookId))?.position).toBeLessThan(first?.position ?? 0n);
    await deliverer.close();
    await deliveries.close();
    await store.close();
  },
);

/** Two processes that could deliver over the same log and the same store: what each of them sends, and when. */
describe('Two deliverers', () => {
  const ledger = new TestLedger();
  const { store, clock } = ledger;
  const closing: (() => Promise<void>)[] = [];
  let directory: string;
  let leases: ReadModel;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'deliveries-'));
    leases = await openSqliteReadModel(join(directory, 'deliveries.db'));
  });
  afterAll(async () => {
    for (const close of closing.reverse()) await close();
    await leases.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  /** Its attempts last as long as `answers` keeps them waiting. */
  const deliverer = async (name: string, sent: string[], answer: () => Promise<void>): Promise<WebhookDeliverer> => {
    const deliveries = await openSqliteDeliveryStore(join(directory, 'deliveries.db'));
    const sender: Sender = {
      send: async ({ body }, signal) => {
        const { subject, revision } = JSON.parse(body) as CloudEvent;
        sent.push(`${name} ${subject} ${String(revision)}`);
        await Promise.race([answer(), once(signal, 'abort')]);
        return signal.aborted ? { isDelivered: false, reason: 'was interrupted' } : { isDelivered: true };
      },
      close: () => undefined,
    };
    const one = new WebhookDeliverer({
      store,
      clock,
      deliveries,
      report,
      feed: new Feed(store),
      webhooks: new Webhooks(store, clock, sending),
      directory: new WebhookDirectory(store, deliveries),
      sender,
    });
    closing.push(async () => {
      await one.close();
      await deliveries.close();
    });
    return one;
  };

  it('never deliver in turns: one that lost the lease sends nothing more, even where it does not know of it', async () => {
    await new Webhooks(store, clock, sending).register({ url: 'http://127.0.0.1/' }, { who: 'alice', requestId: 'r' });
    await ledger.active('a');
    const sent: string[] = [];
    const waiting: (() => void)[] = [];
    const slow = await deliverer('slow', sent, () => new Promise((resolve) => waiting.push(resolve)));
    const first = (await leases.takeLease('leader', 'slow', 60_000))!;
    let knows = false; // as a process that is stopped, and goes on where it was
    slow.start({ watches: true, right: { fence: first, isHeld: () => !knows } });
    await eventually(() => expect(sent).toEqual(['slow a 0']));

    await leases.releaseLease(first);
    const second = (await leases.takeLease('leader', 'quick', 60_000))!;
    const quick = await deliverer('quick', sent, () => Promise.resolve());
    quick.start({ watches: true, right: { fence: second, isHeld: () => true } });
    await eventually(() => expect(sent.at(-1)).toBe('quick a 3'));

    waiting.splice(0).forEach((resolve) => resolve()); // the first hears now that its event has arrived
    await ledger.active('b');
    await eventually(() => expect(sent.at(-1)).toBe('quick b 3'));
    expect(sent).toEqual([
      'slow a 0',
      ...[0, 1, 2, 3].map((n) => `quick a ${String(n)}`),
      ...[0, 1, 2, 3].map((n) => `quick b ${String(n)}`),
    ]);
    knows = true;
    await quick.close();
    const third = { name: 'leader', token: second.token + 1 };
    slow.start({ watches: true, right: { fence: third, isHeld: () => false } });
    await ledger.active('c');
    await eventually(() => expect(stopped.at(-1)).toBeInstanceOf(LeaseLost));
    expect(sent.filter((one) => one.startsWith('slow'))).toHaveLength(1);
  });
});
