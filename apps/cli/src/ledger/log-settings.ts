import { EnvironmentReader, InvalidSettings, readCommonSettings, type LogSettings } from '@ledger/hosting';
import { Complaint } from '../complaint.js';

/** Which log is meant: the one that LEDGER_STORE names, with its data directory. @throws {Complaint} where the environment makes no sense */
export const logSettings = (dataDirectory: string): LogSettings => {
  const reader = new EnvironmentReader(process.env);
  try {
    return { ...reader.checked(readCommonSettings(reader)), dataDirectory };
  } catch (error) {
    throw error instanceof InvalidSettings ? new Complaint(error.complaints.join('; '), { cause: error }) : error;
  }
};
