import type { ServerWritableStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { failures, streamIdentifier } from './answers.js';
import { filterOf } from './event-filter.js';
import type { LoggedEvent } from './event-log.js';
import { paced } from './faults.js';
import { unauthenticated, unserved, type Node } from './node.js';
import { nameOf } from './proposed.js';
import { subscribeToAll, subscribeToStream } from './subscribe.js';

/** Answers are encoded already: an event is the same for everybody who reads it. */
export type ReadCall = ServerWritableStream<streams.ReadReq, Buffer>;

/** Reads of a stream or of `$all`, forward or backward, and subscriptions to them: one call of the protocol. */
export const read =
  (node: Node) =>
  (call: ReadCall): void => {
    const refused = unauthenticated(node, call.metadata) ?? unserved(node, call.metadata, 'read');
    paced(node.faults, () => {
      if (call.cancelled) return;
      if (refused !== undefined) call.emit('error', refused);
      else serve(node, call, call.request.getOptions()!);
    });
  };

const serve = (node: Node, call: ReadCall, options: streams.ReadReq.Options): void => {
  const [ofStream, ofAll] = [options.getStream(), options.getAll()];
  if (ofStream !== undefined) {
    const stream = nameOf(ofStream.getStreamIdentifier());
    if (node.log.state(stream) === 'deleted') call.emit('error', failures.streamDeleted(stream));
    else if (options.hasSubscription()) subscribeToStream(node.log, call, stream, ofStream);
    else readStream(node, call, options, stream, ofStream);
  } else if (ofAll !== undefined) {
    if (options.hasSubscription()) subscribeToAll(node.log, call, ofAll, options.getFilter());
    else readAll(node, call, options, ofAll);
  } else {
    call.emit('error', failures.invalid('neither a stream nor $all'));
  }
};

const BACKWARDS = streams.ReadReq.Options.ReadDirection.BACKWARDS;

const readStream = (
  { log }: Node,
  call: ReadCall,
  options: streams.ReadReq.Options,
  stream: string,
  from: streams.ReadReq.Options.StreamOptions,
): void => {
  const limit = Number(options.getCount());
  if (limit === 0) return void call.emit('error', failures.invalid('a read of no events'));
  if (log.state(stream) === 'missing') {
    const missing = new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream));
    call.write(encode(new streams.ReadResp().setStreamNotFound(missing)));
    return void call.end();
  }
  const { events, first } = log.read(stream);
  const [length, revision] = [events.length, Number(from.getRevision())];
  if (options.getReadDirection() === BACKWARDS) {
    const start = from.hasStart() ? 0 : from.hasEnd() ? length - 1 : Math.min(revision, length - 1);
    sendAll(call, backward(events, start, first, limit));
  } else {
    const start = from.hasEnd() ? length : from.hasStart() ? 0 : revision;
    sendAll(call, forward(events, Math.max(start, first), length, limit));
  }
};

/** Forward from the event at the position, and it too; backward from the event before it. */
const readAll = (
  { log }: Node,
  call: ReadCall,
  options: streams.ReadReq.Options,
  from: streams.ReadReq.Options.AllOptions,
): void => {
  const limit = Number(options.getCount());
  if (limit === 0) return; // the real node never comes to an end of this either
  const { events, indexFrom } = log;
  const length = events.length;
  const position = (): number => indexFrom(Number(from.getPosition()!.getCommitPosition()));
  const isWanted = filterOf(options.getFilter());
  if (options.getReadDirection() === BACKWARDS) {
    const end = from.hasStart() ? 0 : from.hasEnd() ? length : position();
    sendAll(call, backward(events, end - 1, 0, limit, isWanted));
  } else {
    const start = from.hasStart() ? 0 : from.hasEnd() ? length : position();
    sendAll(call, forward(events, start, length, limit, isWanted));
  }
};

type Wanted = (event: LoggedEvent) => boolean;

function* forward(
  events: readonly LoggedEvent[],
  from: number,
  to: number,
  limit: number,
  isWanted: Wanted = () => true,
): Generator<Buffer> {
  let sent = 0;
  for (let index = from; index < to && sent < limit; index += 1) {
    const event = events[index]!;
    if (!isWanted(event)) continue;
    sent += 1;
    yield event.encoded;
  }
}

function* backward(
  events: readonly LoggedEvent[],
  from: number,
  to: number,
  limit: number,
  isWanted: Wanted = () => true,
): Generator<Buffer> {
  let sent = 0;
  for (let index = from; index >= to && sent < limit; index -= 1) {
    const event = events[index]!;
    if (!isWanted(event)) continue;
    sent += 1;
    yield event.encoded;
  }
}

/** As fast as the reader takes them. */
const sendAll = (call: ReadCall, answers: Generator<Buffer>): void => {
  const send = (): void => {
    while (!call.cancelled) {
      const { value, done } = answers.next();
      if (done === true) return void call.end();
      if (!call.write(value)) return void call.once('drain', send);
    }
  };
  send();
};

const encode = (response: streams.ReadResp): Buffer => Buffer.from(response.serializeBinary());
