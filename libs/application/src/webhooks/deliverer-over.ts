import type { Clock } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import type { DeliveryStore } from '@ledger/projections';
import { Feed } from '../feed/feed.js';
import type { DeliveryReport } from './courier.js';
import { httpsSender, type HttpsSenderOptions } from './https-sender.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WebhookDirectory } from './webhook-directory.js';
import { Webhooks } from './webhooks.js';

interface DeliveringOptions {
  /** With the values beside it: the addresses and secrets of webhooks are among them. */
  readonly store: EventStore;
  readonly clock: Clock;
  /** Stays open when the deliverer is closed. */
  readonly deliveries: DeliveryStore;
  readonly sending: HttpsSenderOptions;
  readonly report: DeliveryReport;
}

/** A deliverer for a process in which nobody registers webhooks: `start({ watches: true })`, and `close()`, as often as it comes to lead. */
export const delivererOver = ({ store, clock, deliveries, sending, report }: DeliveringOptions): WebhookDeliverer =>
  new WebhookDeliverer({
    store,
    clock,
    deliveries,
    report,
    feed: new Feed(store),
    webhooks: new Webhooks(store, clock, sending),
    directory: new WebhookDirectory(store, deliveries),
    sender: httpsSender(sending),
  });
