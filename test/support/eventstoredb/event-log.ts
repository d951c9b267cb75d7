import { checkAppend, type Expectation } from './check-append.js';
import { encodeEvent } from './encode-event.js';
import { metadataStreamOf, readLimits, streamOfMetadata, TRUNCATE_BEFORE, type StreamLimits } from './stream-limits.js';

/** An event as it was proposed. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** What the log keeps of an event: where it stands, what filters ask for, and the whole of it as the answer to a read. */
export interface LoggedEvent {
  readonly position: number;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly encoded: Buffer;
}

export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: bigint | undefined; readonly position: number | undefined }
  | { readonly kind: 'wrong-revision'; readonly current: bigint | undefined }
  | { readonly kind: 'deleted' };

export type StreamState = 'missing' | 'deleted' | 'present';

interface Stream {
  /** By revision. */
  readonly events: LoggedEvent[];
  tombstone: LoggedEvent | undefined;
  limits: StreamLimits;
}

/** In memory, in the order of writing, with an index by stream and one by event id. An append is written in one turn. */
export interface EventLog {
  /** Ascending by position. */
  readonly events: readonly LoggedEvent[];
  readonly append: (stream: string, events: readonly ProposedEvent[], expected: Expectation) => AppendOutcome;
  /** The stream is read as missing; what follows goes on with its numbers. */
  readonly softDelete: (stream: string, expected: Expectation) => AppendOutcome;
  /** The stream is gone for ever. */
  readonly tombstone: (stream: string, expected: Expectation) => AppendOutcome;
  readonly state: (stream: string) => StreamState;
  /** What can be read of a stream by revision, and the first of them that its metadata leaves to be seen. */
  readonly read: (stream: string) => { readonly events: readonly LoggedEvent[]; readonly first: number };
  /** The index of the first event at a position or after it. */
  readonly indexFrom: (position: number) => number;
  /** Called after every append that wrote something. */
  readonly onAppended: (listener: () => void) => () => void;
}

/** Positions are those of a file: each event is as long as what it holds and this. */
const RECORD_BYTES = 96;
/** What a node writes before anything else takes a place too: no event stands at 0. */
const FIRST_POSITION = 1024;
/** The revision of the event that says a stream is gone. */
const TOMBSTONE_REVISION = 2n ** 63n - 1n;

export const newEventLog = (): EventLog => {
  const events: LoggedEvent[] = [];
  const streams = new Map<string, Stream>();
  const byId = new Map<string, LoggedEvent>();
  const listeners = new Set<() => void>();
  let next = FIRST_POSITION;

  const streamOf = (name: string): Stream => {
    let stream = streams.get(name);
    if (stream === undefined) streams.set(name, (stream = { events: [], tombstone: undefined, limits: {} }));
    return stream;
  };

  const write = (name: string, proposed: ProposedEvent, revision: bigint): LoggedEvent => {
    const { id, type } = proposed;
    const position = next;
    const encoded = encodeEvent(proposed, { stream: name, revision, position, created: new Date() });
    const event: LoggedEvent = { position, stream: name, revision, id, type, encoded };
    next += RECORD_BYTES + encoded.length;
    events.push(event);
    byId.set(id, event);
    return event;
  };

  const add = (name: string, proposed: readonly ProposedEvent[]): LoggedEvent | undefined => {
    const stream = streamOf(name);
    for (const one of proposed) stream.events.push(write(name, one, BigInt(stream.events.length)));
    const ofWhich = streamOfMetadata(name);
    const last = proposed.at(-1);
    if (ofWhich !== undefined && last !== undefined) streamOf(ofWhich).limits = readLimits(last.data);
    return stream.events.at(-1);
  };

  const tellListeners = (): void => {
    for (const listener of listeners) listener();
  };

  const check = (name: string, ids: readonly string[], expected: Expectation): ReturnType<typeof checkAppend> => {
    const { events: written, tombstone, limits } = streamOf(name);
    return checkAppend(ids, expected, {
      name,
      events: written,
      tombstoned: tombstone !== undefined,
      softDeleted: limits.truncateBefore === TRUNCATE_BEFORE,
      hasMetadata: (streams.get(metadataStreamOf(name))?.events.length ?? 0) > 0,
      find: (id) => byId.get(id),
    });
  };

  const append: EventLog['append'] = (name, proposed, expected) => {
    const checked = check(
      name,
      proposed.map(({ id }) => id),
      expected,
    );
    if (checked.kind === 'written-before')
      return { kind: 'appended', revision: checked.last.revision, position: checked.last.position };
    if (checked.kind !== 'new') return checked;
    const stream = streamOf(name);
    if (proposed.length === 0)
      return { kind: 'appended', revision: stream.events.at(-1)?.revision, position: events.at(-1)?.position };
    if (checked.undelete) add(metadataStreamOf(name), [truncation(stream.events.length)]);
    const last = add(name, proposed);
    tellListeners();
    return { kind: 'appended', revision: last?.revision, position: last?.position };
  };

  const remove = (name: string, expected: Expectation, how: () => LoggedEvent | undefined): AppendOutcome => {
    const checked = check(name, [crypto.randomUUID()], expected);
    if (checked.kind === 'wrong-revision' || checked.kind === 'deleted') return checked;
    const last = how();
    tellListeners();
    return { kind: 'appended', revision: undefined, position: last?.position };
  };

  return {
    events,
    append,
    softDelete: (name, expected) =>
      remove(name, expected, () => add(metadataStreamOf(name), [truncation(TRUNCATE_BEFORE)])),
    tombstone: (name, expected) =>
      remove(name, expected, () => {
        const stream = streamOf(name);
        stream.tombstone = write(name, systemEvent('$streamDeleted', ''), TOMBSTONE_REVISION);
        return stream.tombstone;
      }),
    state: (name) => {
      const stream = streams.get(name);
      if (stream?.tombstone !== undefined) return 'deleted';
      return stream === undefined || stream.events.length === 0 || stream.limits.truncateBefore === TRUNCATE_BEFORE
        ? 'missing'
        : 'present';
    },
    read: (name) => {
      const { events: written, limits } = streamOf(name);
      const kept = limits.maxCount === undefined ? 0 : written.length - limits.maxCount;
      return { events: written, first: Math.max(0, kept, limits.truncateBefore ?? 0) };
    },
    indexFrom: (position) => {
      let [low, high] = [0, events.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (events[middle]!.position < position) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    onAppended: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

/** As the server itself writes them. */
export const systemEvent = (type: string, data: string): ProposedEvent => ({
  id: crypto.randomUUID(),
  type,
  isJson: data !== '',
  data: Buffer.from(data),
  metadata: Buffer.alloc(0),
});

const truncation = (before: number): ProposedEvent =>
  systemEvent('$metadata', `{"$tb":${before === TRUNCATE_BEFORE ? '9223372036854775807' : String(before)}}`);
