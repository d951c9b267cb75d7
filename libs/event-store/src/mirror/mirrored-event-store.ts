import { setTimeout } from 'node:timers/promises';
import { StoreClosed, StoreUnavailable, type EventStoreError } from '../errors.js';
import {
  EventStore,
  type Appended,
  type AppendOptions,
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
import { Subscriptions, type Subscription } from '../subscription.js';
import type { BesideStore } from '../beside-store.js';
import { LocalCopy, MirrorDiffers } from './local-copy.js';

export interface MirrorOptions {
  /** Of the mirror alone; made if it is missing. */
  readonly directory: string;
  readonly source: EventStore;
  /** Where the source keeps its values beside: a mirror keeps nothing that can be erased. */
  readonly beside?: Pick<BesideStore, 'read'>;
  readonly report: MirrorReport;
}
/** Told what is out of the ordinary. */
export interface MirrorReport {
  /** The mirror was not what the source holds, or cannot be read: it is made again. */
  readonly remade: (cause: unknown) => void;
  /** Nothing can be copied now; it is tried again. */
  readonly interrupted: (cause: unknown) => void;
}
/** How far a mirror has come. */
export interface MirrorState {
  /** False while it is compared or made: reads wait. */
  readonly isUsable: boolean;
  readonly events: number;
  /** The source's position of the last event that is mirrored. */
  readonly position: Position;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;

/**
 * A log that is far away, read from a copy near by. The copy is of the embedded kind and only added to; positions are the source's. It
 * is compared with the source at each beginning, and made again where it differs. Reads wait until the copy holds what the source held
 * when it began; writes go to the source.
 */
export class MirroredEventStore extends EventStore {
  private readonly subscriptions = new Subscriptions(this);
  private usable = Promise.withResolvers<undefined>();
  private isUsable = false;
  private copy: LocalCopy | undefined;
  private copying: Subscription | undefined;
  private running: Promise<void> = Promise.resolve();
  private readonly ending = new AbortController();

  private constructor(private readonly options: MirrorOptions) {
    super();
    this.usable.promise.catch(() => undefined); // whoever reads is told
  }

  /**
   * Begins to copy in the background.
   *
   * @throws {StoreLocked} where another process has the mirror; {StoreUnavailable} where it cannot be written
   */
  static async open(options: MirrorOptions): Promise<MirroredEventStore> {
    const store = new MirroredEventStore(options);
    store.copy = await LocalCopy.open(options.directory, options.report.remade);
    store.running = store.run();
    return store;
  }

  state(): MirrorState {
    const positions = this.copy?.positions;
    return { isUsable: this.isUsable, events: positions?.count ?? 0, position: positions?.last ?? 0n };
  }

  /** How many events are mirrored from after a position of the source through another. */
  count({ after, through }: { readonly after: Position; readonly through: Position }): number {
    const positions = this.copy?.positions;
    return positions === undefined ? 0 : positions.placeOf(through) - positions.placeOf(after);
  }

  override append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options?: AppendOptions,
  ): Promise<Appended> {
    return this.options.source.append(stream, events, expected, options);
  }

  override claimedBy(claim: string): Promise<{ readonly stream: string } | undefined> {
    return this.options.source.claimedBy(claim);
  }

  override eraseBeside(stream: string, commitments: readonly string[]): Promise<void> {
    return this.options.source.eraseBeside(stream, commitments);
  }

  override hindrance(): Promise<EventStoreError | undefined> {
    return this.options.source.hindrance();
  }

  override async readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice> {
    return this.read(async (copy) => this.sliceOf(copy, await copy.log.readStream(stream, options)));
  }

  override readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]> {
    return this.read(async (copy) => {
      const slices = await copy.log.readStreams(wanted);
      return Promise.all(slices.map((slice) => this.sliceOf(copy, slice)));
    });
  }

  override async *streamNames(): AsyncIterable<readonly string[]> {
    yield* await this.read((copy) => Promise.resolve(copy.log.streamNames()));
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.read((copy) => copy.log.lastRevision(stream));
  }

  override readAll({ after, before, ...options }: ReadAllOptions = {}): Promise<LogPage> {
    return this.read(async (copy) => {
      const { positions } = copy;
      const page = await copy.log.readAll({
        ...options,
        ...(after !== undefined && { after: BigInt(positions.placeOf(after)) }),
        ...(before !== undefined && { before: BigInt(positions.placeOf(before - 1n) + 1) }),
      });
      return { events: await this.eventsOf(copy, page.events), head: headOf(copy, page.head) };
    });
  }

  /** How far the log is mirrored. */
  override head(): Promise<Position> {
    return this.read(async (copy) => headOf(copy, await copy.log.head()));
  }

  override subscribe(options: SubscribeOptions, handler: EventHandler): Subscription {
    if (this.isEnding()) throw new StoreClosed();
    return this.subscriptions.add(options, handler);
  }

  /** The source stays open: it is whose it was. */
  override async close(): Promise<void> {
    if (!this.isEnding()) {
      this.ending.abort();
      this.usable.reject(new StoreClosed());
      await this.subscriptions.close();
      await this.copying?.close();
    }
    await this.running;
  }

  private async run(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !this.isEnding();) {
      try {
        await this.follow();
        pause = FIRST_PAUSE_MS;
      } catch (cause) {
        if (this.isEnding()) break;
        if (this.isUsable) pause = FIRST_PAUSE_MS; // it had worked
        await this.recover(cause);
        await setTimeout(pause, undefined, { signal: this.ending.signal }).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    await this.copy?.close();
    this.copy = undefined;
  }

  private isEnding(): boolean {
    return this.ending.signal.aborted;
  }

  /** Copies until something is in the way. */
  private async follow(): Promise<void> {
    const { source, directory, report } = this.options;
    const copy = (this.copy ??= await LocalCopy.open(directory, report.remade));
    await copy.mend();
    await copy.compareWith(source);
    const head = await source.head();
    if (head < copy.positions.last) {
      throw new MirrorDiffers(`the source ends at ${String(head)}, the mirror at ${String(copy.positions.last)}`);
    }
    this.copying = source.subscribe({ after: copy.positions.last }, async (events) => {
      await copy.add(events);
      this.subscriptions.wake();
    });
    const ended = this.copying.ended;
    await Promise.race([this.copying.reached(head), ended]);
    if (!this.isUsable && !this.isEnding()) {
      this.isUsable = true;
      this.usable.resolve(undefined);
      this.subscriptions.wake();
    }
    await ended;
  }

  private async recover(cause: unknown): Promise<void> {
    await this.copying?.close();
    this.copying = undefined;
    if (!(cause instanceof MirrorDiffers)) {
      this.options.report.interrupted(cause);
      return;
    }
    this.options.report.remade(cause);
    if (this.isUsable) {
      this.isUsable = false;
      this.usable = Promise.withResolvers<undefined>();
      this.usable.promise.catch(() => undefined);
    }
    await this.copy?.close();
    this.copy = undefined;
    LocalCopy.remove(this.options.directory);
  }

  private async read<Result>(action: (copy: LocalCopy) => Promise<Result>): Promise<Result> {
    await this.usable.promise;
    if (this.isEnding()) throw new StoreClosed();
    if (this.copy === undefined) throw new StoreUnavailable('the mirror of the log is made again');
    return action(this.copy);
  }

  private async sliceOf(copy: LocalCopy, slice: StreamSlice): Promise<StreamSlice> {
    return { ...slice, events: await this.eventsOf(copy, slice.events), head: headOf(copy, slice.head) };
  }

  private async eventsOf(copy: LocalCopy, events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    const placed = events.map((event) => ({ ...event, position: copy.positions.at(Number(event.position)) }));
    return this.options.beside === undefined ? placed : withBeside(placed, this.options.beside);
  }
}

/** What stands beside an event stands in its data as a commitment. */
const COMMITMENT = /"commitment":"([^"\\]+)"/g;

const withBeside = async (
  events: readonly RecordedEvent[],
  beside: Pick<BesideStore, 'read'>,
): Promise<readonly RecordedEvent[]> => {
  const commitments = events.map(({ data }) =>
    Array.from(data.matchAll(COMMITMENT), ([, commitment = '']) => commitment),
  );
  const wanted = commitments.flat();
  if (wanted.length === 0) return events;
  const values = await beside.read(wanted);
  return events.map((event, index) => {
    const known = (commitments[index] ?? []).map((commitment) => values.get(commitment));
    return { ...event, beside: known.filter((value) => value !== undefined && value !== 'erased') };
  });
};

const headOf = ({ positions }: LocalCopy, place: bigint): Position => (place === 0n ? 0n : positions.at(Number(place)));
