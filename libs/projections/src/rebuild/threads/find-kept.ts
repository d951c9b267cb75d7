import { adoptionsAt, type Adoptions, type ValueBeside } from '@ledger/contract';
import type { IndexScan, LogScan } from '@ledger/event-store';
import { rowOn } from '../../contract-row.js';
import { openedText, type OpenedContract } from '../kept/kept-contract.js';
import type { KeptContract, KeptContracts } from '../../sqlite/kept-contracts.js';
import type { Premises } from '../premises.js';
import { computedFromEvents, type ComputedContract, type FoundContract } from './found-contract.js';
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
  const texts = kept.between(from, to);
  const opened = new Map<string, OpenedContract>();
  const unread = new Map<string, readonly number[]>();
  for (const [contractId, { last, positions }] of streamsBetween(index, source, from, to)) {
    const one = openedUpTo(texts.get(contractId), last, premises);
    if (one !== undefined) opened.set(contractId, one);
    else unread.set(contractId, positions());
  }
  const valuesAt = log.besideAt([...opened.values()].flatMap(({ namesAt }) => namesAt));
  const fromLog = readFrom(log, unread);
  for (const contractId of [...opened.keys(), ...unread.keys()].sort()) {
    const one = opened.get(contractId);
    yield { contractId, compute: one === undefined ? fromLog(contractId) : fromKept(one, valuesAt) };
  }
}

/** What is kept of a contract, if that is all of it up to its last event, and all that is asked for. */
export const openedUpTo = (
  kept: KeptContract | undefined,
  last: number,
  { knownAt, hypotheses }: Premises,
): OpenedContract | undefined => {
  if (kept?.position !== last || hypotheses?.[kept.contractId] !== undefined) return undefined;
  const opened = openedText(kept.contractId, kept.text);
  if (opened === undefined || knownAt === undefined) return opened;
  const isKnown = 'position' in knownAt ? last <= knownAt.position : opened.lastRecordedAt <= knownAt.instant;
  return isKnown ? opened : undefined;
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
  ({ namesAt, known }: OpenedContract, valuesAt: (position: number) => readonly ValueBeside[]): Compute =>
  (premises: Premises, adoptions: Adoptions): ComputedContract => {
    const contract = known(namesAt.flatMap(valuesAt));
    const then = adoptionsAt(adoptions, premises.knownAt);
    return { row: rowOn({ ...contract, adoptions: then }, premises.asOf, premises), kept: undefined };
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
