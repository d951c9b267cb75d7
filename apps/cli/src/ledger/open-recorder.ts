import { StoreLocked } from '@ledger/event-store';
import { Complaint } from '../complaint.js';
import { localRecorder } from './local-recorder.js';
import type { Recorder } from './recorder.js';
import { serverOf, serverRecorder } from './server-recorder.js';

/** Whoever has the log records: the server where one runs, this process where none does. */
export const openRecorder = async (dataDirectory: string): Promise<Recorder> => {
  try {
    return await localRecorder(dataDirectory);
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    const server = serverOf(dataDirectory);
    if (server !== undefined) return serverRecorder(server);
    throw new Complaint(`the ledger in ${dataDirectory} is in use by another process, and no server says where it is`);
  }
};
