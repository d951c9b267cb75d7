import streams from '@eventstore/db-client/generated/streams_pb.js';
import { filterOf } from './event-filter.js';
import type { EventLog } from './event-log.js';
import type { ReadCall } from './read.js';

/** Goes through a log: gives what is to be sent next, or undefined when there is nothing more for the time being. */
type Cursor = () => Buffer | undefined;

/** Events after a revision, then those to come. A stream that does not exist yet is waited for. */
export const subscribeToStream = (
  log: EventLog,
  call: ReadCall,
  stream: string,
  from: streams.ReadReq.Options.StreamOptions,
): void => {
  const { events, first } = log.read(stream);
  let next = from.hasEnd() ? events.length : Math.max(first, from.hasStart() ? 0 : Number(from.getRevision()) + 1);
  follow(log, call, () => (next < events.length ? events[next++]!.encoded : undefined));
};

/**
 * Events after a position, then those to come. The node leaves out the first event that it finds from the position on,
 * whichever that is. With a filter it says from time to time how far it has come.
 */
export const subscribeToAll = (
  log: EventLog,
  call: ReadCall,
  from: streams.ReadReq.Options.AllOptions,
  filter: streams.ReadReq.Options.FilterOptions | undefined,
): void => {
  const position = Number(from.getPosition()?.getCommitPosition() ?? '0');
  const after = from.hasStart() || position === 0 ? 0 : Math.min(log.indexFrom(position) + 1, log.events.length);
  const next = skipping(log, from.hasEnd() ? log.events.length : after, position);
  follow(log, call, filter === undefined ? unfiltered(log, next) : filtered(log, next, filter));
};

/** Gives the index of one event after the other; undefined at the end. None stands before the position. */
type Next = () => number | undefined;

const skipping = ({ events }: EventLog, from: number, position: number): Next => {
  let next = from;
  return () => {
    while (next < events.length && events[next]!.position < position) next += 1;
    return next < events.length ? next++ : undefined;
  };
};

const unfiltered =
  ({ events }: EventLog, next: Next): Cursor =>
  () => {
    const index = next();
    return index === undefined ? undefined : events[index]!.encoded;
  };

/** How many events the node looks at before it thinks of a checkpoint, where the client leaves it to the node. */
const SEARCH_WINDOW = 32;

const filtered = ({ events }: EventLog, next: Next, filter: streams.ReadReq.Options.FilterOptions): Cursor => {
  const isWanted = filterOf(filter);
  const window = filter.hasMax() ? filter.getMax() : SEARCH_WINDOW;
  const interval = window * filter.getCheckpointintervalmultiplier();
  let looked = 0;
  let due: number | undefined;
  return () => {
    if (due !== undefined) {
      const reached = checkpoint(due);
      due = undefined;
      return reached;
    }
    for (let index = next(); index !== undefined; index = next()) {
      const event = events[index]!;
      looked = (looked + 1) % interval;
      if (looked === 0) due = event.position;
      if (isWanted(event)) return event.encoded;
      if (looked === 0) {
        due = undefined;
        return checkpoint(event.position);
      }
    }
    return undefined;
  };
};

/** Sends what there is, as fast as the reader takes it, says that it has caught up, and then what comes. */
const follow = (log: EventLog, call: ReadCall, next: Cursor): void => {
  let [caughtUp, draining] = [false, false];
  const send = (): void => {
    if (draining) return;
    while (!call.cancelled) {
      const answer = next() ?? (caughtUp ? undefined : CAUGHT_UP);
      if (answer === undefined) return;
      if (answer === CAUGHT_UP) caughtUp = true;
      if (!call.write(answer)) {
        draining = true;
        return void call.once('drain', () => {
          draining = false;
          send();
        });
      }
    }
  };
  const stop = log.onAppended(send);
  call.on('cancelled', stop);
  call.on('close', stop);
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
  call.write(encode(new streams.ReadResp().setConfirmation(confirmation)));
  send();
};

const encode = (response: streams.ReadResp): Buffer => Buffer.from(response.serializeBinary());

const checkpoint = (position: number): Buffer =>
  encode(
    new streams.ReadResp().setCheckpoint(
      new streams.ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
    ),
  );

const CAUGHT_UP = encode(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
