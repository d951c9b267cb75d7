import { isoInstant } from '@ledger/kernel';
import { isCorrection, type Document, type EventType, type RecordedContractEvent } from '@ledger/contract';
import type { StoredContract } from './stored-contract.js';

/** An event as it was recorded; what was erased of it reads `[erased]`. */
export interface EventAnswer {
  readonly id: string;
  readonly type: EventType;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly who: string;
  readonly requestId: string;
  /** Without the documents. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly documents: readonly Document[];
  /** The corrections and voids of this event known, oldest first: the last of them counts. */
  readonly correctedBy: readonly {
    readonly id: string;
    readonly type: 'EventCorrected' | 'EventVoided';
    readonly recordedAt: string;
    readonly reason: string;
  }[];
}

/** @param known the events known, among which its corrections are looked for */
export const eventAnswer = (
  event: RecordedContractEvent,
  { metadata }: StoredContract,
  known: readonly RecordedContractEvent[],
): EventAnswer => {
  const recording = metadata[event.revision];
  if (recording === undefined) throw new Error(`nothing stands about the recording of ${event.eventId}`);
  const { documents = [], ...data } = event.data;
  return {
    id: event.eventId,
    type: event.type,
    revision: event.revision,
    position: String(event.position),
    recordedAt: isoInstant(event.recordedAt),
    who: recording.who,
    requestId: recording.requestId,
    data,
    documents,
    correctedBy: known
      .filter(isCorrection)
      .flatMap(({ eventId, type, recordedAt, data: correction }) =>
        correction.eventId === event.eventId
          ? [{ id: eventId, type, recordedAt: isoInstant(recordedAt), reason: correction.reason }]
          : [],
      ),
  };
};
