import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import { placesIn } from '@ledger/application';
import { SqliteEventStore, StoreMissing, type EventStore } from '@ledger/event-store';
import type { Journal } from './journal.js';
import { ProjectedLog } from './projected-log.js';
import type { Settings } from './settings/settings.js';

const LOOK_MILLISECONDS = 500;

/** The log that the configuration names, to be read: the embedded one beside the server that keeps it. */
export const openLog = async ({ dataDirectory }: Settings, clock: Clock, journal: Journal): Promise<ProjectedLog> =>
  new ProjectedLog(await openBesideServer(placesIn(dataDirectory).log, journal), undefined, clock);

/** The server makes the log when it is first started: until then there is nothing to project. */
const openBesideServer = async (directory: string, journal: Journal): Promise<EventStore> => {
  for (;;) {
    try {
      return await SqliteEventStore.openReadOnly({ directory });
    } catch (cause) {
      if (!(cause instanceof StoreMissing)) throw cause;
      journal.error('waiting for the server to make the log', cause);
      await setTimeout(LOOK_MILLISECONDS);
    }
  }
};
