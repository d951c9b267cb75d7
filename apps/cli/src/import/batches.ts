import { appendLimits } from '@ledger/event-store';
import type { ImportedFact } from '@ledger/application';
import type { Line } from '../lines.js';
import { readFactLine } from './fact-line.js';

/** The lines of one contract, to be recorded together or not at all. */
export interface Batch {
  readonly contractId: string;
  readonly facts: readonly ImportedFact[];
  /** The line of each fact. */
  readonly lines: readonly number[];
  /** A line of it is wrong already by its looks, and was told of: nothing of the contract is to be recorded. */
  readonly isRefused: boolean;
}

/** A line that is wrong already by its looks. */
export interface LineFault {
  readonly line: number;
  /** Undefined where it cannot be told whose line it is. */
  readonly contractId: string | undefined;
  readonly detail: string;
  /** The contract's earlier lines are dealt with already. */
  readonly isLate: boolean;
}

/** How much is held back while more lines of a contract may come. */
export interface Window {
  /** Of text, of all contracts together. */
  readonly bytes: number;
}
export const standardWindow: Window = { bytes: 8_000_000 };

/**
 * The lines of a file by contract. Lines of one contract need not stand together, as long as what lies between them fits into the window;
 * where it does not, the contract whose last line is furthest back is taken for complete, and a line that comes for it later is a fault.
 * @param wrong told of every line that is wrong by its looks, as it is read
 */
export async function* batchesOf(
  lines: AsyncIterable<Line>,
  wrong: (fault: LineFault) => void,
  window: Window = standardWindow,
): AsyncGenerator<Batch, void> {
  /** In the order of their last lines. */
  const open = new Map<string, OpenBatch>();
  const closed = new Set<string>();
  let held = 0;
  const close = (batch: OpenBatch): Batch => {
    open.delete(batch.contractId);
    closed.add(batch.contractId);
    held -= batch.bytes;
    return batch;
  };
  for await (const line of lines) {
    if (line.text.trim() === '') continue;
    const read = readFactLine(line);
    const isLate = read.contractId !== undefined && closed.has(read.contractId);
    const tell = (detail: string): void => wrong({ line: line.number, contractId: read.contractId, detail, isLate });
    if ('fault' in read) tell(read.fault);
    if (read.contractId === undefined) continue;
    const before = open.get(read.contractId);
    const batch = before ?? begun(read.contractId);
    held -= before?.bytes ?? 0;
    if (batch.firstLine === 0) batch.firstLine = line.number;
    if ('fault' in read) {
      refuse(batch);
    } else if (!batch.isRefused) {
      const refusal = isLate ? TOO_FAR_APART : add(batch, line, read.fact);
      if (refusal !== undefined) {
        tell(refusal);
        refuse(batch);
      }
    }
    held += batch.bytes;
    open.delete(read.contractId);
    open.set(read.contractId, batch);
    for (const eldest of open.values()) {
      if (held <= window.bytes) break;
      yield close(eldest);
    }
  }
  for (const batch of [...open.values()].sort((one, other) => one.firstLine - other.firstLine)) yield close(batch);
}

interface OpenBatch extends Batch {
  readonly facts: ImportedFact[];
  readonly lines: number[];
  isRefused: boolean;
  firstLine: number;
  bytes: number;
}

const TOO_FAR_APART =
  'the lines of this contract stand too far apart, and the earlier ones are dealt with already: sort the file by contract and import it again, nothing is recorded twice';
const TOO_MUCH = `one contract is recorded at once, with at most ${String(appendLimits.events)} facts of together ${String(appendLimits.bytes)} bytes: import a part of its lines first`;

/** Held also of a contract that is refused. */
const BYTES_OF_A_CONTRACT = 200;

const begun = (contractId: string): OpenBatch => ({
  contractId,
  facts: [],
  lines: [],
  isRefused: false,
  firstLine: 0,
  bytes: BYTES_OF_A_CONTRACT,
});

/** @returns why that is not possible, where it is not */
const add = (batch: OpenBatch, { number, bytes }: Line, fact: ImportedFact): string | undefined => {
  batch.facts.push(fact);
  batch.lines.push(number);
  batch.bytes += bytes;
  // What the log takes is asked where it is written; here only what goes far beyond is not held.
  const isTooMuch = batch.facts.length > appendLimits.events || batch.bytes > 2 * appendLimits.bytes;
  return isTooMuch ? TOO_MUCH : undefined;
};

const refuse = (batch: OpenBatch): void => {
  batch.isRefused = true;
  batch.facts.length = 0;
  batch.lines.length = 0;
  batch.bytes = BYTES_OF_A_CONTRACT;
};
