import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { failures } from './answers.js';
import type { Expectation } from './check-append.js';
import type { AppendOutcome } from './event-log.js';
import { paced } from './faults.js';
import { unauthenticated, unserved, type Node } from './node.js';
import { expectationOf, nameOf } from './proposed.js';

/** The stream reads as missing from now on; it may be begun again, and counts on. */
export const softDelete =
  (node: Node) =>
  (call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>, respond: sendUnaryData<streams.DeleteResp>): void =>
    remove(node, call, respond, node.log.softDelete, (position) =>
      new streams.DeleteResp().setPosition(
        new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );

/** The stream is gone for ever. */
export const tombstone =
  (node: Node) =>
  (
    call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
    respond: sendUnaryData<streams.TombstoneResp>,
  ): void =>
    remove(node, call, respond, node.log.tombstone, (position) =>
      new streams.TombstoneResp().setPosition(
        new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position),
      ),
    );

const remove = <Response>(
  node: Node,
  call: ServerUnaryCall<streams.DeleteReq | streams.TombstoneReq, Response>,
  respond: sendUnaryData<Response>,
  how: (stream: string, expected: Expectation) => AppendOutcome,
  removedAt: (position: string) => Response,
): void => {
  const options = call.request.getOptions()!;
  const [stream, expected] = [nameOf(options.getStreamIdentifier()), expectationOf(options)];
  const refused = unauthenticated(node, call.metadata) ?? unserved(node, call.metadata, 'write');
  const outcome = refused ?? how(stream, expected);
  paced(node.faults, () => {
    if (call.cancelled) return;
    if ('code' in outcome) return respond(outcome);
    switch (outcome.kind) {
      case 'appended':
        return respond(null, removedAt(String(outcome.position)));
      case 'wrong-revision':
        return respond(failures.wrongRevision(stream, expected, outcome.current));
      case 'deleted':
        return respond(failures.streamDeleted(stream));
    }
  });
};
