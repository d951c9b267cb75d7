import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimTaken, InvalidEvent, StoreDamaged, StoreIncompatible, WrongRevision } from '../errors.js';
import type { EventStore, NewEvent, Position, RecordedEvent } from '../event-store.js';
import { makeDirectory } from '../sqlite/ledger-directory.js';
import { SqliteEventStore } from '../sqlite/sqlite-event-store.js';
import { PositionsFile } from './positions-file.js';

/** The copy is not what the source holds, or the source has a hole. */
export class MirrorDiffers extends Error {
  override readonly name = 'MirrorDiffers';
}

/** Events compared with the source at each beginning: the last ones, and as many spread over all the others. */
const COMPARED = 100;
const READ_TOGETHER = 20;

/** A log of the embedded kind that repeats another log event by event, and where in that log each stands. */
export class LocalCopy {
  private constructor(
    readonly log: SqliteEventStore,
    readonly positions: PositionsFile,
  ) {}

  /**
   * Opens the copy in a directory. One that is damaged is thrown away and begun anew: the source gives it all again.
   *
   * @throws {StoreLocked} where another process has it; {StoreUnavailable}
   */
  static async open(directory: string, discarded: (cause: unknown) => void): Promise<LocalCopy> {
    try {
      return await LocalCopy.openIn(directory);
    } catch (cause) {
      if (!(cause instanceof StoreDamaged || cause instanceof StoreIncompatible)) throw cause;
      discarded(cause);
      LocalCopy.remove(directory);
      return LocalCopy.openIn(directory);
    }
  }

  static remove(directory: string): void {
    rmSync(directory, { recursive: true, force: true });
  }

  /** Forgets the positions of events that a failure kept from being copied. */
  async mend(): Promise<void> {
    this.positions.cut(Number(await this.log.head()));
  }

  /** Compares the last events, and some of the others, with what the source holds. @throws {MirrorDiffers} */
  async compareWith(source: EventStore): Promise<void> {
    const places = placesToCompare(this.positions.count);
    for (let start = 0; start < places.length; start += READ_TOGETHER) {
      await this.compareAt(places.slice(start, start + READ_TOGETHER), source);
    }
  }

  /**
   * Adds events of the source. Positions come first: an event is never without one, whatever breaks.
   *
   * @throws {MirrorDiffers} where they do not follow on what is there: an event is missing, or another stands in its place
   */
  async add(events: readonly RecordedEvent[]): Promise<void> {
    for (const part of partsOf(events)) await this.addPart(part);
  }

  async close(): Promise<void> {
    await this.log.close();
    this.positions.close();
  }

  private static async openIn(directory: string): Promise<LocalCopy> {
    makeDirectory(directory);
    const log = await SqliteEventStore.open({ directory: join(directory, 'log') });
    try {
      return new LocalCopy(log, PositionsFile.open(join(directory, 'positions'), Number(await log.head())));
    } catch (error) {
      await log.close();
      throw error;
    }
  }

  private async addPart(events: readonly RecordedEvent[]): Promise<void> {
    const before = this.positions.count;
    try {
      this.positions.append(events.map(({ position }) => position));
    } catch (cause) {
      throw cause instanceof StoreDamaged ? new MirrorDiffers(cause.message, { cause }) : cause;
    }
    const results = await Promise.allSettled(events.map((event) => this.append(event)));
    const failed = results.findIndex(({ status }) => status === 'rejected');
    const written = failed < 0 ? events.length : failed;
    // Those after one that failed would stand at positions that are not theirs.
    if ((await this.log.head()) !== BigInt(before + written)) throw this.unlike(results[failed]);
    const result = results[failed];
    if (result?.status === 'rejected') throw isDifference(result.reason) ? this.unlike(result) : result.reason;
  }

  private unlike(result: PromiseSettledResult<unknown> | undefined): MirrorDiffers {
    const cause: unknown = result?.status === 'rejected' ? result.reason : undefined;
    const reason = cause instanceof Error ? cause.message : 'the source gave an event that the mirror holds already';
    return new MirrorDiffers(reason, { cause });
  }

  private async append({ stream, revision, claim, id, type, data, metadata }: RecordedEvent): Promise<void> {
    const expected = revision === 0n ? 'none' : revision - 1n;
    const event: NewEvent = { id, type, data, metadata }; // what can be erased stays where it is erased
    await this.log.append(stream, [event], expected, claim === undefined ? {} : { claim });
  }

  private async compareAt(places: readonly number[], source: EventStore): Promise<void> {
    const copied = await Promise.all(
      places.map(async (place) => (await this.log.readAll({ after: BigInt(place - 1), limit: 1 })).events[0]),
    );
    await Promise.all(
      copied.map(async (copy, index) => {
        const position = this.positions.at(places[index] ?? 0);
        if (copy === undefined) throw new MirrorDiffers(`the mirror lacks the event at position ${String(position)}`);
        const { events } = await source.readStream(copy.stream, { from: copy.revision, limit: 1 });
        compare(copy, position, events[0]);
      }),
    );
  }
}

const placesToCompare = (count: number): readonly number[] => {
  const tail = Math.max(0, count - COMPARED);
  const step = Math.max(1, Math.floor(tail / COMPARED));
  const places: number[] = [];
  for (let place = 1; place <= tail; place += step) places.push(place);
  for (let place = tail + 1; place <= count; place += 1) places.push(place);
  return places;
};

const compare = (copy: RecordedEvent, position: Position, original: RecordedEvent | undefined): void => {
  const where = `revision ${String(copy.revision)} of stream ${copy.stream}`;
  if (original === undefined) throw new MirrorDiffers(`the source lacks ${where}, which the mirror holds`);
  const isSame =
    original.position === position &&
    original.revision === copy.revision &&
    (['id', 'type', 'data', 'metadata', 'claim'] as const).every((member) => original[member] === copy[member]);
  if (!isSame) throw new MirrorDiffers(`${where} is another event in the source than in the mirror`);
};

/** So much at once that everything in it may wait to be written together. */
const partsOf = (events: readonly RecordedEvent[]): readonly (readonly RecordedEvent[])[] => {
  const parts: RecordedEvent[][] = [];
  let characters = 0;
  for (const event of events) {
    characters += event.data.length + event.metadata.length;
    const part = parts.at(-1);
    if (part !== undefined && part.length < LARGEST_PART && characters <= LARGEST_PART_CHARACTERS) {
      part.push(event);
    } else {
      parts.push([event]);
      characters = event.data.length + event.metadata.length;
    }
  }
  return parts;
};
const LARGEST_PART = 1000;
const LARGEST_PART_CHARACTERS = 16_000_000;

const isDifference = (cause: unknown): cause is Error =>
  [WrongRevision, ClaimTaken, InvalidEvent, StoreDamaged].some((kind) => cause instanceof kind);
