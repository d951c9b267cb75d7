import { placesIn } from '@ledger/application';
import {
  makeDirectory,
  openEventStoreDb,
  openPostgresqlBesideStore,
  SqliteBesideStore,
  SqliteEventStore,
  type BesideStore,
  type EventStore,
} from '@ledger/event-store';
import { PostgresqlBesideStore } from '@ledger/projections';
import type { CommonSettings } from './common-settings.js';

/** Which log, and where. */
export type LogSettings = Pick<CommonSettings, 'dataDirectory' | 'store' | 'eventStoreUrl'> &
  Partial<Pick<CommonSettings, 'readModelUrl'>>;

/**
 * Opens the log that the settings name, for reading and appending.
<<<<<<< HEAD
 * Beside a log that is elsewhere personal data stands in the database of the read models: in PostgreSQL, where processes on several
 * machines find it, or in a file in the data directory.
 * @throws what the event store says where it cannot be opened
 */
export const openEventStore = async ({
  dataDirectory,
  store,
  eventStoreUrl = '',
  readModelUrl,
}: LogSettings): Promise<EventStore> => {
=======
 * @param beside opens what keeps personal data beside a log that is elsewhere
 * @throws what the event store says where it cannot be opened
 */
export const openEventStore = async (
  settings: LogSettings,
  beside = () => openBesideStore(settings),
): Promise<EventStore> => {
  const { dataDirectory, store, eventStoreUrl = '' } = settings;
>>>>>>> 1862c76 (Mirror an EventStoreDB in the projector; keep values beside it in PostgreSQL; carry incidents and deliver webhooks from the leader)
  switch (store) {
    case 'sqlite':
      return SqliteEventStore.open({ directory: placesIn(dataDirectory).log });
    case 'eventstoredb':
<<<<<<< HEAD
      return openEventStoreDb({ url: eventStoreUrl, beside: await openBeside(dataDirectory, readModelUrl) });
  }
};

const openBeside = (dataDirectory: string, readModelUrl: string | undefined): BesideStore | Promise<BesideStore> => {
  if (readModelUrl !== undefined) return PostgresqlBesideStore.open(readModelUrl);
=======
      return openEventStoreDb({ url: eventStoreUrl, beside: await beside() });
  }
};

/** Where personal data stands beside a log that is elsewhere: with the read models in PostgreSQL, or in a file that one machine's processes share. */
export const openBesideStore = async ({ dataDirectory, readModelUrl }: LogSettings): Promise<BesideStore> => {
  if (readModelUrl !== undefined) return openPostgresqlBesideStore(readModelUrl);
>>>>>>> 1862c76 (Mirror an EventStoreDB in the projector; keep values beside it in PostgreSQL; carry incidents and deliver webhooks from the leader)
  makeDirectory(dataDirectory);
  return SqliteBesideStore.open(placesIn(dataDirectory).beside);
};
