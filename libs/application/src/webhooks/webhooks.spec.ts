import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@ledger/event-store';
import { TestClock } from '../../../../test/support/test-ledger.js';
import { signingSecrets } from './webhook.js';
import { Webhooks } from './webhooks.js';

const envelope = { who: 'alice', requestId: 'r1' };
const URL_WITH_KEY = 'https://hooks.example.com/key-of-the-receiver';

const setUp = (): { store: MemoryEventStore; clock: TestClock; webhooks: Webhooks } => {
  const store = new MemoryEventStore();
  const clock = new TestClock();
  return { store, clock, webhooks: new Webhooks(store, clock, { allowPrivate: false }) };
};
const logOf = async (store: MemoryEventStore): Promise<string> =>
  JSON.stringify((await store.readAll()).events.map(({ data, metadata }) => [data, metadata]));
const besideIn = async (store: MemoryEventStore): Promise<readonly string[]> =>
  (await store.readAll()).events.flatMap(({ beside }) => beside.map(({ value }) => value));

describe('The secrets of a webhook', () => {
  it('stand beside the log and never in it, as its address does', async () => {
    const { store, webhooks } = setUp();
    const { recorded } = await webhooks.register({ url: URL_WITH_KEY }, envelope);
    const { secret } = (await webhooks.rotateSecret(recorded.webhookId, envelope)).recorded;
    const log = await logOf(store);
    expect(log).not.toContain('whsec_');
    expect(log).not.toContain('hooks.example.com');
    expect([...(await besideIn(store))].sort()).toEqual([URL_WITH_KEY, recorded.secret, secret].sort());
  });

  it('are erased when they sign no more', async () => {
    const { store, webhooks } = setUp();
    const { recorded } = await webhooks.register({ url: URL_WITH_KEY }, envelope);
    await webhooks.rotateSecret(recorded.webhookId, envelope);
    await webhooks.rotateSecret(recorded.webhookId, envelope);
    expect(await besideIn(store)).not.toContain(recorded.secret);
    expect((await webhooks.known(recorded.webhookId)).secrets).toHaveLength(2);
    await webhooks.end(recorded.webhookId, envelope);
    expect(await besideIn(store)).toEqual([URL_WITH_KEY]);
  });

  it('sign for a day beside their successor', async () => {
    const { clock, webhooks } = setUp();
    const { recorded } = await webhooks.register({ url: URL_WITH_KEY }, envelope);
    const { secret } = (await webhooks.rotateSecret(recorded.webhookId, envelope)).recorded;
    const webhook = await webhooks.known(recorded.webhookId);
    expect(signingSecrets(webhook, clock.now())).toEqual([secret, recorded.secret]);
    clock.advance(24);
    expect(signingSecrets(webhook, clock.now())).toEqual([secret]);
  });

  it('are the same again for a request that is sent again, and made once where two are sent together', async () => {
    const { store, webhooks } = setUp();
    const keyed = { ...envelope, idempotency: { path: '/v1/webhooks', key: 'k' } };
    const [first, second] = await Promise.all([1, 2].map(() => webhooks.register({ url: URL_WITH_KEY }, keyed)));
    expect(second?.recorded).toEqual(first?.recorded);
    const rotation = { ...envelope, idempotency: { path: '/v1/webhooks/x/secret', key: 'k' } };
    const id = first?.recorded.webhookId ?? '';
    const answers = await Promise.all([1, 2].map(() => webhooks.rotateSecret(id, rotation)));
    expect(answers.map(({ replayed }) => replayed)).toEqual([false, true]);
    expect(answers[0]?.recorded).toEqual(answers[1]?.recorded);
    expect(await store.head()).toBe(2n);
  });
});
