import type { EventStore, RecordedEvent } from '@ledger/event-store';
import { disputeAfter, openDisputeEvent, type Dispute, type RecordedDisputeEvent } from '@ledger/disputes';
import { CONTRACT_ID } from '../ids.js';
import { readMetadata, type Metadata } from '../metadata.js';
import type { OpenedStream } from '../own-stream.js';
import { unseal } from '@ledger/contract';

/*
 * Two kinds of streams: what was said in a dispute (`dispute-<id>`), and which disputes there are, with their contracts (`disputes`).
 */

/** A dispute may be named as a contract may. */
export const DISPUTE_ID = CONTRACT_ID;
const PREFIX = 'dispute-';
export const disputeStreamOf = (disputeId: string): string => PREFIX + disputeId;
/** The dispute whose facts a stream keeps; undefined for any other stream. */
export const disputeOf = (stream: string): string | undefined =>
  stream.startsWith(PREFIX) ? stream.slice(PREFIX.length) : undefined;

/** A dispute as its stream gives it. */
export interface StoredDispute extends OpenedStream {
  readonly dispute: Dispute;
  readonly recorded: readonly RecordedDisputeEvent[];
}

/** Undefined where there is none. */
export const readDispute = async (store: EventStore, disputeId: string): Promise<StoredDispute | undefined> => {
  if (!DISPUTE_ID.test(disputeId)) return undefined;
  const { events } = await store.readStream(disputeStreamOf(disputeId));
  const opened = events.map(opens);
  const recorded = opened.map(({ event }) => event);
  const dispute = disputeAfter(disputeId, recorded);
  return dispute && { dispute, recorded, metadata: opened.map(({ metadata }) => metadata) };
};

const opens = (stored: RecordedEvent): { readonly event: RecordedDisputeEvent; readonly metadata: Metadata } => {
  const metadata = readMetadata(stored.metadata);
  const { id: eventId, type, position } = stored;
  const opened = openDisputeEvent({ type, data: unseal(stored.data, stored.beside) });
  const event = { ...opened, eventId, position, revision: Number(stored.revision), recordedAt: metadata.recordedAt };
  return { event, metadata };
};
