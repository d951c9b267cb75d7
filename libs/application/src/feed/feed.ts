import { EventStore, type RecordedEvent, type Subscription } from '@ledger/event-store';
import { cursorOf, placeOf } from '../cursor.js';
import { InvalidCursor, InvalidRequest } from '../errors.js';
import { limitOf } from '../pages.js';
import { contractOf } from '../streams.js';
import type { Page, PageRequest } from '../view.js';
import { cloudEventOf, type CloudEvent } from './cloud-event.js';
import { kindOf } from './stream-kinds.js';

/** Which events somebody wants; all of them where nothing is said. */
export interface FeedFilter {
  readonly types?: readonly string[] | undefined;
  /** What is about no contract is then left out. */
  readonly contractIds?: readonly string[] | undefined;
}
/** A page of the feed. It may hold fewer events than were asked for, also none, and there may yet be more. */
export interface FeedPage extends Page<CloudEvent> {
  /** How far the log was read: to go on from here later, ask after this position. */
  readonly position: string;
}
/** An event and the stream that it stands in. */
export interface FedEvent {
  readonly stream: string;
  readonly event: CloudEvent;
}
/** What is to be delivered of part of the log, and how far that was read. */
export interface FedPart {
  readonly events: readonly FedEvent[];
  readonly position: bigint;
}
/** Part of the log: those of its events that were wanted, and how far it was read. */
export interface FeedPart {
  readonly events: readonly CloudEvent[];
  readonly position: bigint;
}

interface StreamPlace {
  readonly revision: number;
  readonly position: bigint;
}

const EVENTS_AT_ONCE = 200;
/** A page that finds little ends after so many events, so that no question goes through the whole log. */
const MOST_READ = 10_000;

/** What the log tells others, in its order: for whoever keeps figures of their own. */
export class Feed {
  constructor(private readonly store: EventStore) {}

  /**
   * The events after a position, as far as the log went when the first page was asked for.
   * @throws {InvalidRequest} for a position beyond the log's end
   */
  async page(filter: FeedFilter, after: bigint, page: PageRequest): Promise<FeedPage> {
    const limit = limitOf(page);
    const list = ['feed', filter.types ?? null, filter.contractIds ?? null, String(after)];
    const place = page.cursor === undefined ? await this.#beginning(after) : placeIn(list, page.cursor);
    const items: CloudEvent[] = [];
    let position = place.after;
    for await (const part of this.#parts(filter, place.after, place.end, MOST_READ)) {
      for (const event of part.events) {
        items.push(event);
        if (items.length === limit) break;
      }
      position = items.length === limit ? BigInt(items.at(-1)?.position ?? '') : part.position;
      if (items.length === limit) break;
    }
    const isOver = position >= place.end;
    return {
      items,
      nextCursor: isOver ? null : cursorOf(list, { position: place.end, after: String(position) }),
      position: String(position),
    };
  }

  /** All events after a position, as far as the log goes now, at most so many. @throws {InvalidRequest} at once, as `page` does */
  async until(filter: FeedFilter, after: bigint, limit = Infinity): Promise<AsyncIterable<CloudEvent>> {
    const { end } = await this.#beginning(after);
    return this.#events(filter, after, end, limit);
  }

  /**
   * All events after a position and those to come, until closed. The next ones wait until the handler has finished; it is told, too, of
   * parts of the log that hold nothing that was wanted.
   */
  async follow(filter: FeedFilter, after: bigint, handler: (part: FeedPart) => Promise<void>): Promise<Subscription> {
    await this.#beginning(after);
    return this.store.subscribe({ after, limit: EVENTS_AT_ONCE }, (events) => handler(partOf(filter, events)));
  }

  /** What is to be delivered of the part of the log after a position; undefined where it ends there. */
  async next(filter: FeedFilter, after: bigint, limit = EVENTS_AT_ONCE): Promise<FedPart | undefined> {
    const { events } = await this.store.readAll({ after, limit });
    if (events.length === 0) return undefined;
    return { events: events.flatMap((event) => delivered(filter, event)), position: events.at(-1)?.position ?? after };
  }

  /** What is to be delivered of one stream from a revision on, up to a position; and where it goes on where that is not all. */
  async nextOf(
    filter: FeedFilter,
    stream: string,
    { revision, upTo, limit }: { readonly revision: number; readonly upTo: bigint; readonly limit: number },
  ): Promise<{ readonly events: readonly FedEvent[]; readonly next: StreamPlace | undefined }> {
    const { events } = await this.store.readStream(stream, { from: BigInt(revision), limit });
    const known = events.filter(({ position }) => position <= upTo);
    const last = events.length === limit && known.length === limit ? known.at(-1) : undefined;
    return {
      events: known.flatMap((event) => delivered(filter, event)),
      next: last && { revision: Number(last.revision) + 1, position: last.position + 1n },
    };
  }

  async *#events(filter: FeedFilter, after: bigint, end: bigint, limit: number): AsyncIterable<CloudEvent> {
    let count = 0;
    for await (const { events } of this.#parts(filter, after, end, Infinity)) {
      for (const event of events) {
        if (count === limit) return;
        count += 1;
        yield event;
      }
    }
  }

  async *#parts(filter: FeedFilter, after: bigint, end: bigint, mostRead: number): AsyncIterable<FeedPart> {
    let position = after;
    for (let read = 0; position < end && read < mostRead; read += EVENTS_AT_ONCE) {
      const page = await this.store.readAll({ after: position, before: end + 1n, limit: EVENTS_AT_ONCE });
      position = page.events.at(-1)?.position ?? end;
      yield { ...partOf(filter, page.events), position };
    }
  }

  async #beginning(after: bigint): Promise<{ readonly after: bigint; readonly end: bigint }> {
    const end = await this.store.head();
    if (after > end) throw new InvalidRequest('after', `the log ends at position ${String(end)}`);
    return { after, end };
  }
}

const placeIn = (list: unknown, cursor: string): { readonly after: bigint; readonly end: bigint } => {
  const { position, after } = placeOf(list, cursor);
  if (!/^\d{1,19}$/.test(after)) throw new InvalidCursor();
  return { after: BigInt(after), end: position };
};

const partOf = (filter: FeedFilter, events: readonly RecordedEvent[]): FeedPart => ({
  events: events.flatMap((event) => wanted(filter, event)),
  position: events.at(-1)?.position ?? 0n,
});

const delivered = (filter: FeedFilter, stored: RecordedEvent): readonly FedEvent[] => {
  const { stream } = stored;
  if (filter.types === undefined && kindOf(stream)?.kind.isSentByNameAlone === true) return [];
  return wanted(filter, stored).map((event) => ({ stream, event }));
};

const wanted = ({ types, contractIds }: FeedFilter, stored: RecordedEvent): readonly CloudEvent[] => {
  if (contractIds?.includes(contractOf(stored.stream) ?? '') === false) return [];
  const event = cloudEventOf(stored);
  return event === undefined || types?.includes(event.type) === false ? [] : [event];
};
