import { checkAppend } from '../check-append.js';
import { ClaimTaken, StoreClosed, WrongRevision } from '../errors.js';
import {
  EventStore,
  type Appended,
  type AppendOptions,
  type BesideValue,
  type EventHandler,
  type ExpectedRevision,
  type LogPage,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type RecordedEvent,
  type Revision,
  type StreamFrom,
  type StreamSlice,
  type SubscribeOptions,
} from '../event-store.js';
import { checkLimit } from '../read-options.js';
import { Subscriptions, type Subscription } from '../subscription.js';

/** What stands beside it is less once some of it is erased. */
type KeptEvent = Omit<RecordedEvent, 'beside'> & { beside: readonly BesideValue[] };

/** A log that lives as long as the process: for tests. */
export class MemoryEventStore extends EventStore {
  override readonly isDense: boolean = true;
  private readonly log: KeptEvent[] = [];
  private readonly streams = new Map<string, KeptEvent[]>();
  private readonly claims = new Map<string, string>();
  private readonly subscriptions = new Subscriptions(this);
  private closed = false;

  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws, the promise rejects with
  override async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options: AppendOptions = {},
  ): Promise<Appended> {
    this.refuseWhenClosed();
    checkAppend(stream, events, expected, options);
    const recorded = this.streams.get(stream) ?? [];
    const repeated = standing(recorded, events, expected);
    if (repeated !== undefined) return { revision: repeated.revision, position: repeated.position, replayed: true };
    const holder = options.claim === undefined ? undefined : this.claims.get(options.claim);
    if (options.claim !== undefined && holder !== undefined) throw new ClaimTaken(options.claim, holder);
    const actual = recorded.at(-1)?.revision;
    if (expected !== 'any' && expected !== (actual ?? 'none')) throw new WrongRevision(stream, expected, actual);

    this.streams.set(stream, recorded);
    if (options.claim !== undefined) this.claims.set(options.claim, stream);
    events.forEach((event, index) => this.record(stream, recorded, event, index === 0 ? options.claim : undefined));
    this.subscriptions.wake();
    return { revision: BigInt(recorded.length - 1), position: this.lastPosition(), replayed: false };
  }

  override claimedBy(claim: string): Promise<{ readonly stream: string } | undefined> {
    return this.answer(() => {
      const stream = this.claims.get(claim);
      return stream === undefined ? undefined : { stream };
    });
  }

  override readStream(stream: string, options: ReadStreamOptions = {}): Promise<StreamSlice> {
    return this.answer(() => {
      const { from, direction = 'forward', limit } = options;
      const recorded = this.streams.get(stream) ?? [];
      const wanted = recorded.filter(({ revision }) => isWithin(revision, from, direction));
      if (direction === 'backward') wanted.reverse();
      return {
        events: copiesOf(wanted.slice(0, checkLimit(limit))),
        revision: recorded.at(-1)?.revision,
        head: this.lastPosition(),
      };
    });
  }

  override readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]> {
    return Promise.all(wanted.map(({ stream, ...options }) => this.readStream(stream, options)));
  }

  override async *streamNames(): AsyncIterable<readonly string[]> {
    yield await this.answer(() => [...this.streams.keys()]);
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.answer(() => this.streams.get(stream)?.at(-1)?.revision);
  }

  override readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    return this.answer(() => {
      const { after = 0n, before = this.lastPosition() + 1n, direction = 'forward', limit } = options;
      const wanted = this.log.filter(({ position }) => position > after && position < before);
      if (direction === 'backward') wanted.reverse();
      return { events: copiesOf(wanted.slice(0, checkLimit(limit) ?? 500)), head: this.lastPosition() };
    });
  }

  override head(): Promise<Position> {
    return this.answer(() => this.lastPosition());
  }

  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    this.refuseWhenClosed();
    return this.subscriptions.add(options, handler);
  }

  override eraseBeside(stream: string, commitments: readonly string[]): Promise<void> {
    return this.answer(() => {
      const erased = new Set(commitments);
      for (const event of this.streams.get(stream) ?? []) {
        event.beside = event.beside.filter(({ commitment }) => !erased.has(commitment));
      }
    });
  }

  override async close(): Promise<void> {
    await this.subscriptions.close();
    this.closed = true;
  }

  private record(stream: string, recorded: KeptEvent[], { beside = [], ...event }: NewEvent, claim?: string): void {
    const revision = BigInt(recorded.length);
    const position = this.lastPosition() + 1n;
    const one: KeptEvent = { stream, revision, position, ...event, beside, ...(claim !== undefined && { claim }) };
    recorded.push(one);
    this.log.push(one);
  }

  private lastPosition(): Position {
    return BigInt(this.log.length);
  }

  private answer<Result>(read: () => Result): Promise<Result> {
    return new Promise((resolve) => {
      this.refuseWhenClosed();
      resolve(read());
    });
  }

  private refuseWhenClosed(): void {
    if (this.closed) throw new StoreClosed();
  }
}

/** As they are now. */
const copiesOf = (events: readonly KeptEvent[]): readonly RecordedEvent[] => events.map((event) => ({ ...event }));

/** The last of the events as they stand in the stream, where the same append was made before. */
const standing = (
  recorded: readonly RecordedEvent[],
  events: readonly NewEvent[],
  expected: ExpectedRevision,
): RecordedEvent | undefined => {
  const start = firstRevision(recorded.length, events.length, expected);
  const isSame = events.every(({ id }, index) => recorded[start + index]?.id === id);
  return isSame ? recorded[start + events.length - 1] : undefined;
};

const firstRevision = (recorded: number, appended: number, expected: ExpectedRevision): number => {
  if (expected === 'none') return 0;
  return expected === 'any' ? recorded - appended : Number(expected) + 1;
};

const isWithin = (revision: Revision, from: Revision | undefined, direction: 'forward' | 'backward'): boolean =>
  from === undefined || (direction === 'forward' ? revision >= from : revision <= from);
