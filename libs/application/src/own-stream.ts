import { Clock, instantOfMilliseconds, type Instant } from '@ledger/kernel';
import { EventStore, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import type { Recording } from '@ledger/contract';
import { appendOnce } from './append-once.js';
import { canonicalJson } from './canonical-json.js';
import type { RecordedEvents } from './envelope.js';
import { KeyReused, RevisionMoved } from './errors.js';
import { writeMetadata, type Metadata } from './metadata.js';
import { seal } from './personal-data.js';
import type { Request } from './request.js';
import { Turns } from './turns.js';

/** What a stream of its own holds, opened. */
export interface OpenedStream {
  readonly recorded: readonly (Recording & { readonly type: string })[];
  /** What stands about the recording of each event. */
  readonly metadata: readonly Metadata[];
}
/** An event to be recorded, and where its personal data stands. */
export interface Draft {
  readonly type: string;
  readonly data: object;
  readonly personal: readonly string[];
}
/** Something that has a stream of its own, and what is asked of it. */
export interface Asked<Stored extends OpenedStream> {
  readonly kind: RevisionMoved['kind'];
  readonly id: string;
  readonly stream: string;
  readonly request: Request;
  /** Whether the request makes it: then its key makes nothing else. */
  readonly isMaking: boolean;
  readonly read: () => Promise<Stored | undefined>;
  readonly decide: (stored: Stored | undefined, now: Instant) => Promise<Draft>;
  /** Done before the first event is appended: it is named, so that it can be found. */
  readonly name: (eventId: string, recordedAt: Instant) => Promise<void>;
}

const MOST_RACES = 100;

/** Records one event after the other in streams of their own, as `Contracts` does with contracts. */
export class OwnStreams {
  readonly #turns = new Turns();

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** @throws {RevisionMoved} {KeyReused} and what the decision and the event store throw */
  record<Stored extends OpenedStream>(
    asked: Asked<Stored>,
  ): Promise<{ readonly recorded: RecordedEvents; readonly replayed: boolean }> {
    return this.#turns.take(asked.stream, async () => {
      for (let races = 0; races < MOST_RACES; races += 1) {
        try {
          return await this.#attempt(asked);
        } catch (cause) {
          if (!(cause instanceof WrongRevision)) throw cause; // a lost race is decided anew
        }
      }
      throw new StoreOverloaded(`${asked.kind} ${asked.id} is written to from too many sides`);
    });
  }

  async #attempt<Stored extends OpenedStream>(
    asked: Asked<Stored>,
  ): Promise<{ readonly recorded: RecordedEvents; readonly replayed: boolean }> {
    const { stream, request, isMaking } = asked;
    const { envelope, keyed, ids } = request;
    const stored = await asked.read();
    const before = stored && firstAnswer(stored, request);
    if (before !== undefined) return { recorded: before, replayed: true };
    if (isMaking && keyed !== undefined) {
      const claimed = await this.store.claimedBy(keyed.key);
      if (claimed !== undefined && claimed.stream !== stream) throw new KeyReused();
    }
    checkRevision(asked, stored, envelope.expectedRevision);
    const now = this.clock.now();
    const { type, data: open, personal } = await asked.decide(stored, now);
    const recordedAt = momentOfRecording(stored, now);
    const eventId = ids.eventId(0);
    const { data, beside } = seal(open, personal);
    const metadata = writeMetadata({ ...envelope, recordedAt, idempotency: keyed });
    if (stored === undefined) await asked.name(eventId, recordedAt);
    const expected = stored === undefined ? 'none' : BigInt(stored.recorded.length - 1);
    const { revision, position, replayed } = await appendOnce(
      this.store,
      stream,
      [{ id: eventId, type, data: canonicalJson(data), metadata, beside }],
      expected,
      stored === undefined ? keyed?.key : undefined,
    );
    const recorded = answerOf({ eventId, type, revision: Number(revision), position });
    return { recorded, replayed: replayed && keyed !== undefined };
  }
}

const firstAnswer = ({ recorded, metadata }: OpenedStream, { keyed }: Request): RecordedEvents | undefined => {
  if (keyed === undefined) return undefined;
  const index = metadata.findIndex(({ idempotency }) => idempotency?.key === keyed.key);
  const event = recorded[index];
  if (event === undefined) return undefined;
  if (metadata[index]?.idempotency?.fingerprint !== keyed.fingerprint) throw new KeyReused();
  return answerOf(event);
};

const answerOf = ({
  eventId,
  type,
  revision,
  position,
}: Omit<Recording, 'recordedAt'> & { readonly type: string }): RecordedEvents => ({
  revision,
  position: String(position),
  events: [{ id: eventId, type, revision }],
});

/** @throws {RevisionMoved} */
const checkRevision = (
  { kind, id }: Pick<Asked<OpenedStream>, 'kind' | 'id'>,
  stored: OpenedStream | undefined,
  expected: number | undefined,
): void => {
  const actual = stored && stored.recorded.length - 1;
  if (expected === undefined || actual === expected) return;
  const between = stored?.recorded.slice(expected + 1) ?? [];
  const events = between.map(({ eventId, type, revision }) => ({ id: eventId, type, revision }));
  throw new RevisionMoved(id, expected, actual, events, kind);
};

/** In whole milliseconds, and never before what the stream already holds. */
const momentOfRecording = (stored: OpenedStream | undefined, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = stored?.recorded.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};
