import type { BesideStore } from '../beside-store.js';
import { appendLimits } from '../check-append.js';
import {
  ClaimTaken,
  EventTooLarge,
  StoreDamaged,
  StoreOverloaded,
  StoreUnavailable,
  WrongRevision,
} from '../errors.js';
import type { Appended, ExpectedRevision, NewEvent, Revision } from '../event-store.js';
import type { SentEvent } from './appends.js';
import { becomeCandidate, holderOf, type ClaimLog } from './claims.js';
import { asReadError, isWrongRevision } from './failures.js';
import type { Head } from './head.js';
import { readPatiently } from './log-reader.js';
import type { RawEvent } from './read-message.js';
import type { Sender } from './sender.js';
import { openedMetadata, storedMetadata } from './stored-metadata.js';
import { lastOfAll, type StreamReader } from './stream-reader.js';

/** Bytes that the server takes in one append: data, metadata, and the types as it counts them. */
const serverLimit = 1_048_576;
/** Appends that may wait for their answers at once. */
const mostWaiting = 10_000;
/** Lost races for a stream's end that one append stands. */
const mostRaces = 100;
/** Milliseconds beyond which an append has been in flight for so long that somebody may have given it up; looks are hours apart. */
const longAppend = 600_000;

/** What an appender works with. */
export interface AppenderParts {
  readonly sender: Sender;
  readonly streams: StreamReader;
  readonly head: Head;
  readonly claims: ClaimLog;
  readonly beside: BesideStore;
  /** Called when something was written. */
  readonly wake: () => void;
}

/** Makes appends: each is written once, wherever it is repeated. */
export class Appender {
  private readonly sender: Sender;
  private readonly streams: StreamReader;
  private readonly head: Head;
  private readonly claims: ClaimLog;
  private readonly beside: BesideStore;
  private readonly wake: () => void;
  private readonly running = new Map<string, Promise<unknown>>();
  private waiting = 0;

  constructor({ sender, streams, head, claims, beside, wake }: AppenderParts) {
    this.sender = sender;
    this.streams = streams;
    this.head = head;
    this.claims = claims;
    this.beside = beside;
    this.wake = wake;
  }

