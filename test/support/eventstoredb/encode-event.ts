import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ProposedEvent } from './event-log.js';

/** What the node adds to an event that it writes. */
interface Recording {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: number;
  readonly created: Date;
}

/** The event as the answer to a read, encoded once for all readers. */
export const encodeEvent = (proposed: ProposedEvent, { stream, revision, position, created }: Recording): Buffer => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(proposed.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
    .setStreamRevision(String(revision))
    .setPreparePosition(String(position))
    .setCommitPosition(String(position))
    .setCustomMetadata(proposed.metadata)
    .setData(proposed.data);
  recorded
    .getMetadataMap()
    .set('type', proposed.type)
    .set('created', String(BigInt(created.getTime()) * TICKS_PER_MILLISECOND))
    .set('content-type', proposed.isJson ? 'application/json' : 'application/octet-stream');
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(position));
  return Buffer.from(new streams.ReadResp().setEvent(event).serializeBinary());
};

const TICKS_PER_MILLISECOND = 10_000n;
