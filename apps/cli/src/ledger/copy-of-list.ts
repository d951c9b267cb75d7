import { placesIn } from '@ledger/application';
import { openSqliteReadModel, openSqliteReadModelReadOnly, type ReadModel } from '@ledger/projections';

/**
 * The contract list in memory, begun with what the server's own file says by now: what the log holds beyond it, and what today changes, is
 * computed when the list is asked for. Where that file cannot be read, all of it is.
 */
export const copyOfList = async (dataDirectory: string): Promise<ReadModel> => {
  const copy = openSqliteReadModel(':memory:');
  try {
    await begin(copy, placesIn(dataDirectory).contractList);
  } catch {
    await copy.reset(); // the file is a convenience: the log says everything
  }
  return copy;
};

const EVERYTHING = 2n ** 62n;
const PAGE = 5000;

const begin = async (copy: ReadModel, path: string): Promise<void> => {
  const list = openSqliteReadModelReadOnly(path);
  if (list === undefined) return;
  try {
    const checkpoint = await list.checkpoint(); // first: a row that is newer is computed once more, none is missed
    let after: string | undefined;
    do {
      const rows = await list.page({}, { upTo: EVERYTHING, after, limit: PAGE });
      await copy.save({ rows, failures: [], checkpoint: undefined });
      after = rows.at(-1)?.contractId;
    } while (after !== undefined);
    await copy.save({ rows: [], failures: await list.failures(), checkpoint });
  } finally {
    await list.close();
  }
};