  /** What is appended was checked before. */
  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    claim: string | undefined,
  ): Promise<Appended> {
    if (this.waiting >= mostWaiting) throw new StoreOverloaded('too many appends wait for the event store');
    this.waiting += 1;
    try {
      const turn = expected === 'any' ? `any ${stream}` : (events[0]?.id ?? '');
      return await this.inTurn(turn, () => this.appendTo(stream, events, expected, claim));
    } finally {
      this.waiting -= 1;
    }
  }

  /** When all that wait now have their answers. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running.values());
  }

  private appendTo(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
    claim: string | undefined,
  ): Promise<Appended> {
    if (expected === 'any') return this.appendToEnd(stream, events, claim);
    return claim === undefined
      ? this.appendAt(stream, events, expected, claim)
      : this.appendWithClaim(stream, events, expected, claim);
  }

  /** The server would know a repetition only as well as it can: so the end is looked for, and expected. */
  private async appendToEnd(stream: string, events: readonly NewEvent[], claim: string | undefined): Promise<Appended> {
    for (let races = 0; races < mostRaces; races += 1) {
      const tail = await readPatiently(() => this.streams.readBack(stream, events.length));
      const last = tail.at(-1);
      if (last !== undefined && areSame(tail, events)) return this.replayed(last);
      try {
        const expected = last?.revision ?? 'none';
        return await (claim === undefined
          ? this.appendAt(stream, events, expected, claim)
          : this.appendWithClaim(stream, events, expected, claim));
      } catch (error) {
        if (!(error instanceof WrongRevision)) throw error;
      }
    }
    throw new StoreOverloaded(`stream ${stream} is written to from too many sides`);
  }

  /** A new stream is nobody's yet, and needs no look beforehand. */
  private async appendWithClaim(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    claim: string,
  ): Promise<Appended> {
    const first = firstRevision(expected);
    const event = events[0]?.id ?? '';
    const last = expected === 'none' ? 'none' : await readPatiently(() => this.streams.lastOf(stream));
    if (last !== expected) {
      const standing = await this.standing(stream, events, expected);
      if (standing !== undefined) return this.replayed(standing);
      const holder = await readPatiently(() => holderOf(this.claims, claim));
      if (holder !== undefined) throw new ClaimTaken(claim, holder);
      throw new WrongRevision(stream, expected, last === 'none' ? undefined : last);
    }
    try {
      await becomeCandidate(this.claims, claim, { stream, revision: first, event });
    } catch (error) {
      const standing = error instanceof ClaimTaken ? await this.standing(stream, events, expected) : undefined;
      if (standing === undefined) throw asReadError(error);
      return this.replayed(standing);
    }
    try {
      return await this.appendAt(stream, events, expected, claim);
    } catch (error) {
      const isLost = error instanceof WrongRevision && expected === 'none'; // only then nobody looked where the stream ends
      const holder = isLost ? await readPatiently(() => holderOf(this.claims, claim)) : undefined;
      throw holder === undefined ? error : new ClaimTaken(claim, holder);
    }
  }

  private async appendAt(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    claim: string | undefined,
  ): Promise<Appended> {
    if (expected !== 'none' && expected > lastOfAll) {
      throw new WrongRevision(stream, expected, await readPatiently(() => this.streams.lastOf(stream)));
    }
    const sent = events.map((event, index) => sentEvent(event, index === 0 ? claim : undefined));
    checkServerSize(sent);
    const values = events.flatMap(({ beside = [] }) => beside);
    const added = values.length === 0 ? [] : await this.beside.write(values);
    const { known } = this.head;
    const time = { isLong: false };
    const clock = setTimeout(() => (time.isLong = true), longAppend);
    try {
      const { revision, position } = await this.sender.send(this.streams.nameOf(stream), sent, expected);
      // What lay there for long may have been taken for what an append left behind that never was.
      if (time.isLong || added.length < values.length) await this.beside.write(values);
      this.head.learn(position);
      this.wake();
      const isNew = position > known && (isRandom(sent) || (await this.isOwn(stream, sent, expected)));
      if (isNew) return { revision, position, replayed: false };
    } catch (error) {
      if (added.length > 0 && isRefusal(error)) await this.beside.withdraw(added);
      throw isWrongRevision(error) ? new WrongRevision(stream, expected, actualOf(error.actualVersion)) : error;
    } finally {
      clearTimeout(clock);
    }
    return this.foundAgain(stream, events, expected, added);
  }

  /** These events stood there before. Values that came with this repetition, under other commitments than what stands, belong to nothing. */
  private async foundAgain(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
    added: readonly string[],
  ): Promise<Appended> {
    const standing = await readPatiently(() => this.streams.readFrom(stream, firstRevision(expected), events.length));
    const last = standing.at(-1);
    if (last === undefined || !areSame(standing, events)) {
      throw new StoreDamaged(`the server takes an append to ${stream} for one that is not there`);
    }
    const kept = new Set(standing.flatMap(({ metadata }) => openedMetadata(metadata).beside ?? []));
    const left = added.filter((commitment) => !kept.has(commitment));
    if (left.length > 0) await this.beside.withdraw(left);
    return this.replayed(last);
  }

  private replayed({ revision, position }: RawEvent): Appended {
    this.head.learn(position);
    return { revision, position, replayed: true };
  }

  /** Whether what stands there was written by this very attempt: a repetition by another process has other bytes. */
  private async isOwn(stream: string, sent: readonly SentEvent[], expected: Revision | 'none'): Promise<boolean> {
    const [standing] = await readPatiently(() => this.streams.readFrom(stream, firstRevision(expected), 1));
    return standing?.data === sent[0]?.data && standing?.metadata === sent[0]?.metadata;
  }

  /** The last of the events as they stand, where the same append was made before. */
  private async standing(
    stream: string,
    events: readonly NewEvent[],
    expected: Revision | 'none',
  ): Promise<RawEvent | undefined> {
    const first = firstRevision(expected);
    if (first > lastOfAll) return undefined;
    const standing = await readPatiently(() => this.streams.readFrom(stream, first, events.length));
    return areSame(standing, events) ? standing.at(-1) : undefined;
  }

  /** Those who name the same thing, one after the other; the first at once. */
  private inTurn<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.running.get(name);
    const turn = before === undefined ? work() : before.then(work, work);
    this.running.set(name, turn);
    const leave = (): void => {
      if (this.running.get(name) === turn) this.running.delete(name);
    };
    turn.then(leave, leave);
    return turn;
  }
}

const sentEvent = ({ id, type, data, metadata, beside = [] }: NewEvent, claim: string | undefined): SentEvent => ({
  id,
  type,
  data,
  metadata: storedMetadata(metadata, { claim, beside: beside.map(({ commitment }) => commitment) }),
});

/** @throws {EventTooLarge} for what the server would refuse, before it is sent: nobody else is to wait for that */
const checkServerSize = (events: readonly SentEvent[]): void => {
  let bytes = 0;
  for (const { type, data, metadata } of events) {
    bytes += Buffer.byteLength(data) + Buffer.byteLength(metadata) + 2 * type.length;
  }
  if (bytes > serverLimit) throw new EventTooLarge('bytes', bytes, appendLimits.bytes);
};

const firstRevision = (expected: Revision | 'none'): Revision => (expected === 'none' ? 0n : expected + 1n);

const areSame = (standing: readonly RawEvent[], events: readonly NewEvent[]): boolean =>
  standing.length === events.length && events.every(({ id }, index) => standing[index]?.id === id);

/** A UUID of version 4 is drawn by chance: another process has not sent the same. One that is derived may have come from anywhere. */
const isRandom = ([first]: readonly SentEvent[]): boolean => first?.id[14] === '4';

const isRefusal = (error: unknown): boolean =>
  isWrongRevision(error) || error instanceof EventTooLarge || error instanceof StoreUnavailable;

const actualOf = (version: unknown): Revision | undefined =>
  typeof version === 'bigint' && version >= 0n ? version : undefined;
