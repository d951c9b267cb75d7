import type { Failure } from './failures.js';

/*
 * What goes to the thread that writes and comes back: tuples, which cross in less than half the time of objects, and lists of them
 * made by `dense`.
 */

export type SentEvent = readonly [
  id: string,
  type: string,
  data: string,
  metadata: string,
  /** How many values stand beside it. */
  beside: number,
  /** See `besideText`; null when there are none. */
  besideValues: string | null,
];

export type AppendRequest = readonly [
  kind: 'append',
  stream: string,
  /** The stream's last revision; -1 for a stream that does not exist, null for any. */
  expected: number | null,
  claim: string | null,
  events: readonly SentEvent[],
];

export type EraseRequest = readonly [kind: 'erase', stream: string, commitments: readonly string[]];

export type WriterRequest =
  AppendRequest | EraseRequest | readonly [kind: 'indexed', through: number] | readonly [kind: 'close'];

export type AppendedOutcome = readonly [kind: 'appended', revision: number, position: number, replayed: boolean];

export type WriterOutcome =
  | AppendedOutcome
  | readonly [kind: 'wrong-revision', actual: number]
  | readonly [kind: 'claim-taken', stream: string]
  | readonly [kind: 'done']
  | readonly [kind: 'failed', failure: Failure];

export type WriterAnswer = readonly [
  /** In the order of the requests. The first answer holds none and says that the writer is ready. */
  outcomes: readonly WriterOutcome[],
  /** Since the writer was started. */
  commits: number,
  /** Pages in the write-ahead log that were not in the log file when it was last measured, which is not after every commit. */
  backlogPages: number,
];

/** Like map; but what map makes counts as a list that may have holes, which crosses more slowly. */
export const dense = <Item, Result>(items: readonly Item[], make: (item: Item) => Result): readonly Result[] => {
  const made: Result[] = [];
  for (const item of items) made.push(make(item));
  return made;
};
