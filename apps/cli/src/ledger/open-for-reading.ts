import { SqliteEventStore, StoreMissing, type EventStore } from '@ledger/event-store';
import { openEventStore } from '@ledger/hosting';
import { placesIn } from '@ledger/application';
import type { ReadModel } from '@ledger/projections';
import { Complaint } from '../complaint.js';
import { ledgerOver, type LocalLedger } from './application.js';
import { logSettings } from './log-settings.js';

/** The log, read beside whoever writes it. @throws {Complaint} where there is no ledger */
export const openLogForReading = async (dataDirectory: string): Promise<EventStore> => {
  const settings = logSettings(dataDirectory);
  if (settings.store !== 'sqlite') return openEventStore(settings);
  try {
    return await SqliteEventStore.openReadOnly({ directory: placesIn(dataDirectory).log });
  } catch (error) {
    if (!(error instanceof StoreMissing)) throw error;
    throw new Complaint(
      `there is no ledger in ${dataDirectory}: npm start makes one, and so do the verbs example, import and restore`,
    );
  }
};

/** What can be asked of a ledger, also while a server runs; nothing is written. */
export const withLedgerForReading = async <Result>(
  dataDirectory: string,
  work: (ledger: LocalLedger) => Promise<Result>,
  list?: ReadModel,
): Promise<Result> => {
  const ledger = await ledgerOver(await openLogForReading(dataDirectory), list);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
};
