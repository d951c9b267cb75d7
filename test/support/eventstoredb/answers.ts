import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import codes from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import anyPb from 'google-protobuf/google/protobuf/any_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import type { Expectation } from './check-append.js';
import type { Endpoint } from './faults.js';

/** The most that the events of one append may come to, in bytes. */
export const MAXIMUM_APPEND_BYTES = 1_048_576;

/** What fails a call, as the node puts it: a status, and trailers that the client makes an error of its own from. */
export type Failure = Pick<ServiceError, 'code' | 'details' | 'metadata'>;

const failure = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): Failure => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const failures = {
  notReady: (): Failure => failure(status.UNAVAILABLE, 'Server Is Not Ready'),
  timedOut: (): Failure => failure(status.ABORTED, 'Operation timed out: Commit phase timeout.'),
  unauthenticated: (): Failure => failure(status.UNAUTHENTICATED, ''),
  invalid: (details: string): Failure => failure(status.INVALID_ARGUMENT, details),
  accessDenied: (): Failure => failure(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' }),
  notLeader: ({ host, port }: Endpoint): Failure =>
    failure(status.NOT_FOUND, 'Leader info available', {
      exception: 'not-leader',
      'leader-endpoint-host': host,
      'leader-endpoint-port': String(port),
    }),
  streamDeleted: (stream: string): Failure =>
    failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
      exception: 'stream-deleted',
      'stream-name': stream,
    }),
  wrongRevision: (stream: string, expected: Expectation, current: bigint | undefined): Failure =>
    failure(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(NUMBERS.get(expected) ?? expected),
      'actual-version': String(current ?? -1n),
    }),
  tooLarge: (): Failure =>
    failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAXIMUM_APPEND_BYTES} Exceeded.`, {
      exception: 'maximum-append-size-exceeded',
      'maximum-append-size': String(MAXIMUM_APPEND_BYTES),
    }),
} as const;

/** The node's own numbers for what is no revision. */
const NUMBERS: ReadonlyMap<Expectation, bigint> = new Map<Expectation, bigint>([
  ['no-stream', -1n],
  ['any', -2n],
  ['stream-exists', -4n],
]);

/** The same within an answer of the call that many appends share: it goes on. */
export const refusals = {
  notReady: (): statuses.Status => refusal('Server Is Not Ready', new emptyPb.Empty(), 'google.protobuf.Empty'),
  timedOut: (): statuses.Status =>
    refusal('Timeout', new shared.Timeout(), 'event_store.client.Timeout', codes.Code.DEADLINE_EXCEEDED),
  unknown: (): statuses.Status =>
    refusal('Unknown', new shared.Unknown(), 'event_store.client.Unknown', codes.Code.UNKNOWN),
  accessDenied: (): statuses.Status =>
    refusal('AccessDenied', new shared.AccessDenied(), 'event_store.client.AccessDenied', codes.Code.PERMISSION_DENIED),
  streamDeleted: (stream: string): statuses.Status =>
    refusal(
      'StreamDeleted',
      new shared.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)),
      'event_store.client.StreamDeleted',
      codes.Code.NOT_FOUND,
    ),
  badRequest: (message: string): statuses.Status =>
    refusal(
      'BadRequest',
      new shared.BadRequest().setMessage(message),
      'event_store.client.BadRequest',
      codes.Code.INVALID_ARGUMENT,
    ),
  tooLarge: (): statuses.Status =>
    refusal(
      'MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(MAXIMUM_APPEND_BYTES),
      'event_store.client.MaximumAppendSizeExceeded',
      codes.Code.INVALID_ARGUMENT,
    ),
  wrongRevision: (expected: Expectation, current: bigint | undefined): statuses.Status =>
    refusal(
      'WrongExpectedVersion',
      wrongRevision(expected, current),
      'event_store.client.WrongExpectedVersion',
      codes.Code.ALREADY_EXISTS,
    ),
} as const;

export const streamIdentifier = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream));

const wrongRevision = (expected: Expectation, current: bigint | undefined): shared.WrongExpectedVersion => {
  const details = new shared.WrongExpectedVersion();
  if (current === undefined) details.setCurrentNoStream(new emptyPb.Empty());
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') return details.setExpectedAny(new emptyPb.Empty());
  if (expected === 'no-stream') return details.setExpectedNoStream(new emptyPb.Empty());
  if (expected === 'stream-exists') return details.setExpectedStreamExists(new emptyPb.Empty());
  return details.setExpectedStreamPosition(String(expected));
};

const refusal = (
  message: string,
  details: { readonly serializeBinary: () => Uint8Array },
  name: string,
  code: codes.Code = codes.Code.OK,
): statuses.Status => {
  const packed = new anyPb.Any();
  packed.pack(details.serializeBinary(), name);
  return new statuses.Status().setCode(code).setMessage(message).setDetails(packed);
};
