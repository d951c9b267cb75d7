import { liveListIn } from '@ledger/hosting';
import { openSqliteReadModelBeside, type ReadModel } from '@ledger/projections';

/** What the server's own file says, read beside it; undefined where there is none that can be read: the log says everything. */
export const listBeside = async (dataDirectory: string): Promise<ReadModel | undefined> => {
  try {
    return await openSqliteReadModelBeside(liveListIn(dataDirectory));
  } catch {
    return undefined;
  }
};
