import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  appendLimits,
  ClaimTaken,
  EventTooLarge,
  InvalidEvent,
  readPages,
  SqliteEventStore,
  StoreLocked,
  WrongRevision,
  type Appended,
  type EventStore,
  type RecordedEvent,
} from '@ledger/event-store';
import { Complaint } from '../complaint.js';
import { syncDirectory } from '../sync-directory.js';

/**
 * Makes a log of these events, in their order and with their positions, and puts it in its place when it is complete: a crash on the way
 * leaves the place as it was.
 *
 * @param directory where the log is to be; there may be an empty one
 * @returns how many events it holds
 * @throws {Complaint} for a log that is not empty or in use, and what reading the events throws
 */
export const restoreLog = async (directory: string, events: AsyncIterable<RecordedEvent>): Promise<number> => {
  if (existsSync(directory)) await (await openEmpty(directory)).close();
  const draft = `${directory}.restoring`;
  await removeLeftover(draft);
  const count = await fill(draft, events).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    throw error;
  });
  await putInPlace(draft, directory);
  return count;
};

/**
 * Adds these events, in their order, to a log that is elsewhere and empty. They are there at once, each as it is written: where the restore
 * breaks off, the same export restored again goes on. Positions are that log's own.
 *
 * @returns how many events it holds
 * @throws {Complaint} for a log that holds anything else, and what reading the events throws
 */
export const restoreThere = async (
  open: () => Promise<EventStore>,
  events: AsyncIterable<RecordedEvent>,
): Promise<number> => {
  const store = await open();
  try {
    const begun = await begunWith(store);
    let count = 0;
    for await (const group of groupsOf(events)) {
      if (count === 0 && begun !== undefined && begun !== group.events[0].id) throw notEmpty('other events');
      await add(store, group); // one after the other: what stands between two streams is their order
      count += group.events.length;
    }
    if (count === 0 && begun !== undefined) throw notEmpty('events');
    await requireAll(store, count);
    return count;
  } finally {
    await store.close();
  }
};

const begunWith = async (store: EventStore): Promise<string | undefined> =>
  (await store.readAll({ limit: 1 })).events[0]?.id;

/** @throws {Complaint} where others have written meanwhile, or there was more than the export begins with */
const requireAll = async (store: EventStore, count: number): Promise<void> => {
  let standing = 0;
  for await (const page of readPages(store, { limit: 1_000 })) standing += page.length;
  if (standing !== count) throw notEmpty(`${String(standing)} events, ${String(count)} of them of the export`);
};

const notEmpty = (what: string): Complaint =>
  new Complaint(`the ledger holds ${what}: an export is restored into an empty one`);

/** What a restore that crashed left behind. @throws {Complaint} when another one is at work */
const removeLeftover = async (draft: string): Promise<void> => {
  if (!existsSync(draft)) return;
  await (await opened(draft, 'another restore is at work')).close();
  await rm(draft, { recursive: true });
};

const fill = async (draft: string, events: AsyncIterable<RecordedEvent>): Promise<number> => {
  const store = await SqliteEventStore.open({ directory: draft });
  try {
    return await appendAll(store, events);
  } finally {
    await store.close();
  }
};

/** Few enough to be held, and enough to share the writes to the disk. */
const WAITING_APPENDS = 1_000;
const WAITING_CHARACTERS = 16_000_000;

/** Appends are sent without waiting for those before them, and written in the order in which they were sent. */
const appendAll = async (store: SqliteEventStore, events: AsyncIterable<RecordedEvent>): Promise<number> => {
  const waiting: { readonly done: Promise<void>; readonly group: Group }[] = [];
  let [count, characters] = [0, 0];
  const settle = async (atMost: number): Promise<void> => {
    for (
      let oldest = waiting[0];
      oldest && (waiting.length > atMost || characters > WAITING_CHARACTERS);
      oldest = waiting[0]
    ) {
      await oldest.done;
      waiting.shift();
      characters -= oldest.group.characters;
      count += oldest.group.events.length;
    }
  };
  try {
    let through = 0;
    for await (const group of groupsOf(events)) {
      through += group.events.length;
      const done = append(store, group, through);
      done.catch(() => undefined); // met again where it is waited for
      waiting.push({ done, group });
      characters += group.characters;
      await settle(WAITING_APPENDS);
    }
    await settle(0);
  } finally {
    await Promise.allSettled(waiting.map(({ done }) => done));
  }
  return count;
};

