import { historyOf, type ValueBeside } from '@ledger/contract';
import type { KnownContract } from '../../contract-row.js';
import type { Beside } from './gather.js';
import { type PartFiles } from './parts.js';
import { contractIdAt, eventAt, lengthAt } from './record.js';

export type LaidHistory = Omit<KnownContract, 'adoptions'>;

/** A contract of a part, still to be opened. */
export interface LaidContract {
  readonly contractId: string;
  /** @throws whatever makes it unreadable */
  readonly known: () => LaidHistory;
}

/** The contracts of one part, in the order of their ids. */
export function* contractsOf(files: PartFiles, ranges: number, part: number): Generator<LaidContract, void> {
  const bytes = Array.from({ length: ranges }, (_, range) => files.read('events', range, part) ?? Buffer.alloc(0));
  const beside = besideIn(files, ranges, part);
  const places = new Map<string, number[]>();
  bytes.forEach((some, range) => {
    for (let start = 0; start < some.length; start += lengthAt(some, start)) {
      const contractId = contractIdAt(some, start);
      const known = places.get(contractId);
      if (known === undefined) places.set(contractId, [range, start]);
      else known.push(range, start);
    }
  });
  for (const contractId of [...places.keys()].sort()) {
    yield { contractId, known: () => opened(contractId, bytes, places.get(contractId) ?? [], beside.get(contractId)) };
  }
}

const opened = (
  contractId: string,
  bytes: readonly Buffer[],
  places: readonly number[],
  beside: ReadonlyMap<number, readonly ValueBeside[]> | undefined,
): LaidHistory => {
  const events = [];
  for (let index = 0; index < places.length; index += 2) {
    const some = bytes[places[index] ?? 0] ?? Buffer.alloc(0);
    events.push(eventAt(some, places[index + 1] ?? 0, (revision) => beside?.get(revision) ?? []));
  }
  // In the order of positions, so of revisions: each is the one before and one more, or the log has lost one.
  events.forEach(({ revision }, index) => {
    if (revision !== index) throw new Error(`its event of revision ${String(index)} is missing`);
  });
  return { history: historyOf(contractId, events), revision: events.length - 1, madeAt: events[0]?.position ?? 0n };
};

const besideIn = (
  files: PartFiles,
  ranges: number,
  part: number,
): ReadonlyMap<string, ReadonlyMap<number, readonly ValueBeside[]>> => {
  const found = new Map<string, Map<number, readonly ValueBeside[]>>();
  for (let range = 0; range < ranges; range += 1) {
    const text = files.read('beside', range, part)?.toString('utf8') ?? '';
    for (const line of text.split('\n')) {
      if (line === '') continue;
      const [contractId, revision, values] = JSON.parse(line) as Beside;
      const known = found.get(contractId);
      if (known === undefined) found.set(contractId, new Map([[revision, values]]));
      else known.set(revision, values);
    }
  }
  return found;
};
