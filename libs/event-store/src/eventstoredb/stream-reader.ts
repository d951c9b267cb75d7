import type { ReadStreamOptions, Revision } from '../event-store.js';
import type { RawEvent } from './read-message.js';
import type { Reads } from './reads.js';

/** The largest revision that the server knows. */
export const lastOfAll = 2n ** 63n - 2n;

const everything = 2n ** 53n - 1n;

/** Some of a stream's events, and the last revision of the whole stream. */
export interface RawSlice {
  readonly events: readonly RawEvent[];
  readonly revision: Revision | undefined;
}

/** Reads the ledger's own streams, whose names begin with the prefix on the server. */
export class StreamReader {
  constructor(
    private readonly reads: Reads,
    private readonly prefix: string,
  ) {}

  /** The name of one of the ledger's streams on the server. */
  nameOf(stream: string): string {
    return this.prefix + stream;
  }

  ownName({ stream }: RawEvent): string {
    return stream.slice(this.prefix.length);
  }

  async slice(stream: string, { from, direction = 'forward', limit }: ReadStreamOptions): Promise<RawSlice> {
    const name = this.nameOf(stream);
    const count = limit === undefined ? everything : BigInt(limit);
    if (direction === 'backward') {
      if (from === undefined) {
        const events = await this.readRaw(name, 'end', count, 'backward');
        return { events, revision: events[0]?.revision };
      }
      const revision = await this.lastOf(stream);
      const start = revision === undefined || from < revision ? from : revision;
      return { events: revision === undefined ? [] : await this.readRaw(name, start, count, 'backward'), revision };
    }
    const events = from !== undefined && from > lastOfAll ? [] : await this.readRaw(name, from ?? 0n, count);
    const isWhole = events.length > 0 && (limit === undefined || events.length < limit);
    const last = events.at(-1)?.revision;
    if (isWhole || (events.length === 0 && (from ?? 0n) === 0n)) return { events, revision: last };
    return { events, revision: await this.lastOf(stream) };
  }

  async lastOf(stream: string): Promise<Revision | undefined> {
    return (await this.readRaw(this.nameOf(stream), 'end', 1n, 'backward'))[0]?.revision;
  }

  /** So many events from a revision on. */
  readFrom(stream: string, first: Revision, count: number): Promise<readonly RawEvent[]> {
    return this.readRaw(this.nameOf(stream), first, BigInt(count));
  }

  /** The last events, in their order. */
  async readBack(stream: string, count: number): Promise<readonly RawEvent[]> {
    return (await this.readRaw(this.nameOf(stream), 'end', BigInt(count), 'backward')).toReversed();
  }

  /** All events of any stream, by its name on the server. */
  readWhole(name: string): Promise<readonly RawEvent[]> {
    return this.readRaw(name, 0n, everything);
  }

  private async readRaw(
    stream: string,
    from: bigint | 'end',
    count: bigint,
    direction: 'forward' | 'backward' = 'forward',
  ): Promise<readonly RawEvent[]> {
    const events: RawEvent[] = [];
    await this.reads.stream({ stream, from, direction, count }, (event) => events.push(event) > 0);
    return events;
  }
}
