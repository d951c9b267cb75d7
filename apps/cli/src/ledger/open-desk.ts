import { StoreLocked } from '@ledger/event-store';
import { Complaint } from '../complaint.js';
import type { Desk } from './desk.js';
import { localDesk } from './local-desk.js';
import { serverDesk } from './server-desk.js';
import { serverOf } from './server-recorder.js';

/** Whoever has the log does it: the server where one runs, this process where none does. */
export const withDesk = async <Result>(
  dataDirectory: string,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> => {
  const desk = await openDesk(dataDirectory);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
};

const openDesk = async (dataDirectory: string): Promise<Desk> => {
  try {
    return await localDesk(dataDirectory);
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    const server = serverOf(dataDirectory);
    if (server !== undefined) return serverDesk(server);
    throw new Complaint(`the ledger in ${dataDirectory} is in use by another process, and no server says where it is`);
  }
};
