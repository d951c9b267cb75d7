import type { Outcome, Recorder } from '../ledger/recorder.js';
import type { Line } from '../lines.js';
import { batchesOf, standardWindow, type Batch, type Window } from './batches.js';
import type { LineFault } from './survey.js';

/** What became of an import, in numbers. */
export interface ImportCount {
  /** Contracts of which something was recorded. */
  recorded: number;
  /** Contracts of which everything was recorded before. */
  known: number;
  refused: number;
  /** Lines that were left out because nobody can tell whose they are. */
  stray: number;
  events: number;
}
/** What stands in the way of a contract. */
export interface Obstacle {
  /** Undefined where it is all lines of the contract together. */
  readonly line: number | undefined;
  /** Undefined where it cannot be told whose line it is: it was left out. */
  readonly contractId: string | undefined;
  readonly detail: string;
}

/** Contracts that are recorded at a time: together they share the writes to the disk. */
const AT_ONCE = 32;

/**
 * Records the facts of a file, contract by contract: all of a contract's, or none. A line whose contract cannot be told is left out.
 * @param lines the file, as often as it is asked for
 * @param count is added to, also when the import breaks off
 * @param told of every line that is wrong by its looks, and of the first of a contract that is refused where it is decided
 * @throws what the recorder throws where nothing can be recorded
 */
export const importLines = async (
  lines: () => AsyncIterable<Line>,
  recorder: Recorder,
  count: ImportCount,
  told: (obstacle: Obstacle) => void,
  window: Window = standardWindow,
): Promise<void> => {
  const running = new Set<Promise<void>>();
  let failure: { readonly cause: unknown } | undefined;
  const begin = (batch: Batch): void => {
    const work = outcomeOf(batch, recorder)
      .then((outcome) => tell(batch, outcome, count, told))
      .catch((cause: unknown) => void (failure ??= { cause }))
      .finally(() => running.delete(work));
    running.add(work);
  };
  const wrong = (fault: LineFault): void => {
    if (fault.contractId === undefined) count.stray += 1;
    told(fault);
  };
  try {
    for await (const batch of batchesOf(lines, wrong, window)) {
      begin(batch);
      if (running.size >= AT_ONCE) await Promise.race(running);
      if (failure !== undefined) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failure !== undefined) throw failure.cause;
};

/** Undefined where the contract was refused, and told of, before. */
const outcomeOf = async ({ contractId, facts, isRefused }: Batch, recorder: Recorder): Promise<Outcome | undefined> =>
  isRefused ? undefined : recorder.record(contractId, facts);

const tell = (
  { contractId, lines }: Batch,
  outcome: Outcome | undefined,
  count: ImportCount,
  told: (obstacle: Obstacle) => void,
): void => {
  if (outcome === undefined) {
    count.refused += 1;
  } else if (outcome.kind === 'refused') {
    count.refused += 1;
    const line = outcome.index === undefined ? undefined : lines[outcome.index];
    told({ contractId, line, detail: outcome.detail });
  } else if (outcome.events === 0) {
    count.known += 1;
  } else {
    count.recorded += 1;
    count.events += outcome.events;
  }
};
