import { expect, it } from '@jest/globals';
import { openSqliteDeliveryStore } from '@ledger/projections';
import { eventually } from '../../../../test/support/eventually.js';
import { startReceiver } from '../../../../test/support/receiver.js';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { Feed } from '../feed/feed.js';
import { httpsSender } from './https-sender.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookDirectory } from './webhook-directory.js';
import { Webhooks } from './webhooks.js';

it('A deliverer delivers to webhooks that another process registers, each time that it leads', async () => {
  const ledger = new TestLedger();
  const { store, clock } = ledger;
  const receiver = await startReceiver();
  const deliveries = await openSqliteDeliveryStore(':memory:');
  const ignore = (): void => undefined;
  const report = { failing: ignore, recovered: ignore, givenUp: ignore, dead: ignore, stopped: ignore };
  const sending = { allowPrivate: true };
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
