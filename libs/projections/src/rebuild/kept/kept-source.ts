import type { IndexScan, LogScan } from '@ledger/event-store';
import type { Checkpoint } from '../../read-model.js';
import type { Premises } from '../premises.js';
import { BEHIND_ALL, isAsNeeded, streamsBetween, type KeptSource } from '../threads/find-kept.js';
import type { Source } from '../threads/messages.js';
import { KeptContracts } from '../../sqlite/kept-contracts.js';
import { idAt, scanning } from './scanning.js';

interface KeptOptions {
  readonly log: string;
  /** The file; undefined where nothing is kept. */
  readonly kept?: string | undefined;
  readonly prefix: string;
  readonly premises: Premises;
}
/** Where the contracts are, and how many. */
export interface Found {
  readonly source: Source;
  readonly contracts: number;
}

/** Where so much of the log is not indexed, it is read. */
const LONGEST_TAIL = 50_000;
/** Contracts looked at to see whether most of them are kept, and how many must be. */
const [TRIED, WORTH] = [64, 0.7];

/**
 * Whether most contracts are kept as they are needed. A file of another log is made anew; what is kept from now on is said to be of this one.
 * @param checkpoint the log's last event
 */
export const isMostlyKept = (
  scan: LogScan,
  { kept: path, prefix, premises }: KeptOptions,
  { position, eventId }: Checkpoint,
): boolean => {
  if (path === undefined) return false;
  const kept = keptOfLog(scan, path, { position, eventId });
  const index = indexOf(scan);
  try {
    const head = Number(position);
    if (index === undefined || head - index.through() > LONGEST_TAIL) return false;
    const source = sourceAt(scan, index, prefix, head);
    const tried = triedIn(scan, source);
    const found = tried.filter((contractId) => {
      const one = kept.between(contractId, after(contractId)).get(contractId);
      const known = [...streamsBetween(index, source, contractId, after(contractId))];
      return one !== undefined && known.every(([, { last }]) => isAsNeeded(one, last, premises));
    });
    return found.length > WORTH * tried.length;
  } finally {
    index?.close();
    kept.close();
  }
};

const keptOfLog = (scan: LogScan, path: string, { position, eventId }: Checkpoint): KeptContracts => {
  const erasures = scan.erasures();
  const kept = KeptContracts.open(
    path,
    (through) => through.erasures === erasures && idAt(scan, through.position) === through.eventId,
  );
  kept.reach({ position: Number(position), eventId, erasures });
  return kept;
};

/** Undefined where there is none: whoever owns the log makes it anew. */
const indexOf = (scan: LogScan): IndexScan | undefined => {
  try {
    return scan.index();
  } catch {
    return undefined;
  }
};

/** Where contracts are found without reading the whole log. */
export const keptSource = ({ log, kept, prefix }: KeptOptions, checkpoint: Checkpoint): Found =>
  scanning(log, (scan) => {
    if (kept !== undefined) keptOfLog(scan, kept, checkpoint).close(); // where it was begun it may have been another
    const index = scan.index();
    try {
      const source = sourceAt(scan, index, prefix, Number(checkpoint.position));
      const isNew = (contractId: string): boolean => index.count(prefix + contractId, prefix + after(contractId)) === 0;
      const contracts = index.count(prefix, prefix + BEHIND_ALL) + [...source.tail.keys()].filter(isNew).length;
      return { source: { kind: 'kept', ...source }, contracts };
    } finally {
      index.close();
    }
  });

/** What comes next to a contractId: no other begins so. */
const after = (contractId: string): string => `${contractId} `;

const sourceAt = (scan: LogScan, index: IndexScan, prefix: string, head: number): KeptSource => {
  const indexed = Math.min(head, index.through());
  const tail = new Map<string, number[]>();
  for (const { stream, position } of scan.events(indexed, head)) {
    if (!stream.startsWith(prefix)) continue;
    const contractId = stream.slice(prefix.length);
    const positions = tail.get(contractId);
    if (positions === undefined) tail.set(contractId, [position]);
    else positions.push(position);
  }
  return { indexed, tail, prefix };
};

/** Contracts that have events here and there in the log. */
const triedIn = (scan: LogScan, { prefix }: KeptSource): readonly string[] => {
  const [head, tried] = [scan.head(), new Set<string>()];
  for (let position = 1; position <= head; position += Math.max(1, Math.floor(head / TRIED))) {
    const stream = scan.streamAt(position);
    if (stream?.startsWith(prefix) === true) tried.add(stream.slice(prefix.length));
  }
  return [...tried];
};
