import { StoreClosed } from '../errors.js';
import { EventStore } from '../event-store.js';
import type {
  Appended,
  AppendOptions,
  EventHandler,
  ExpectedRevision,
  LogPage,
  NewEvent,
  Position,
  ReadAllOptions,
  ReadStreamOptions,
  RecordedEvent,
  Revision,
  StreamFrom,
  StreamSlice,
  SubscribeOptions,
} from '../event-store.js';
import type { Subscription } from '../subscription.js';

/**
 * The store as if it numbered its events 1, 2, 3 ...: for a store whose positions only grow, so that the suite says exactly which events it
 * expects where. Every position that the store gives must be that of an event in its log, or `0n`.
 */
export class InOrdinals extends EventStore {
  /** Of the events known so far, in the order of the log. */
  private readonly positions: Position[] = [];
  private catching: Promise<void> = Promise.resolve();

  constructor(readonly store: EventStore) {
    super();
  }

  override async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    options: AppendOptions = {},
  ): Promise<Appended> {
    const appended = await this.store.append(stream, events, expected, options);
    const position = await this.ordinalOf(appended.position).catch((error: unknown) => {
      if (error instanceof StoreClosed) return appended.position; // it was accepted before
      throw error;
    });
    return { ...appended, position };
  }

  override claimedBy(claim: string): Promise<{ readonly stream: string } | undefined> {
    return this.store.claimedBy(claim);
  }

  override async readStream(stream: string, options?: ReadStreamOptions): Promise<StreamSlice> {
    return this.slice(await this.store.readStream(stream, options));
  }

  override async readStreams(wanted: readonly StreamFrom[]): Promise<readonly StreamSlice[]> {
    const slices = await this.store.readStreams(wanted);
    return Promise.all(slices.map((slice) => this.slice(slice)));
  }

  override streamNames(): AsyncIterable<readonly string[]> {
    return this.store.streamNames();
  }

  override lastRevision(stream: string): Promise<Revision | undefined> {
    return this.store.lastRevision(stream);
  }

  override async readAll(options: ReadAllOptions = {}): Promise<LogPage> {
    await this.catchUp();
    const { after, before, ...others } = options;
    const page = await this.store.readAll({
      ...others,
      ...(after !== undefined && { after: this.positionOf(after) }),
      ...(before !== undefined && { before: this.positionOf(before) }),
    });
    return { events: await this.events(page.events), head: await this.ordinalOf(page.head) };
  }

  override async head(): Promise<Position> {
    return this.ordinalOf(await this.store.head());
  }

  override subscribe({ after, ...options }: SubscribeOptions, handler: EventHandler): Subscription {
    const subscription = this.store.subscribe({ ...options, after: this.positionOf(after) }, async (events) => {
      await handler(await this.events(events));
    });
    const ordinal = (): Position => BigInt(this.positions.filter((one) => one <= subscription.position).length);
    return {
      ended: subscription.ended,
      get position(): Position {
        return ordinal();
      },
      caughtUp: () => subscription.caughtUp(),
      reached: (position) => subscription.reached(this.positionOf(position)),
      close: () => subscription.close(),
    };
  }

  override eraseBeside(stream: string, commitments: readonly string[]): Promise<void> {
    return this.store.eraseBeside(stream, commitments);
  }

  override close(): Promise<void> {
    return this.store.close();
  }

  private async slice(slice: StreamSlice): Promise<StreamSlice> {
    return { ...slice, events: await this.events(slice.events), head: await this.ordinalOf(slice.head) };
  }

  private events(events: readonly RecordedEvent[]): Promise<readonly RecordedEvent[]> {
    return Promise.all(events.map(async (event) => ({ ...event, position: await this.ordinalOf(event.position) })));
  }

  private async ordinalOf(position: Position): Promise<Position> {
    if (position === 0n) return 0n;
    if (position > (this.positions.at(-1) ?? 0n)) await this.catchUp();
    const index = placeIn(this.positions, position);
    if (this.positions[index] !== position) throw new Error(`no event of the log stands at position ${position}`);
    return BigInt(index + 1);
  }

  /** Beyond the last one, a position that the log has not come to. */
  private positionOf(ordinal: Position): Position {
    if (ordinal <= 0n) return 0n;
    const last = this.positions.at(-1) ?? 0n;
    const beyond = ordinal - BigInt(this.positions.length);
    return beyond > 0n ? last + beyond : (this.positions[Number(ordinal) - 1] ?? last);
  }

  private catchUp(): Promise<void> {
    this.catching = this.catching.then(
      () => this.readOn(),
      () => this.readOn(),
    );
    return this.catching;
  }

  private async readOn(): Promise<void> {
    for (;;) {
      const last = this.positions.at(-1) ?? 0n;
      const { events } = await this.store.readAll({ after: last, limit: 5_000 });
      if (events.length === 0) return;
      for (const { position } of events) {
        if (position <= (this.positions.at(-1) ?? 0n)) throw new Error(`position ${position} does not follow`);
        this.positions.push(position);
      }
    }
  }
}

/** Where the position stands in the ascending list, or would. */
const placeIn = (positions: readonly Position[], position: Position): number => {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((positions[middle] ?? 0n) < position) low = middle + 1;
    else high = middle;
  }
  return low;
};
