import type { Clock } from '@ledger/kernel';
import { IncidentCarrier, Streams, type WebhookDeliverer } from '@ledger/application';
import type { EventStore } from '@ledger/event-store';
import type { Journal } from './journal.js';
import type { Duty } from './projection.js';

const CACHE_BYTES = 32 * 1024 * 1024;

/** Carries incidents out to their contracts. It writes, and therefore reads the log itself. */
export const carryingIncidents = (store: EventStore, clock: Clock, journal: Journal): Duty => ({
  begin: () => {
    const carrier = new IncidentCarrier(store, new Streams(store, CACHE_BYTES), clock, {
      failed: (incidentId, cause) => journal.error(`incident ${incidentId} cannot be carried out`, cause),
      stopped: (cause) => journal.error('incidents are not carried out', cause),
    });
    carrier.start();
    return { end: () => carrier.close() };
  },
});

/** Delivers to webhooks, also to those that the servers register. */
export const deliveringToWebhooks = (deliverer: WebhookDeliverer): Duty => ({
  begin: (right) => {
    deliverer.start({ watches: true, right });
    return { end: () => deliverer.close() };
  },
});
