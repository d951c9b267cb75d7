import { hash } from 'node:crypto';
import { ClaimTaken, StoreDamaged, StoreOverloaded } from '../errors.js';
import type { RawEvent } from './read-message.js';
import { openedMetadata } from './stored-metadata.js';
import type { SentEvent } from './appends.js';

/*
 * A claim has to be the only one in all streams, and the server knows nothing beyond one stream. So every claim has a stream of its own, in
 * which each append that wants the claim says beforehand which event it is going to write where: a candidate. The claim is held by the
 * candidate whose event stands there and says so itself. A candidate is dead when another event stands in its place: it can never come
 * true any more. As long as one is neither, only candidates for that very place are let in beside it, of which the stream lets one succeed.
 *
 * A process that stops between the two appends leaves a candidate that holds nothing: the same request sent again goes on with it, another
 * request for the same place takes its place, and any other is refused.
 */

/** An append that wants a claim: its first event, and where it would stand. */
export interface Candidate {
  readonly stream: string;
  readonly revision: bigint;
  readonly event: string;
}

/** What claims are made with. Streams by their names on the server. */
export interface ClaimLog {
  /** All events of a stream, none when there is no such stream. */
  readonly read: (stream: string) => Promise<readonly RawEvent[]>;
  /** The event at a revision of one of the ledger's streams. */
  readonly eventAt: (stream: string, revision: bigint) => Promise<RawEvent | undefined>;
  /** Undefined where the stream is not at the expected revision. */
  readonly append: (stream: string, event: SentEvent, expected: bigint | 'none') => Promise<unknown>;
  readonly claimStream: (hash: string) => string;
}

/** More candidates for one claim than this means that something is wrong. */
const mostTries = 50;

/**
 * Makes the append a candidate for the claim, so that it may go ahead.
 * @throws {ClaimTaken} where another holds the claim, or is about to take it in another place
 */
export const becomeCandidate = async (log: ClaimLog, claim: string, own: Candidate): Promise<void> => {
  const stream = streamOf(log, claim);
  const event = candidateEvent(claim, own);
  if ((await log.append(stream, event, 'none')) !== undefined) return;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const candidates = (await log.read(stream)).map(candidateIn);
    if (candidates.some((one) => isSame(one, own))) return;
    for (const one of candidates) {
      const state = await stateOf(log, claim, one);
      const isInTheWay = state === 'held' || (state === 'open' && !isSamePlace(one, own));
      if (isInTheWay) throw new ClaimTaken(claim, one.stream);
    }
    if ((await log.append(stream, event, BigInt(candidates.length - 1))) !== undefined) return;
  }
  throw new StoreOverloaded(`too many appends want the claim ${claim} at once`);
};

/** The stream in which the claim is held. */
export const holderOf = async (log: ClaimLog, claim: string): Promise<string | undefined> => {
  for (const candidate of (await log.read(streamOf(log, claim))).map(candidateIn)) {
    if ((await stateOf(log, claim, candidate)) === 'held') return candidate.stream;
  }
  return undefined;
};

const stateOf = async (log: ClaimLog, claim: string, candidate: Candidate): Promise<'open' | 'held' | 'dead'> => {
  const standing = await log.eventAt(candidate.stream, candidate.revision);
  if (standing === undefined) return 'open';
  const isHeld = standing.id === candidate.event && openedMetadata(standing.metadata).claim === claim;
  return isHeld ? 'held' : 'dead';
};

const streamOf = (log: ClaimLog, claim: string): string => log.claimStream(hash('sha256', claim));

const candidateEvent = (claim: string, { stream, revision, event }: Candidate): SentEvent => {
  const data = JSON.stringify({ claim, event, revision: String(revision), stream });
  return { id: uuidOf(data), type: 'ClaimWanted', data, metadata: '{}' };
};

/** The same for the same candidate, so that it stands once however often it is sent. */
const uuidOf = (text: string): string => {
  const hex = hash('sha256', `claim ${text}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const candidateIn = ({ stream, data }: RawEvent): Candidate => {
  try {
    const { stream: wanted, revision, event } = JSON.parse(data) as Record<string, string>;
    return { stream: wanted ?? '', revision: BigInt(revision ?? ''), event: event ?? '' };
  } catch (cause) {
    throw new StoreDamaged(`the claims in ${stream} are not as they were written`, { cause });
  }
};

const isSame = (one: Candidate, other: Candidate): boolean => isSamePlace(one, other) && one.event === other.event;

const isSamePlace = (one: Candidate, other: Candidate): boolean =>
  one.stream === other.stream && one.revision === other.revision;
