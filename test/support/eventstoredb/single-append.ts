import type { Metadata, sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { failures, MAXIMUM_APPEND_BYTES, type Failure } from './answers.js';
import { paced } from './faults.js';
import { unauthenticated, unserved, type Node } from './node.js';
import { expectationOf, nameOf, proposedOf, sizeOf } from './proposed.js';
import { write, type Incoming, type Told } from './write.js';

type Respond = sendUnaryData<streams.AppendResp>;

/** A call for one append alone: what the client makes of an append with credentials of its own. */
export const append =
  (node: Node) =>
  (call: ServerReadableStream<streams.AppendReq, streams.AppendResp>, respond: Respond): void => {
    let incoming: Incoming | undefined;
    let bad: string | undefined;

    call.on('data', (request: streams.AppendReq) => {
      try {
        incoming = collect(request, incoming);
      } catch (error) {
        bad = String(error);
      }
    });
    call.on('end', () => {
      const answer = outcome(node, call.metadata, incoming, bad);
      paced(node.faults, () => call.cancelled || answer === undefined || respond(...answer));
    });
  };

type Answer = readonly [error: Failure | null, response?: streams.AppendResp];

const outcome = (
  node: Node,
  metadata: Metadata,
  incoming: Incoming | undefined,
  bad: string | undefined,
): Answer | undefined => {
  const refused = unauthenticated(node, metadata) ?? unserved(node, metadata, 'write');
  if (refused !== undefined) return [refused];
  if (incoming === undefined || bad !== undefined) return [failures.invalid(bad ?? 'an append without options')];
  if (incoming.bytes > MAXIMUM_APPEND_BYTES) return [failures.tooLarge()];
  return answerTo(incoming, write(node, incoming));
};

const collect = (request: streams.AppendReq, incoming: Incoming | undefined): Incoming | undefined => {
  const options = request.getOptions();
  if (options !== undefined) {
    const stream = nameOf(options.getStreamIdentifier());
    if (stream === '') throw new RangeError('a stream without a name');
    return { stream, expected: expectationOf(options), events: [], bytes: 0 };
  }
  const message = request.getProposedMessage();
  if (incoming === undefined || message === undefined) return incoming;
  const event = proposedOf(message);
  incoming.events.push(event);
  incoming.bytes += sizeOf(event);
  return incoming;
};

const answerTo = (append: Incoming, told: Told): Answer | undefined => {
  switch (told.kind) {
    case 'appended':
      return [null, new streams.AppendResp().setSuccess(success(told.revision, told.position))];
    case 'wrong-revision':
      return [null, new streams.AppendResp().setWrongExpectedVersion(wrong(append, told.current))];
    case 'deleted':
      return [failures.streamDeleted(append.stream)];
    case 'timeout':
    case 'unknown':
      return [failures.timedOut()];
    case 'nothing':
      return undefined;
  }
};

const success = (revision: bigint | undefined, position: number | undefined): streams.AppendResp.Success => {
  const result = new streams.AppendResp.Success();
  if (revision === undefined) result.setNoStream(new shared.Empty());
  else result.setCurrentRevision(String(revision));
  return position === undefined
    ? result.setNoPosition(new shared.Empty())
    : result.setPosition(
        new streams.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)),
      );
};

const wrong = ({ expected }: Incoming, current: bigint | undefined): streams.AppendResp.WrongExpectedVersion => {
  const result = new streams.AppendResp.WrongExpectedVersion();
  if (current === undefined) result.setCurrentNoStream(new shared.Empty());
  else result.setCurrentRevision(String(current));
  if (expected === 'any') return result.setExpectedAny(new shared.Empty());
  if (expected === 'no-stream') return result.setExpectedNoStream(new shared.Empty());
  if (expected === 'stream-exists') return result.setExpectedStreamExists(new shared.Empty());
  return result.setExpectedRevision(String(expected));
};
