import type { RecordedEvent } from '@ledger/event-store';
import { grownBy, historyOf, openEvent, type History, type RecordedContractEvent, unseal } from '@ledger/contract';
import { readMetadata, type Metadata } from './metadata.js';

/** A contract as its stream gives it: opened, and folded to what is known now. */
export interface StoredContract {
  readonly contractId: string;
  readonly history: History;
  /** Its last event's. */
  readonly revision: number;
  /** Its first event's position. */
  readonly madeAt: bigint;
  /** What stands about the recording of each event. */
  readonly metadata: readonly Metadata[];
  /** The first revision of each request that came with a key. It grows with the stream, so it may know of later ones than this. */
  readonly keyed: ReadonlyMap<string, number>;
  /** About what it takes of memory. */
  readonly bytes: number;
}
/** One event of a stream, opened. */
export interface OpenedEvent {
  readonly event: RecordedContractEvent;
  readonly metadata: Metadata;
  readonly bytes: number;
}

/** The contract with more events. @param before undefined where these are its first */
export const extended = (
  contractId: string,
  before: StoredContract | undefined,
  opened: readonly OpenedEvent[],
): StoredContract => {
  const events = opened.map(({ event }) => event);
  const history = before === undefined ? historyOf(contractId, events) : grownBy(before.history, events);
  return {
    contractId,
    history,
    revision: history.recorded.length - 1,
    madeAt: before?.madeAt ?? events[0]?.position ?? 0n,
    metadata: [...(before?.metadata ?? []), ...opened.map(({ metadata }) => metadata)],
    keyed: indexed(before?.keyed as Map<string, number> | undefined, opened),
    bytes: opened.reduce((sum, { bytes }) => sum + bytes, before?.bytes ?? BYTES_OF_A_CONTRACT),
  };
};

/** One index serves all states of a contract: what it knows stands in the log, whoever reads it when. */
const indexed = (keyed: Map<string, number> = new Map(), opened: readonly OpenedEvent[]): Map<string, number> => {
  for (const { event, metadata } of opened) {
    const key = metadata.idempotency?.key;
    if (key !== undefined && !keyed.has(key)) keyed.set(key, event.revision);
  }
  return keyed;
};

/** The event as it is now understood. @throws {Error} for one of a newer version. */
export const openRecorded = (stored: RecordedEvent): OpenedEvent => {
  const metadata = readMetadata(stored.metadata);
  const event = {
    ...openEvent({ type: stored.type, data: unseal(stored.data, stored.beside) }),
    eventId: stored.id,
    revision: Number(stored.revision),
    position: stored.position,
    recordedAt: metadata.recordedAt,
  };
  return { event, metadata, bytes: bytesOf(stored.data.length + stored.metadata.length) };
};

/** Measured: objects with their fields, and the text. */
export const bytesOf = (characters: number): number => BYTES_OF_AN_EVENT + characters;

const BYTES_OF_A_CONTRACT = 3000;
const BYTES_OF_AN_EVENT = 600;
