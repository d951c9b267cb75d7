import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Direction } from '../event-store.js';
import type { Call, Channel, Connection } from './connection.js';
import { NoAnswer } from './failures.js';
import { readMessage, type RawEvent, type ReadMessage } from './read-message.js';

/** Where a read of `$all` begins: forward with the event at that position, backward with the one before it. */
export type From = 'start' | 'end' | { readonly commit: bigint; readonly prepare: bigint };

export interface AllRequest {
  readonly from: From;
  readonly direction: Direction;
  readonly count: number;
  /** Only streams whose names begin so. */
  readonly prefix: string;
}
export interface StreamRequest {
  readonly stream: string;
  readonly from: 'start' | 'end' | bigint;
  readonly direction: Direction;
  readonly count: bigint;
}

/** Takes an event; false when no more are wanted. */
export type Taking = (event: RawEvent) => boolean;

/** Calls that read, each with a time-out that starts anew with every answer. */
export class Reads {
  private readonly running = new Set<() => void>();

  constructor(
    private readonly connection: Connection,
    private readonly timeout: number,
  ) {}

  async all(request: AllRequest, take: Taking): Promise<void> {
    await this.read(allRequest(request), take);
  }

  /** @returns false when there is no such stream */
  stream(request: StreamRequest, take: Taking): Promise<boolean> {
    return this.read(streamRequest(request), take);
  }

  /**
   * Tells of every event of our streams from now on, until it is stopped or breaks.
   * @param heard called when it listens, and with every event
   * @param broken called once, at the end
   * @returns what stops it
   */
  watch(prefix: string, heard: (event: RawEvent | undefined) => void, broken: () => void): () => void {
    let call: Call<ReadMessage> | undefined;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.running.delete(stop);
      call?.cancel();
      broken();
    };
    const stop = (): void => {
      broken = () => undefined;
      end();
    };
    this.running.add(stop);
    void this.connection.open().then((channel) => {
      if (isOver) return;
      call = this.begin(channel, watchRequest(prefix), Infinity);
      call.on('data', (message) => {
        if (message.kind === 'event') heard(message.event);
        else if (message.kind === 'confirmed') heard(undefined);
      });
      call.on('end', end);
      call.on('error', (error) => {
        if (!isOver) this.connection.failed(channel, convertToCommandError(error));
        end();
      });
    }, end);
    return stop;
  }

  close(): void {
    for (const stop of this.running) stop();
  }

  private async read(request: streams.ReadReq, take: Taking): Promise<boolean> {
    const channel = await this.withinTime(this.connection.open());
    return new Promise((resolve, reject) => {
      let [isFound, isOver] = [true, false];
      const call = this.begin(channel, request, Infinity);
      const clock = setTimeout(() => fail(new NoAnswer('it did not answer in time')), this.timeout);
      const finish = (): void => {
        isOver = true;
        clearTimeout(clock);
        this.running.delete(abort);
      };
      const fail = (error: Error): void => {
        finish();
        call.cancel();
        this.connection.failed(channel, error);
        reject(error);
      };
      const abort = (): void => fail(new NoAnswer('the store was closed'));
      this.running.add(abort);
      call.on('data', (message) => {
        clock.refresh();
        if (message.kind === 'stream-not-found') isFound = false;
        if (message.kind !== 'event' || isOver || take(message.event)) return;
        finish();
        call.cancel(); // left open, it would count among those that one connection may hold
        resolve(isFound);
      });
      call.on('end', () => {
        finish();
        resolve(isFound);
      });
      call.on('error', (error) => {
        finish();
        const known = convertToCommandError(error);
        if (breaks(known)) this.connection.failed(channel, known);
        reject(known);
      });
    });
  }

  private begin(channel: Channel, request: streams.ReadReq, deadline: number): Call<ReadMessage> {
    return channel.makeServerStreamRequest(
      '/event_store.client.streams.Streams/Read',
      (question: streams.ReadReq) => Buffer.from(question.serializeBinary()),
      readMessage,
      request,
      ...this.connection.argumentsFor(deadline),
    );
  }

  /** Finding the node can take for ever, too. */
  private withinTime<Result>(promise: Promise<Result>): Promise<Result> {
    return withinTime(promise, this.timeout);
  }
}

export const withinTime = <Result>(promise: Promise<Result>, milliseconds: number): Promise<Result> => {
  let clock: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    clock = setTimeout(() => reject(new NoAnswer('no connection in time')), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(clock));
};

/** Whether a failure is of the connection rather than of what was asked. */
const breaks = (error: Error): boolean =>
  ['unavailable', 'cancelled', 'not-leader', 'deadline-exceeded'].includes(
    String((error as { type?: unknown }).type),
  ) || (error as { code?: unknown }).code === 14;

const { FORWARDS: forwards, BACKWARDS: backwards } = streams.ReadReq.Options.ReadDirection;

const options = (direction: Direction, count: string): streams.ReadReq.Options =>
  new streams.ReadReq.Options()
    .setReadDirection(direction === 'forward' ? forwards : backwards)
    .setCount(count)
    .setUuidOption(new streams.ReadReq.Options.UUIDOption().setString(new shared.Empty()));

const streamRequest = ({ stream, from, direction, count }: StreamRequest): streams.ReadReq => {
  const place = new streams.ReadReq.Options.StreamOptions().setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
  );
  if (from === 'start') place.setStart(new shared.Empty());
  else if (from === 'end') place.setEnd(new shared.Empty());
  else place.setRevision(String(from));
  const read = options(direction, String(count)).setStream(place).setNoFilter(new shared.Empty());
  return new streams.ReadReq().setOptions(read);
};

const allRequest = ({ from, direction, count, prefix }: AllRequest): streams.ReadReq =>
  new streams.ReadReq().setOptions(
    options(direction, String(count)).setAll(placeOf(from)).setFilter(beginningWith(prefix)),
  );

const watchRequest = (prefix: string): streams.ReadReq =>
  new streams.ReadReq().setOptions(
    options('forward', '0')
      .setAll(placeOf('end'))
      .setFilter(beginningWith(prefix))
      .setSubscription(new streams.ReadReq.Options.SubscriptionOptions()),
  );

const placeOf = (from: From): streams.ReadReq.Options.AllOptions => {
  const place = new streams.ReadReq.Options.AllOptions();
  if (from === 'start') return place.setStart(new shared.Empty());
  if (from === 'end') return place.setEnd(new shared.Empty());
  return place.setPosition(
    new streams.ReadReq.Options.Position()
      .setCommitPosition(String(from.commit))
      .setPreparePosition(String(from.prepare)),
  );
};

/** The server looks at so many events at once for those that are wanted. */
const searchWindow = 1_000;

const beginningWith = (prefix: string): streams.ReadReq.Options.FilterOptions =>
  new streams.ReadReq.Options.FilterOptions()
    .setStreamIdentifier(new streams.ReadReq.Options.FilterOptions.Expression().setPrefixList([prefix]))
    .setMax(searchWindow)
    .setCheckpointintervalmultiplier(1);
