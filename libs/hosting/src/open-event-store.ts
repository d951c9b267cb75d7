import { placesIn, type EmbeddedLog } from '@ledger/application';
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
 * @param beside opens what keeps personal data beside a log that is elsewhere
 * @throws what the event store says where it cannot be opened
 */
export const openEventStore = async (
  settings: LogSettings,
  beside = () => openBesideStore(settings),
): Promise<EventStore> => {
  const { dataDirectory, store, eventStoreUrl = '' } = settings;
  switch (store) {
    case 'sqlite':
      return SqliteEventStore.open({ directory: placesIn(dataDirectory).log });
    case 'eventstoredb':
      return openEventStoreDb({ url: eventStoreUrl, beside: await beside() });
  }
};

/** Where the log is, and what rebuilds keep of it, where it is embedded. */
export const embeddedLogOf = ({ store, dataDirectory }: LogSettings): EmbeddedLog | undefined =>
  store === 'sqlite' ? placesIn(dataDirectory) : undefined;

/** Where personal data stands beside a log that is elsewhere: with the read models in PostgreSQL, or in a file that one machine's processes share. */
export const openBesideStore = async ({ dataDirectory, readModelUrl }: LogSettings): Promise<BesideStore> => {
  if (readModelUrl !== undefined) return PostgresqlBesideStore.open(readModelUrl);
  makeDirectory(dataDirectory);
  return SqliteBesideStore.open(placesIn(dataDirectory).beside);
};
