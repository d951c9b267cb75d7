import { adoptionsAt, lastRecordedAt } from '@ledger/contract';
import type { IndexScan, LogScan } from '@ledger/event-store';
import { rowOn } from '../../contract-row.js';
import { knownIn } from '../kept/kept-contract.js';
import type { KeptContract, KeptContracts } from '../../sqlite/kept-contracts.js';
import type { Premises } from '../premises.js';
import { computedFromEvents, type FoundContract } from './found-contract.js';
import { eventsAt } from './find-laid.js';
import { besideAt, mostBytesOf, writeRecord } from './record.js';

/** How the contracts of a log are found without reading all of it. */
export interface KeptSource {
  /** Up to where the index of the log is asked which events a contract has. */
  readonly indexed: number;
  /** The events after that, by contractId. */
  readonly tail: ReadonlyMap<string, readonly number[]>;
  /** With what the names of the streams of contracts begin. */
  readonly prefix: string;
}
interface Opened {
  readonly log: LogScan;
  readonly index: IndexScan;
  readonly kept: KeptContracts;
}

/** The contracts with ids from one to another, in their order: as they are kept, or from the log where that is not up to date. */
export function* keptContracts(
  { log, index, kept }: Opened,
  source: KeptSource,
  from: string,
  to: string,
  premises: Premises,
): Generator<FoundContract, void> {
  const all = kept.between(from, to);
  const found = new Map<string, KeptContract>();
  const unread = new Map<string, readonly number[]>();
  for (const [contractId, { last, positions }] of streamsBetween(index, source, from, to)) {
    const one = all.get(contractId);
    if (one !== undefined && isAsNeeded(one, last, premises)) found.set(contractId, one);
    else unread.set(contractId, positions());
  }
  const fromLog = readFrom(log, unread);
  for (const contractId of [...found.keys(), ...unread.keys()].sort()) {
    const one = found.get(contractId);
    yield { contractId, compute: one === undefined ? fromLog(contractId) : fromKept(one) };
  }
}

/** Whether what is kept of a contract is all of it up to its last event, and all that is asked for. */
export const isAsNeeded = (kept: KeptContract, last: number, { knownAt, hypotheses }: Premises): boolean => {
  if (kept.position !== last || hypotheses?.[kept.contractId] !== undefined) return false;
  if (knownAt === undefined) return true;
  if ('position' in knownAt) return last <= knownAt.position;
  return (lastRecordedAt(knownIn(kept).history) ?? Infinity) <= knownAt.instant;
};

interface Standing {
  /** Where its last event stands. */
  readonly last: number;
  readonly positions: () => readonly number[];
}

/** The contracts with ids from one to another, that one not included, up to the head. */
export function* streamsBetween(
  index: IndexScan,
  { indexed, tail, prefix }: KeptSource,
  from: string,
  to: string,
): Generator<readonly [contractId: string, Standing], void> {
  const untold = new Map([...tail].filter(([contractId]) => contractId >= from && contractId < to));
  for (const { stream, last, positions } of index.streams(prefix + from, prefix + to)) {
    const contractId = stream.slice(prefix.length);
    const later = untold.get(contractId) ?? [];
    untold.delete(contractId);
    const all = (): readonly number[] => [...positions().filter((position) => position <= indexed), ...later];
    if (last <= indexed && later.length === 0) yield [contractId, { last, positions: all }];
    else if (all().length > 0) yield [contractId, { last: all().at(-1) ?? 0, positions: all }];
  }
  for (const [contractId, later] of untold) yield [contractId, { last: later.at(-1) ?? 0, positions: () => later }];
}

type Compute = FoundContract['compute'];

const fromKept =
  (kept: KeptContract): Compute =>
  (premises, adoptions) => {
    const known = { ...knownIn(kept), adoptions: adoptionsAt(adoptions, premises.knownAt) };
    return { row: rowOn(known, premises.asOf, premises), kept: undefined };
  };

/** Contracts that are read from the log. */
const readFrom = (
  log: LogScan,
  positions: ReadonlyMap<string, readonly number[]>,
): ((contractId: string) => Compute) => {
  const events = log.eventsAt([...positions.values()].flat());
  return (contractId) => (premises, adoptions) => {
    const own = (positions.get(contractId) ?? []).flatMap((position) => events.get(position) ?? []);
    const bytes = Buffer.alloc(own.reduce((sum, event) => sum + mostBytesOf(event), 0));
    const places: number[] = [];
    let end = 0;
    for (const event of own) {
      places.push(0, end);
      end = writeRecord(bytes, end, contractId, event);
    }
    const beside = places.flatMap((start, index) => (index % 2 === 1 ? (besideAt(bytes, start) ?? []) : []));
    return computedFromEvents(contractId, eventsAt([bytes], places, log.besideAt(beside)), premises, adoptions);
  };
};

/** Ids consist of ASCII letters, digits and some signs. */
export const BEHIND_ALL = '\u007f';
