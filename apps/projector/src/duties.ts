import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import { GenerationRunner, IncidentCarrier, Streams, type WebhookDeliverer } from '@ledger/application';
import { BesideSweep, type BesideStore, type EventStore } from '@ledger/event-store';
import { rebuildGeneration, type GenerationStore } from '@ledger/projections';
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

/** The first look at values that no event names, and the time between two: what an append may take. */
const LOOKS_MS = { first: 3_600_000, between: 12 * 3_600_000 };

/** Takes back values of personal data whose append never came about. Where the log is not the one of the read model, it takes nothing. */
export const sweepingBeside = (store: EventStore, beside: BesideStore, journal: Journal, looks = LOOKS_MS): Duty => ({
  begin: () => {
    const ending = new AbortController();
    const { signal } = ending;
    const sweep = new BesideSweep(store, beside);
    const looking = (async (): Promise<void> => {
      for (let pause = looks.first; ; pause = looks.between) {
        await setTimeout(pause, undefined, { signal, ref: false }).catch(() => undefined);
        if (signal.aborted) return;
        if (journal.isStopped) continue;
        try {
          const values = await sweep.look(signal);
          if (values > 0) journal.warn(`took back ${String(values)} values of personal data that no event names`);
        } catch (cause) {
          journal.error('values that no event names cannot be looked for', cause);
        }
      }
    })();
    return {
      end: () => {
        ending.abort();
        return looking;
      },
    };
  },
});

/** Builds generations of the read models, switches and drops them. What is wanted the servers record: it only reads the log. */
export const seeingToGenerations = (
  store: EventStore,
  streams: Streams,
  generations: GenerationStore,
  clock: Clock,
  journal: Journal,
): Duty => ({
  begin: ({ fence, projector }) => {
    const report = {
      failed: (generationId: string, cause: unknown) => journal.error(`generation ${generationId} cannot go on`, cause),
      stopped: (cause: unknown) => journal.error('generations are not seen to', cause),
    };
    const rebuild = rebuildGeneration;
    const runner = new GenerationRunner({ store, streams, generations, projector, clock, report, fence, rebuild });
    runner.start();
    return { end: () => runner.close() };
  },
});