/** Events of one stream that follow one another in the log. */
interface Group {
  readonly events: readonly [RecordedEvent, ...RecordedEvent[]];
  readonly characters: number;
}

const GROUP_EVENTS = 100;

async function* groupsOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<Group, void> {
  let group: Group | undefined;
  for await (const event of events) {
    const characters = charactersOf(event);
    if (group !== undefined && takes(group, event, characters)) {
      group = { events: [...group.events, event], characters: group.characters + characters };
    } else {
      if (group !== undefined) yield group;
      group = { events: [event], characters };
    }
  }
  if (group !== undefined) yield group;
}

/** A claim stands with the first event of its append. */
const takes = ({ events, characters }: Group, event: RecordedEvent, more: number): boolean =>
  events[0].stream === event.stream &&
  event.claim === undefined &&
  events.length < GROUP_EVENTS &&
  (characters + more) * MOST_BYTES_OF_A_CHARACTER <= Math.min(appendLimits.bytes, appendLimits.besideBytes);

const MOST_BYTES_OF_A_CHARACTER = 3;

const charactersOf = ({ data, metadata, beside }: RecordedEvent): number =>
  beside.reduce(
    (sum, { commitment, salt, value }) => sum + commitment.length + salt.length + value.length,
    data.length + metadata.length,
  );

/** @param through how many events the log is to hold then @throws {Complaint} where an event cannot stand where the export says that it stood */
const append = async (store: SqliteEventStore, group: Group, through: number): Promise<void> => {
  const { position, replayed } = await add(store, group);
  if (replayed || position !== BigInt(through)) throw outOfOrder(group);
};

/** @throws {Complaint} where an event cannot stand where the export says that it stood */
const add = async (store: EventStore, group: Group): Promise<Appended> => {
  const { events } = group;
  const [{ stream, revision, claim }] = events;
  const expected = revision === 0n ? 'none' : revision - 1n;
  const appended = await store
    .append(stream, events, expected, claim === undefined ? {} : { claim })
    .catch(wronglyExported);
  if (appended.revision !== events.at(-1)?.revision) throw outOfOrder(group);
  return appended;
};

const outOfOrder = ({ events }: Group): Complaint =>
  new Complaint(`the events of the export do not follow one another at position ${String(events.at(-1)?.position)}`);

const wronglyExported = (cause: unknown): never => {
  const isOfTheExport = [WrongRevision, ClaimTaken, InvalidEvent, EventTooLarge].some((kind) => cause instanceof kind);
  if (!isOfTheExport) throw cause;
  throw new Complaint(`the export holds what no log can hold: ${(cause as Error).message}`, { cause });
};

/** An empty log makes room; it is looked into once more where nobody can reach it, for a server may have been quick. */
const putInPlace = async (draft: string, directory: string): Promise<void> => {
  const aside = `${directory}.empty`;
  if (existsSync(aside)) await discardEmpty(aside);
  const isThere = existsSync(directory);
  if (isThere) {
    await rename(directory, aside);
    await openEmpty(aside)
      .then((store) => store.close())
      .catch(async (error: unknown) => {
        await rename(aside, directory);
        throw error;
      });
  }
  await rename(draft, directory);
  await syncDirectory(dirname(directory));
  if (isThere) await rm(aside, { recursive: true });
};

/** What was moved aside by a restore that crashed then. */
const discardEmpty = async (directory: string): Promise<void> => {
  await (await openEmpty(directory)).close();
  await rm(directory, { recursive: true });
};

/** @throws {Complaint} for a log that holds something, or is in use */
const openEmpty = async (directory: string): Promise<SqliteEventStore> => {
  const store = await opened(directory, 'a server has the ledger open: stop it first');
  const head = await store.head();
  if (head === 0n) return store;
  await store.close();
  throw new Complaint(
    `the ledger holds ${String(head)} events: an export is restored into an empty one, see --data-dir`,
  );
};

const opened = (directory: string, inUse: string): Promise<SqliteEventStore> =>
  SqliteEventStore.open({ directory }).catch((error: unknown) => {
    throw error instanceof StoreLocked ? new Complaint(inUse, { cause: error }) : error;
  });
