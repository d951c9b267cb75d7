import { placesIn } from '@ledger/application';
import { makeDirectory } from '@ledger/event-store';
import { openPostgresqlDeliveryStore, openSqliteDeliveryStore, type DeliveryStore } from '@ledger/projections';
import type { CommonSettings } from './common-settings.js';

/**
 * Opens what keeps the progress of deliveries to webhooks: the database of the read model where that is PostgreSQL, else a file of its own in
 * the data directory.
 * @throws {StoreUnavailable} where the database cannot be reached
 */
export const openDeliveryStore = ({
  dataDirectory,
  readModelUrl,
}: Pick<CommonSettings, 'dataDirectory' | 'readModelUrl'>): Promise<DeliveryStore> => {
  if (readModelUrl !== undefined) return openPostgresqlDeliveryStore(readModelUrl);
  makeDirectory(dataDirectory);
  return openSqliteDeliveryStore(placesIn(dataDirectory).deliveries);
};
