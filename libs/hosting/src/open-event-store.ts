import { placesIn } from '@ledger/application';
import {
  makeDirectory,
  openEventStoreDb,
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
  switch (store) {
    case 'sqlite':
      return SqliteEventStore.open({ directory: placesIn(dataDirectory).log });
    case 'eventstoredb':
      return openEventStoreDb({ url: eventStoreUrl, beside: await openBeside(dataDirectory, readModelUrl) });
  }
};

const openBeside = (dataDirectory: string, readModelUrl: string | undefined): BesideStore | Promise<BesideStore> => {
  if (readModelUrl !== undefined) return PostgresqlBesideStore.open(readModelUrl);
  makeDirectory(dataDirectory);
  return SqliteBesideStore.open(placesIn(dataDirectory).beside);
};
