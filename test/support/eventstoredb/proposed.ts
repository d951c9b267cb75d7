import type shared from '@eventstore/db-client/generated/shared_pb.js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Expectation } from './check-append.js';
import type { ProposedEvent } from './event-log.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

/** @throws {RangeError} when it is no UUID. */
const idOf = (uuid: shared.UUID | undefined): string => {
  const text = uuid?.hasStructured() === true ? fromHalves(uuid.getStructured()!) : (uuid?.getString() ?? '');
  if (!UUID.test(text)) throw new RangeError(`not a UUID: ${text}`);
  return text.toLowerCase();
};

/** @throws {RangeError} when it has no type, or an id that is none. */
export const proposedOf = (
  message: streams.BatchAppendReq.ProposedMessage | streams.AppendReq.ProposedMessage,
): ProposedEvent => {
  const type = message.getMetadataMap().get('type') ?? '';
  if (type === '') throw new RangeError('an event without a type');
  return {
    id: idOf(message.getId()),
    type,
    isJson: message.getMetadataMap().get('content-type') === 'application/json',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
};

/** As the node counts against its limit. */
export const sizeOf = ({ type, data, metadata }: ProposedEvent): number =>
  2 * type.length + data.length + metadata.length;

/** Read alike from every request that expects something of a stream. */
export const expectationOf = (options: {
  readonly hasNoStream: () => boolean;
  readonly hasAny: () => boolean;
  readonly hasStreamExists: () => boolean;
  readonly getRevision?: () => string;
  readonly getStreamPosition?: () => string;
}): Expectation => {
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'stream-exists';
  return BigInt(options.getRevision?.() ?? options.getStreamPosition?.() ?? '0');
};

const fromHalves = (halves: shared.UUID.Structured): string => {
  const half = (bits: string): string => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(halves.getMostSignificantBits()) + half(halves.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
