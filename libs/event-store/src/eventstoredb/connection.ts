import { EventStoreDBClient, NotLeaderError } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { StoreUnavailable } from '../errors.js';
import { unreachable } from './failures.js';

/** A call that answers as it goes. */
export interface Call<Answer> {
  on(event: 'data', listener: (answer: Answer) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
  cancel(): void;
}
/** A call in which both sides speak. */
export interface Conversation<Question, Answer> extends Call<Answer> {
  write(question: Question): boolean;
  end(): void;
}

type Arguments = readonly [metadata: object, options: { deadline?: Date | number }];

/** What the protocol's own client offers beside its typed calls. */
export interface Channel {
  makeServerStreamRequest<Question, Answer>(
    path: string,
    serialize: (question: Question) => Buffer,
    deserialize: (bytes: Buffer) => Answer,
    question: Question,
    ...rest: Arguments
  ): Call<Answer>;
  makeBidiStreamRequest<Question, Answer>(
    path: string,
    serialize: (question: Question) => Buffer,
    deserialize: (bytes: Buffer) => Answer,
    ...rest: Arguments
  ): Conversation<Question, Answer>;
  close(): void;
}

/**
 * What the client does for its own calls and, at this very version, lets others do: it finds the node, holds the connection, knows the
 * credentials. Its calls themselves are made anew here, because they parse and write JSON on the way, reject every append in flight with
 * one, and give reads neither deadline nor filter.
 */
interface Internals {
  readonly getGRPCClient: (client: unknown, name: string) => Promise<Channel>;
  readonly callArguments: (base: { requiresLeader: boolean }, options: { deadline: Date | number }) => Arguments;
  readonly handleError: (channel: Channel, error: Error) => Promise<void>;
  readonly createDeadline: (milliseconds: number) => Date;
  readonly dispose: () => Promise<void>;
}

/** The connection to a node or a cluster. It is made when it is needed, and made anew when it has failed. */
export class Connection {
  private client: Internals | undefined;
  private isClosed = false;
  private channel: Channel | undefined;

  /** @throws {StoreUnavailable} for a connection string that is none; its text is never repeated, for it may hold a password */
  constructor(private readonly url: string) {
    this.client = connect(url);
  }

  /** The channel to the node that leads, as far as is known. */
  async open(): Promise<Channel> {
    const client = (this.client ??= connect(this.url));
    try {
      this.channel = await client.getGRPCClient(grpc.StreamsClient, 'ledger');
      return this.channel;
    } catch (error) {
      if (this.client === client) this.client = undefined; // a client that has once found no node never looks again
      throw error;
    }
  }

  /** What a call is made with. Writing and reading is the leader's alone: nobody reads what is behind. */
  argumentsFor(deadline: Date | number): Arguments {
    return (this.client ??= connect(this.url)).callArguments({ requiresLeader: true }, { deadline });
  }

  /** The moment after so many milliseconds, as the server is told it. */
  deadlineAfter(milliseconds: number): Date {
    return (this.client ??= connect(this.url)).createDeadline(milliseconds);
  }

  /** To be told of every call that broke. What comes next goes to the node that leads by then. */
  failed(channel: Channel, error: Error): void {
    if (channel !== this.channel || this.isClosed) return; // made anew already
    this.channel = undefined;
    if (error instanceof NotLeaderError) {
      void this.client?.handleError(channel, error); // it says where the leader is
    } else {
      this.client = undefined;
      channel.close();
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.client?.dispose();
    this.channel?.close();
  }
}

const connect = (url: string): Internals => {
  const wrong = faultOf(url);
  if (wrong !== undefined) throw new StoreUnavailable(`the connection string of EventStoreDB ${wrong}`);
  try {
    return EventStoreDBClient.connectionString(url) as unknown as Internals;
  } catch (error) {
    const isOfAFile = Error.isError(error) && error.message.includes('certificate');
    if (isOfAFile) throw unreachable(error.message, error);
    throw new StoreUnavailable(
      'the connection string of EventStoreDB is not one: esdb://[user:password@]host:port[?option=value]',
    );
  }
};

const known = new Set(
  [
    'connectionName defaultDeadline discoveryInterval gossipTimeout keepAliveInterval keepAliveTimeout',
    'maxDiscoverAttempts nodePreference throwOnAppendFailure tls tlsCAFile tlsVerifyCert userCertFile userKeyFile',
  ].flatMap((names) => names.toLowerCase().split(' ')),
);

/** The client warns of these on standard error, with the whole string, passwords included, and goes on without. */
const faultOf = (url: string): string | undefined => {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : '';
  for (const [name, value] of new URLSearchParams(query)) {
    const option = name.trim().toLowerCase().replace(/[_-]/g, '');
    if (!known.has(option)) return `has an option that nobody knows: ${name}`;
    if (option === 'tlsverifycert' && value === 'false') {
      return 'asks for tlsVerifyCert=false, which has no effect here: name the certificate of the authority by tlsCAFile';
    }
  }
  return undefined;
};

/** The time that one call is given by the connection string; undefined where it says nothing of it. */
export const deadlineIn = (url: string): number | undefined => {
  const given = /[?&]default[_-]?deadline=(\d+)/i.exec(url)?.[1];
  return given === undefined ? undefined : Number(given);
};
