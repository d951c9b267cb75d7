import type { ImportedFact } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { Line } from '../lines.js';
import { readFactLine } from './fact-line.js';
import { survey, type LineFault, type Surveyed } from './survey.js';

/** The lines of one contract, all that the file holds, to be recorded together or not at all. */
export interface Batch {
  readonly contractId: string;
  readonly facts: readonly ImportedFact[];
  /** The line of each fact. */
  readonly lines: readonly number[];
  /** A line of it is wrong already by its looks, and was told of: nothing of the contract is to be recorded. */
  readonly isRefused: boolean;
}

/** How much is held back while more lines of a contract come. */
export interface Window {
  /** Of text, of all contracts together. */
  readonly bytes: number;
}
export const standardWindow: Window = { bytes: 64_000_000 };

/**
 * The lines of a file by contract, each contract once its last line was read. The file is read through first, to know which that is and
 * whether they are facts at all; and once more for contracts whose lines stand so far apart that they cannot all be held at a time.
 * @param lines the file, as often as it is asked for
 * @param wrong told of every line that is wrong by its looks
 * @throws {Complaint} for a file that changes meanwhile
 */
export async function* batchesOf(
  lines: () => AsyncIterable<Line>,
  wrong: (fault: LineFault) => void,
  window: Window = standardWindow,
): AsyncGenerator<Batch, void> {
  const left = new Map(await survey(lines(), wrong));
  for (const [contractId, { isRefused }] of [...left]) {
    if (!isRefused) continue;
    left.delete(contractId);
    yield { contractId, facts: [], lines: [], isRefused };
  }
  while (left.size > 0) {
    const before = left.size;
    for await (const batch of pass(lines(), left, window)) {
      left.delete(batch.contractId);
      yield batch;
    }
    if (left.size === before) throw new Complaint('the file has changed while it was read: import it again');
  }
}

interface OpenBatch extends Batch {
  readonly facts: ImportedFact[];
  readonly lines: number[];
  bytes: number;
}

/** Those of the contracts that become complete. Where more would be held than may be, the one that began last waits for another pass. */
async function* pass(
  lines: AsyncIterable<Line>,
  contracts: ReadonlyMap<string, Surveyed>,
  window: Window,
): AsyncGenerator<Batch, void> {
  const open = new Map<string, OpenBatch>();
  /** In the order of their first lines, those that are complete among them. */
  const begun: OpenBatch[] = [];
  const waiting = new Set<string>();
  let held = 0;
  for await (const line of lines) {
    if (line.text.trim() === '') continue;
    const read = readFactLine(line);
    if (read.contractId === undefined || 'fault' in read) continue;
    const { contractId, fact } = read;
    const all = contracts.get(contractId);
    if (all === undefined || waiting.has(contractId)) continue;
    let batch = open.get(contractId);
    if (batch === undefined) {
      batch = { contractId, facts: [], lines: [], isRefused: false, bytes: 0 };
      open.set(contractId, batch);
      begun.push(batch);
    }
    batch.facts.push(fact);
    batch.lines.push(line.number);
    batch.bytes += line.bytes;
    held += line.bytes;
    if (batch.lines.length === all.lines) {
      open.delete(contractId);
      held -= batch.bytes;
      yield batch;
    }
    while (held > window.bytes && open.size > 1) {
      const last = begun.pop();
      if (last === undefined || !open.delete(last.contractId)) continue;
      waiting.add(last.contractId);
      held -= last.bytes;
    }
  }
}
