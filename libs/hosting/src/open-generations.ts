import { placesIn } from '@ledger/application';
import { makeDirectory } from '@ledger/event-store';
import {
  liveSqliteFile,
  openPostgresqlGenerations,
  openSqliteGenerations,
  type GenerationStore,
} from '@ledger/projections';
import type { CommonSettings } from './common-settings.js';

/**
 * Opens the generations of the read models: in the database that is named, else in files of the data directory.
 * @param discarded told why a file was thrown away
 * @throws {StoreUnavailable} where the database cannot be reached
 */
export const openGenerations = (
  { dataDirectory, readModelUrl }: Pick<CommonSettings, 'dataDirectory' | 'readModelUrl'>,
  discarded?: (cause: unknown) => void,
): Promise<GenerationStore> => {
  if (readModelUrl !== undefined) return openPostgresqlGenerations(readModelUrl);
  makeDirectory(dataDirectory);
  return openSqliteGenerations({ ...filesIn(dataDirectory), ...(discarded !== undefined && { discarded }) });
};

/** The file of what the lists show, where files of the data directory hold that. */
export const liveListIn = (dataDirectory: string): string => liveSqliteFile(filesIn(dataDirectory));

const filesIn = (dataDirectory: string): { readonly first: string; readonly directory: string } => {
  const { contractList: first, generations: directory } = placesIn(dataDirectory);
  return { first, directory };
};
