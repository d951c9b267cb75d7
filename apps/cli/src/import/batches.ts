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
  /** The first thing that is wrong with a line already by its looks: nothing of the contract is to be recorded. */
  readonly fault: { readonly line: number; readonly detail: string } | undefined;
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
 * @throws {Complaint} for a line whose contract cannot be told
 */
export async function* batchesOf(
  lines: AsyncIterable<Line>,
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
    const before = open.get(read.contractId);
    const batch = before ?? begun(read.contractId);
    held -= before?.bytes ?? 0;
    if ('fault' in read) refuse(batch, line.number, read.fault);
    else if (closed.has(read.contractId)) refuse(batch, line.number, TOO_FAR_APART);
    else add(batch, line, read.fact);
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
  fault: Batch['fault'];
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
  fault: undefined,
  firstLine: 0,
  bytes: BYTES_OF_A_CONTRACT,
});

const add = (batch: OpenBatch, { number, bytes }: Line, fact: ImportedFact): void => {
  if (batch.firstLine === 0) batch.firstLine = number;
  if (batch.fault !== undefined) return;
  batch.facts.push(fact);
  batch.lines.push(number);
  batch.bytes += bytes;
  // What the log takes is asked where it is written; here only what goes far beyond is not held.
  if (batch.facts.length > appendLimits.events || batch.bytes > 2 * appendLimits.bytes) refuse(batch, number, TOO_MUCH);
};

const refuse = (batch: OpenBatch, line: number, detail: string): void => {
  if (batch.firstLine === 0) batch.firstLine = line;
  batch.fault ??= { line, detail };
  batch.facts.length = 0;
  batch.lines.length = 0;
  batch.bytes = BYTES_OF_A_CONTRACT;
};
