import type { Direction, ReadAllOptions } from '../event-store.js';
import { asReadError, isOfTheRequest, mayPassAtOnce } from './failures.js';
import type { RawEvent } from './read-message.js';
import type { From, Reads, Taking } from './reads.js';

/** A page of the ledger's own events. */
export interface RawPage {
  readonly events: readonly RawEvent[];
  /** Whether there was nothing more in that direction when it was read. */
  readonly isEnd: boolean;
}

/** What a page holds at most, in characters: large events make short pages. */
const mostCharacters = 4_000_000;
/** Positions that are known to be some, kept for requests that begin between two. */
const mostPlaces = 2_000;

/**
 * Reads `$all`, but only the ledger's own streams: the server is asked to leave out the others, and what it sends all the same is passed over.
 */
export class AllReader {
  private readonly places = new Set<bigint>();

  constructor(
    private readonly reads: Reads,
    private readonly prefix: string,
  ) {}

  async forward({ after = 0n, before, limit = 500 }: ReadAllOptions): Promise<RawPage> {
    const page = new Page(limit);
    let from: From = after === 0n ? 'start' : at(after);
    let passed = after;
    for (;;) {
      const { isEnd, isStopped, last } = await this.some('forward', from, page.room, (event) => {
        if (event.position <= passed) return true; // the one that it begins with
        return (before === undefined || event.position < before) && page.takes(event, this.prefix);
      });
      if (isEnd || isStopped || last === undefined) return this.finished(page, isEnd);
      from = at((passed = last));
    }
  }

  async backward({ after = 0n, before, limit = 500 }: ReadAllOptions): Promise<RawPage> {
    const page = new Page(limit);
    let from: From = before === undefined ? 'end' : at(before);
    let bound = before;
    for (;;) {
      const { isEnd, isStopped, last } = await this.some('backward', from, page.room, (event) => {
        if (bound !== undefined && event.position >= bound) return true;
        return event.position > after && page.takes(event, this.prefix);
      });
      if (isEnd || isStopped || last === undefined) return this.finished(page, isEnd);
      from = at((bound = last));
    }
  }

  /** To be told of a position that stands for an event. */
  remember(position: bigint): void {
    if (this.places.size >= mostPlaces) this.places.delete(this.places.values().next().value ?? 0n);
    this.places.add(position);
  }

  private finished({ events }: Page, isEnd: boolean): RawPage {
    const last = events.at(-1);
    if (last !== undefined) this.remember(last.position);
    return { events, isEnd };
  }

  /** Reads so many events of whatever streams. Where the server knows of no event at that position, it is asked for more and passes some over. */
  private async some(direction: Direction, from: From, count: number, take: Taking): Promise<Done> {
    const asked = typeof from === 'string' ? count : count + 1;
    try {
      return await this.ask(direction, from, asked, take);
    } catch (error) {
      if (typeof from === 'string' || !isOfTheRequest(error)) throw error;
      return direction === 'forward'
        ? this.fromBetween(from.commit, count, take)
        : this.ask(direction, 'end', everything, take);
    }
  }

  /** Most often the position just before an event's is meant. */
  private async fromBetween(position: bigint, count: number, take: Taking): Promise<Done> {
    try {
      return await this.ask('forward', at(position + 1n), count, take);
    } catch (error) {
      if (!isOfTheRequest(error)) throw error;
      return this.ask('forward', this.placeBefore(position), everything, take);
    }
  }

  private async ask(direction: Direction, from: From, count: number, take: Taking): Promise<Done> {
    const done = { received: 0, last: undefined as bigint | undefined, isStopped: false };
    await this.reads.all({ from, direction, count, prefix: this.prefix }, (event) => {
      done.received += 1;
      done.last = event.position;
      done.isStopped = !take(event);
      return !done.isStopped || done.received === count; // the last one needs no breaking off
    });
    return { ...done, isEnd: !done.isStopped && done.received < count };
  }

  private placeBefore(position: bigint): From {
    let nearest = 0n;
    for (const place of this.places) if (place <= position && place > nearest) nearest = place;
    return nearest === 0n ? 'start' : at(nearest);
  }
}

interface Done {
  /** The server had no more. */
  readonly isEnd: boolean;
  /** No more were wanted. */
  readonly isStopped: boolean;
  readonly last: bigint | undefined;
}

const everything = Number.MAX_SAFE_INTEGER;

const at = (position: bigint): From => ({ commit: position, prepare: position });

class Page {
  readonly events: RawEvent[] = [];
  private characters = 0;

  constructor(private readonly limit: number) {}

  get room(): number {
    return this.limit - this.events.length;
  }

  get isFull(): boolean {
    return this.room === 0 || this.characters > mostCharacters;
  }

  /** @returns whether there is room for more */
  takes(event: RawEvent, prefix: string): boolean {
    if (!event.stream.startsWith(prefix)) return true;
    this.events.push(event);
    this.characters += event.data.length + event.metadata.length;
    return !this.isFull;
  }
}

/** Does a read again that broke, where doing so may help: the node was another one, or the connection an old one. */
export const readPatiently = async <Result>(read: () => Promise<Result>): Promise<Result> => {
  for (const rest of [20, 200]) {
    try {
      return await read();
    } catch (error) {
      if (!mayPassAtOnce(error)) throw asReadError(error);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }
  return read().catch((error: unknown) => {
    throw asReadError(error);
  });
};
