import { randomUUID } from 'node:crypto';
import { RecordInDispute, type RecordedDisputeAnswer } from '@ledger/application';
import { parseDisputeCommand, type DisputeEventType } from '@ledger/disputes';
import { StoreLocked } from '@ledger/event-store';
import { openEventStore } from '@ledger/hosting';
import { Complaint } from '../complaint.js';
import { ledgerOver } from '../ledger/application.js';
import { askServer } from '../ledger/ask-server.js';
import { logSettings } from '../ledger/log-settings.js';
import { serverOf } from '../ledger/server-recorder.js';

/** What is to be recorded in a dispute, as the HTTP interface takes it. */
export interface SaidInDispute {
  readonly type: DisputeEventType;
  /** Undefined only where it is opened: the ledger then names it. */
  readonly disputeId: string | undefined;
  readonly body: object;
}

/** Whoever has the log records it: the server where one runs, this process where none does. */
export const recordInDispute = async (dataDirectory: string, said: SaidInDispute): Promise<RecordedDisputeAnswer> => {
  try {
    return await recordHere(dataDirectory, said);
  } catch (error) {
    if (!(error instanceof StoreLocked)) throw error;
    const server = serverOf(dataDirectory);
    if (server !== undefined) return askServer<RecordedDisputeAnswer>(server, 'POST', ...addressOf(said));
    throw new Complaint(`the ledger in ${dataDirectory} is in use by another process, and no server says where it is`);
  }
};

const recordHere = async (
  dataDirectory: string,
  { type, disputeId, body }: SaidInDispute,
): Promise<RecordedDisputeAnswer> => {
  const command = parseDisputeCommand(type, body);
  const ledger = await ledgerOver(await openEventStore(logSettings(dataDirectory)));
  try {
    const envelope = { who: 'local', requestId: `cli-${randomUUID()}` };
    return (await ledger.tell(new RecordInDispute(disputeId, command, envelope))).recorded;
  } finally {
    await ledger.close();
  }
};

const PATHS: Readonly<Record<Exclude<DisputeEventType, 'DisputeOpened'>, string>> = {
  PositionTaken: 'positions',
  DisputeNoteAdded: 'notes',
  DisputeDecided: 'decision',
  DisputeClosed: 'closing',
};

const addressOf = ({ type, disputeId, body }: SaidInDispute): readonly [path: string, body: object] =>
  type === 'DisputeOpened'
    ? ['disputes', { ...body, ...(disputeId !== undefined && { disputeId }) }]
    : [`disputes/${encodeURIComponent(disputeId ?? '')}/${PATHS[type]}`, body];
