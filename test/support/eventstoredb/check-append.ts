import type { LoggedEvent } from './event-log.js';

/** What an append says about its stream. */
export type Expectation = bigint | 'no-stream' | 'any' | 'stream-exists';

/** What there is of the stream before the append. */
export interface StreamBefore {
  readonly name: string;
  /** By revision. */
  readonly events: readonly LoggedEvent[];
  readonly tombstoned: boolean;
  readonly softDeleted: boolean;
  readonly hasMetadata: boolean;
  /** The last event that was written with an id, in whatever stream. */
  readonly find: (id: string) => LoggedEvent | undefined;
}

export type AppendCheck =
  | { readonly kind: 'new'; readonly undelete: boolean }
  | { readonly kind: 'written-before'; readonly last: LoggedEvent }
  | { readonly kind: 'wrong-revision'; readonly current: bigint | undefined }
  | { readonly kind: 'deleted' };

/**
 * Whether events with these ids may be appended, or have been before: a repetition is known by the ids alone. A part of
 * an earlier append from its beginning counts as repeated; one with new events behind old ones is refused.
 */
export const checkAppend = (ids: readonly string[], expected: Expectation, before: StreamBefore): AppendCheck => {
  if (before.tombstoned) return { kind: 'deleted' };
  if (expected === 'stream-exists') {
    if (before.softDeleted) return { kind: 'deleted' };
    if (before.events.length === 0 && !before.hasMetadata) return wrong(before);
  }
  return expected === 'any' || expected === 'stream-exists'
    ? checkAnywhere(ids, before)
    : checkAt(ids, expected === 'no-stream' ? 0n : expected + 1n, expected === 'no-stream', before);
};

const checkAnywhere = (ids: readonly string[], before: StreamBefore): AppendCheck => {
  let last: LoggedEvent | undefined;
  for (const [index, id] of ids.entries()) {
    const written = before.find(id);
    if (written?.stream !== before.name)
      return index === 0 ? { kind: 'new', undelete: before.softDeleted } : wrong(before);
    last = written;
  }
  return last === undefined ? { kind: 'new', undelete: false } : { kind: 'written-before', last };
};

const checkAt = (ids: readonly string[], from: bigint, noStream: boolean, before: StreamBefore): AppendCheck => {
  const next = BigInt(before.events.length);
  if (from > next) return wrong(before);
  if (from === next) return { kind: 'new', undelete: before.softDeleted };
  let last: LoggedEvent | undefined;
  for (const [index, id] of ids.entries()) {
    const written = before.events[Number(from) + index];
    if (written?.id !== id) {
      return index === 0 && noStream && before.softDeleted ? { kind: 'new', undelete: true } : wrong(before);
    }
    last = written;
  }
  return last === undefined ? wrong(before) : { kind: 'written-before', last };
};

const wrong = ({ events }: StreamBefore): AppendCheck => ({ kind: 'wrong-revision', current: events.at(-1)?.revision });
