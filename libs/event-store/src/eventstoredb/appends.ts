import { randomUUID } from 'node:crypto';
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js';
import { unpackToCommandError } from '@eventstore/db-client/dist/streams/appendToStream/unpackError.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Channel, Connection, Conversation } from './connection.js';
import { NoAnswer } from './failures.js';
import { withinTime } from './reads.js';

/** An event as it is sent. */
export interface SentEvent {
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}
/** Where the last event of an append stands, as the server says. */
export interface Written {
  readonly revision: bigint;
  readonly position: bigint;
}

interface Waiting {
  readonly resolve: (written: Written) => void;
  readonly reject: (error: Error) => void;
  readonly clock: NodeJS.Timeout;
}

/** One call that all appends share, as far as it holds. */
interface Shared {
  readonly channel: Channel;
  readonly call: Conversation<streams.BatchAppendReq, streams.BatchAppendResp>;
  readonly waiting: Map<string, Waiting>;
  isOver: boolean;
}

/**
 * Appends over one shared call, as the client makes it, but for its traps: who waits is kept by call and not for the whole process, every
 * append has a time-out of its own, and an answer that nobody waits for ends nothing.
 */
export class Appends {
  private shared: Promise<Shared> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly timeout: number,
  ) {}

  /** In the order in which they are called. @throws what the server says, or NoAnswer; a connection that breaks rejects all that wait */
  async append(stream: string, events: readonly SentEvent[], expected: bigint | 'none'): Promise<Written> {
    const opened = await withinTime((this.shared ??= this.open()), this.timeout);
    return new Promise((resolve, reject) => {
      if (opened.isOver) return reject(new NoAnswer('the connection broke'));
      const number = randomUUID();
      const clock = setTimeout(() => this.broken(opened, new NoAnswer('it did not answer in time')), this.timeout);
      opened.waiting.set(number, { resolve, reject, clock });
      opened.call.write(requestOf(number, stream, events, expected, this.connection.deadlineAfter(this.timeout)));
    });
  }

  /** Ends the call. */
  async close(): Promise<void> {
    const opened = await this.shared?.catch(() => undefined);
    opened?.call.end();
  }

  private async open(): Promise<Shared> {
    try {
      const channel = await this.connection.open();
      const call = channel.makeBidiStreamRequest(
        '/event_store.client.streams.Streams/BatchAppend',
        (request: streams.BatchAppendReq) => Buffer.from(request.serializeBinary()),
        (bytes: Buffer) => streams.BatchAppendResp.deserializeBinary(bytes),
        ...this.connection.argumentsFor(Infinity),
      );
      const opened: Shared = { channel, call, waiting: new Map(), isOver: false };
      call.on('data', (response) => answer(opened, response));
      call.on('error', (error) => this.broken(opened, convertToCommandError(error)));
      call.on('end', () => this.broken(opened, new NoAnswer('the server ended the call')));
      return opened;
    } catch (error) {
      this.shared = undefined;
      throw error;
    }
  }

  /** Whoever waits is told; the next append opens another call. */
  private broken(opened: Shared, error: Error): void {
    if (opened.isOver) return;
    opened.isOver = true;
    this.shared = undefined;
    this.connection.failed(opened.channel, error);
    opened.call.cancel();
    for (const { reject, clock } of opened.waiting.values()) {
      clearTimeout(clock);
      reject(error);
    }
    opened.waiting.clear();
  }
}

const answer = ({ waiting }: Shared, response: streams.BatchAppendResp): void => {
  const number = response.getCorrelationId()?.getString() ?? '';
  const one = waiting.get(number);
  if (one === undefined) return;
  waiting.delete(number);
  clearTimeout(one.clock);
  const success = response.getSuccess();
  if (success !== undefined) {
    const position = success.getPosition();
    one.resolve({
      revision: BigInt(success.getCurrentRevision()),
      position: BigInt(position?.getCommitPosition() ?? 0),
    });
  } else {
    const name = Buffer.from(response.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
    one.reject(refusalIn(response, name));
  }
};

const refusalIn = (response: streams.BatchAppendResp, stream: string): Error => {
  try {
    return unpackToCommandError(response.getError() as never, stream);
  } catch {
    return new Error(`the server refuses: ${response.getError()?.getMessage() ?? ''}`);
  }
};

const requestOf = (
  number: string,
  stream: string,
  events: readonly SentEvent[],
  expected: bigint | 'none',
  deadline: Date,
): streams.BatchAppendReq => {
  const place = streams.BatchAppendReq.Options.deserializeBinary(withDeadline).setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(stream)),
  );
  place.getDeadline()?.fromDate(deadline);
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- an empty message under another name
  if (expected === 'none') place.setNoStream(new shared.Empty());
  else place.setStreamPosition(String(expected));
  return new streams.BatchAppendReq()
    .setCorrelationId(uuid(number))
    .setOptions(place)
    .setProposedMessagesList(events.map(proposed))
    .setIsFinal(true);
};

/** The texts go as they are, and as JSON: the server's own tools read them. */
const proposed = ({ id, type, data, metadata }: SentEvent): streams.BatchAppendReq.ProposedMessage => {
  const message = new streams.BatchAppendReq.ProposedMessage()
    .setId(uuid(id))
    .setData(Buffer.from(data))
    .setCustomMetadata(Buffer.from(metadata));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  return message;
};

/** The member `deadline`, with nothing in it yet: its type belongs to a package that is the client's own affair. */
const withDeadline = Uint8Array.of((6 << 3) | 2, 0);

const uuid = (text: string): shared.UUID => new shared.UUID().setString(text);
