import { placesIn } from '@ledger/application';
import {
  makeDirectory,
  openEventStoreDb,
  SqliteBesideStore,
  SqliteEventStore,
  type BesideStore,
  type EventStore,
} from '@ledger/event-store';
import type { CommonSettings } from './common-settings.js';

/** Which log, and where. */
export type LogSettings = Pick<CommonSettings, 'dataDirectory' | 'store' | 'eventStoreUrl'>;

/**
 * Opens the log that the settings name, for reading and appending.
 * @param beside opens what keeps personal data beside a log that is elsewhere; a file in the data directory where it is left out
 * @throws what the event store says where it cannot be opened
 */
export const openEventStore = async (
  { dataDirectory, store, eventStoreUrl = '' }: LogSettings,
  beside?: () => BesideStore | Promise<BesideStore>,
): Promise<EventStore> => {
  switch (store) {
    case 'sqlite':
      return SqliteEventStore.open({ directory: placesIn(dataDirectory).log });
    case 'eventstoredb':
      return openEventStoreDb({ url: eventStoreUrl, beside: await (beside ?? besideIn(dataDirectory))() });
  }
};

const besideIn = (dataDirectory: string) => (): BesideStore => {
  makeDirectory(dataDirectory);
  return SqliteBesideStore.open(placesIn(dataDirectory).beside);
};
