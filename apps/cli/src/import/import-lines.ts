import type { Outcome, Recorder } from '../ledger/recorder.js';
import type { Line } from '../lines.js';
import { batchesOf, standardWindow, type Batch, type Window } from './batches.js';

/** What became of an import, in numbers. */
export interface ImportCount {
  /** Contracts of which something was recorded. */
  recorded: number;
  /** Contracts of which everything was recorded before. */
  known: number;
  refused: number;
  events: number;
}
/** Why nothing of a contract was recorded. */
export interface RefusedContract {
  readonly contractId: string;
  /** The first line that stands in the way; undefined where it is all of them together. */
  readonly line: number | undefined;
  readonly detail: string;
}

/** Contracts that are recorded at a time: together they share the writes to the disk. */
const AT_ONCE = 32;

/**
 * Records the facts of a file, contract by contract: all of a contract's, or none.
 * @param count is added to, also when the import breaks off
 * @throws {Complaint} for a line whose contract cannot be told; what the recorder throws where nothing can be recorded
 */
export const importLines = async (
  lines: AsyncIterable<Line>,
  recorder: Recorder,
  count: ImportCount,
  refused: (contract: RefusedContract) => void,
  window: Window = standardWindow,
): Promise<void> => {
  const running = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  const begin = (batch: Batch): void => {
    const work = outcomeOf(batch, recorder)
      .then((outcome) => tell(batch, outcome, count, refused))
      .catch((cause: unknown) => void (failure ??= { cause }))
      .finally(() => running.delete(work));
    running.add(work);
  };
  try {
    for await (const batch of batchesOf(lines, window)) {
      begin(batch);
      if (running.size >= AT_ONCE) await Promise.race(running);
      if (failure !== undefined) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failure !== undefined) throw failure.cause;
};

const outcomeOf = ({ contractId, facts, fault }: Batch, recorder: Recorder): Promise<Outcome> =>
  fault === undefined
    ? recorder.record(contractId, facts)
    : Promise.resolve({ kind: 'refused', index: undefined, detail: fault.detail });

const tell = (
  { contractId, lines, fault }: Batch,
  outcome: Outcome,
  count: ImportCount,
  refused: (contract: RefusedContract) => void,
): void => {
  if (outcome.kind === 'refused') {
    count.refused += 1;
    const line = fault?.line ?? (outcome.index === undefined ? undefined : lines[outcome.index]);
    refused({ contractId, line, detail: outcome.detail });
  } else if (outcome.events === 0) {
    count.known += 1;
  } else {
    count.recorded += 1;
    count.events += outcome.events;
  }
};
