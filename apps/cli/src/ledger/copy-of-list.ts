import { liveListIn } from '@ledger/hosting';
import { copyOfSqliteReadModel, openSqliteReadModel, type ReadModel } from '@ledger/projections';

/**
 * The read model in memory, begun with what the server's own file says by now: what the log holds beyond it, and what today changes, is
 * computed when it is asked. Where that file cannot be read, all of it is.
 */
export const copyOfList = async (dataDirectory: string): Promise<ReadModel> => {
  try {
    return await copyOfSqliteReadModel(liveListIn(dataDirectory));
  } catch {
    return openSqliteReadModel(':memory:'); // the file is a convenience: the log says everything
  }
};
