import { setTimeout } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import { placesIn } from '@ledger/application';
import { MirroredEventStore, SqliteEventStore, StoreMissing, type EventStore } from '@ledger/event-store';
import { openBesideStore, openEventStore } from '@ledger/hosting';
import type { Journal } from './journal.js';
import { ProjectedLog } from './projected-log.js';
import type { Settings } from './settings/settings.js';

const LOOK_MILLISECONDS = 500;

/** The log that the configuration names: the embedded one beside the server that keeps it, any other by way of a mirror. */
export const openLog = async (settings: Settings, clock: Clock, journal: Journal): Promise<ProjectedLog> => {
  const places = placesIn(settings.dataDirectory);
  if (settings.store === 'sqlite') {
    return new ProjectedLog(await openBesideServer(places.log, journal), undefined, clock);
  }
  const beside = await openBesideStore(settings);
  const source = await openEventStore(settings, () => Promise.resolve(beside)); // closes it with itself
  try {
    const report = {
      remade: (cause: unknown) => journal.alarm('mirror-differs', cause),
      interrupted: (cause: unknown) => journal.error('the log cannot be mirrored', cause),
    };
    const mirror = await MirroredEventStore.open({ directory: places.mirror, source, beside, report });
    return new ProjectedLog(source, mirror, clock, beside);
  } catch (cause) {
    await source.close();
    throw cause;
  }
};

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
