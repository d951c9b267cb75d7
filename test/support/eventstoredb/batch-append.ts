import type { ServerDuplexStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type statuses from '@eventstore/db-client/generated/status_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { failures, MAXIMUM_APPEND_BYTES, refusals, streamIdentifier } from './answers.js';
import { paced } from './faults.js';
import { isAnonymous, unauthenticated, type Node } from './node.js';
import { expectationOf, nameOf, proposedOf, sizeOf } from './proposed.js';
import { write, type Incoming, type Told } from './write.js';

type Call = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** One call for all the appends of a client, each of them answered under its own number. */
export const batchAppend =
  (node: Node) =>
  (call: Call): void => {
    const refused = unauthenticated(node, call.metadata);
    if (refused !== undefined) return void call.emit('error', refused);
    const incoming = new Map<string, Incoming>();

    call.on('data', (request: streams.BatchAppendReq) => {
      const response = answer(node, call, request, incoming);
      if (response === undefined) return;
      response.setCorrelationId(request.getCorrelationId());
      paced(node.faults, () => call.cancelled || call.write(response));
    });
    call.on('end', () => paced(node.faults, () => call.end()));
  };

/** Undefined while the append has not come in whole, and where nothing is to be said. */
const answer = (
  node: Node,
  call: Call,
  request: streams.BatchAppendReq,
  incoming: Map<string, Incoming>,
): streams.BatchAppendResp | undefined => {
  const number = request.getCorrelationId()?.getString() ?? '';
  const stream = incoming.get(number)?.stream ?? nameOf(request.getOptions()?.getStreamIdentifier());
  const refuse = (error: statuses.Status): streams.BatchAppendResp => {
    incoming.delete(number);
    return new streams.BatchAppendResp().setError(error).setStreamIdentifier(streamIdentifier(stream));
  };
  try {
    const append = collect(request, number, incoming);
    if (append === undefined) return undefined;
    if (isAnonymous(node, call.metadata)) return refuse(refusals.accessDenied());
    if (isLate(request)) return refuse(refusals.timedOut());
    if (append.bytes > MAXIMUM_APPEND_BYTES) return refuse(refusals.tooLarge());
    if (!request.getIsFinal()) return undefined;
    incoming.delete(number);
    if (node.faults.notReady) return refuse(refusals.notReady());
    if (node.faults.leader !== undefined) return void call.emit('error', failures.notLeader(node.faults.leader));
    return responseTo(append, write(node, append));
  } catch (error) {
    return refuse(refusals.badRequest(String(error)));
  }
};

const collect = (
  request: streams.BatchAppendReq,
  number: string,
  incoming: Map<string, Incoming>,
): Incoming | undefined => {
  const options = request.getOptions();
  if (options !== undefined) {
    const stream = nameOf(options.getStreamIdentifier());
    if (stream === '') throw new RangeError('a stream without a name');
    incoming.set(number, { stream, expected: expectationOf(options), events: [], bytes: 0 });
  }
  const append = incoming.get(number);
  for (const message of append === undefined ? [] : request.getProposedMessagesList()) {
    const event = proposedOf(message);
    append?.events.push(event);
    append!.bytes += sizeOf(event);
  }
  return append;
};

/** The deadline of an append comes with it: it is the server alone that keeps it. */
const isLate = (request: streams.BatchAppendReq): boolean => {
  const deadline = request.getOptions()?.getDeadline()?.toDate();
  return deadline !== undefined && deadline.getTime() <= Date.now();
};

const responseTo = ({ stream, expected }: Incoming, told: Told): streams.BatchAppendResp | undefined => {
  const response = new streams.BatchAppendResp().setStreamIdentifier(streamIdentifier(stream));
  switch (told.kind) {
    case 'appended':
      return response.setSuccess(success(told.revision, told.position));
    case 'wrong-revision':
      return response.setError(refusals.wrongRevision(expected, told.current));
    case 'deleted':
      return response.setError(refusals.streamDeleted(stream));
    case 'timeout':
      return response.setError(refusals.timedOut());
    case 'unknown':
      return response.setError(refusals.unknown());
    case 'nothing':
      return undefined;
  }
};

const success = (revision: bigint | undefined, position: number | undefined): streams.BatchAppendResp.Success => {
  const result = new streams.BatchAppendResp.Success();
  if (revision === undefined) result.setNoStream(new emptyPb.Empty());
  else result.setCurrentRevision(String(revision));
  return position === undefined
    ? result.setNoPosition(new emptyPb.Empty())
    : result.setPosition(
        new shared.AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position)),
      );
};
