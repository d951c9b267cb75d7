import type { LogScan } from '@ledger/event-store';
import type { RecordedContractEvent, ValueBeside } from '@ledger/contract';
import { computedFromEvents, type FoundContract } from './found-contract.js';
import { type PartFiles } from './parts.js';
import { besideAt, contractIdAt, eventAt, lengthAt } from './record.js';

/**
 * The contracts of one part, in the order of their ids.
 * @param log in which values of personal data are looked up
 */
export function* laidContracts(
  files: PartFiles,
  ranges: number,
  part: number,
  log: LogScan,
): Generator<FoundContract, void> {
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
    const found = (): readonly RecordedContractEvent[] => eventsAt(bytes, places.get(contractId) ?? [], valuesAt);
    yield {
      contractId,
      compute: (premises, adoptions) => computedFromEvents(contractId, found(), premises, adoptions),
    };
  }
}

/** The events of records. @param places of each the file and where it begins, in the order of positions */
export const eventsAt = (
  bytes: readonly Buffer[],
  places: readonly number[],
  valuesAt: (position: number) => readonly ValueBeside[],
): readonly RecordedContractEvent[] => {
  const events: RecordedContractEvent[] = [];
  for (let index = 0; index < places.length; index += 2) {
    events.push(eventAt(bytes[places[index] ?? 0] ?? Buffer.alloc(0), places[index + 1] ?? 0, valuesAt));
  }
  return events;
};
