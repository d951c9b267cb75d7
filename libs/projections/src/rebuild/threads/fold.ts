import type { LogScan } from '@ledger/event-store';
import { historyOf, type ValueBeside } from '@ledger/contract';
import type { KnownContract } from '../../contract-row.js';
import { type PartFiles } from './parts.js';
import { besideAt, contractIdAt, eventAt, lengthAt } from './record.js';

export type LaidHistory = Omit<KnownContract, 'adoptions'>;

/** A contract of a part, still to be opened. */
export interface LaidContract {
  readonly contractId: string;
  /** @throws whatever makes it unreadable */
  readonly known: () => LaidHistory;
}

/**
 * The contracts of one part, in the order of their ids.
 * @param log in which values of personal data are looked up
 */
export function* contractsOf(
  files: PartFiles,
  ranges: number,
  part: number,
  log: LogScan,
): Generator<LaidContract, void> {
  const bytes = Array.from({ length: ranges }, (_, range) => files.read(range, part) ?? Buffer.alloc(0));
  const places = new Map<string, number[]>();
  const beside: number[] = [];
  bytes.forEach((some, range) => {
    for (let start = 0; start < some.length; start += lengthAt(some, start)) {
      const contractId = contractIdAt(some, start);
      const known = places.get(contractId);
      if (known === undefined) places.set(contractId, [range, start]);
      else known.push(range, start);
      const position = besideAt(some, start);
      if (position !== undefined) beside.push(position);
    }
  });
  const valuesAt = log.besideAt(beside);
  for (const contractId of [...places.keys()].sort()) {
    yield { contractId, known: () => opened(contractId, bytes, places.get(contractId) ?? [], valuesAt) };
  }
}

const opened = (
  contractId: string,
  bytes: readonly Buffer[],
  places: readonly number[],
  valuesAt: (position: number) => readonly ValueBeside[],
): LaidHistory => {
  const events = [];
  for (let index = 0; index < places.length; index += 2) {
    const some = bytes[places[index] ?? 0] ?? Buffer.alloc(0);
    events.push(eventAt(some, places[index + 1] ?? 0, valuesAt));
  }
  // In the order of positions, so of revisions: each is the one before and one more, or the log has lost one.
  events.forEach(({ revision }, index) => {
    if (revision !== index) throw new Error(`its event of revision ${String(index)} is missing`);
  });
  return { history: historyOf(contractId, events), revision: events.length - 1, madeAt: events[0]?.position ?? 0n };
};
