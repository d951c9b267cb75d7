import { Injectable } from '@nestjs/common';
import { Clock, instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import { EventStore, StoreOverloaded, WrongRevision } from '@ledger/event-store';
import { InvalidFact } from '@ledger/contract';
import { FIRST_GENERATION, GenerationStore } from '@ledger/projections';
import { appendOnce } from '../append-once.js';
import { canonicalJson } from '../canonical-json.js';
import type { Envelope, RecordedEvents } from '../envelope.js';
import { KeyReused, NothingFound, RevisionMoved } from '../errors.js';
import { writeMetadata } from '../metadata.js';
import { seal } from '../personal-data.js';
import { requestOf, type Request } from '../request.js';
import { Turns } from '../turns.js';
import { GenerationDiffs } from './generation-diffs.js';
import { GenerationRefused } from './errors.js';
import {
  GENERATIONS_STREAM,
  readGenerations,
  SEALED,
  type GenerationEvent,
  type Generations as AllGenerations,
  type RecordedGenerationEvent,
  type RequestedGeneration,
} from './generation-events.js';
import { whyNotForLive } from './for-live.js';
import { recordedRequest, type GenerationRequest } from './premises.js';

/** What is asked of generations. */
export type GenerationCommand =
  | { readonly type: 'request'; readonly request: GenerationRequest }
  | { readonly type: 'cancel'; readonly generationId: string }
  | { readonly type: 'drop'; readonly generationId: string }
  /** @property diff digest of the differences that were looked at */
  | {
      readonly type: 'accept';
      readonly generationId: string;
      readonly diff: string;
      readonly reason?: string | undefined;
    }
  | { readonly type: 'switch'; readonly generationId: string; readonly reason?: string | undefined };

/** What was recorded of a generation, exactly as it is shown. */
export interface RecordedGeneration extends RecordedEvents {
  readonly generationId: string;
}
export interface GenerationAcknowledgement {
  readonly recorded: RecordedGeneration;
  /** The same key and body came before: this is the first answer again, and nothing was appended. */
  readonly replayed: boolean;
}

const MOST_RACES = 20;

/** Records who asked for which generation, who accepted its differences, and which is to be live. The runner does the rest. */
@Injectable()
export class Generations {
  readonly #turns = new Turns();
  readonly #listeners: (() => void)[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly kept: GenerationStore,
    private readonly diffs: GenerationDiffs,
    private readonly clock: Clock,
  ) {}

  /** Told of everything that is recorded through here. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** @throws {InvalidFact} {NothingFound} {GenerationRefused} {RevisionMoved} {KeyReused} and what the event store throws */
  record(command: GenerationCommand, envelope: Envelope): Promise<GenerationAcknowledgement> {
    const { type, ...body } = command;
    const asked = command.type === 'request' ? recordedRequest(command.request) : body;
    const request = requestOf(undefined, [type, asked], envelope);
    return this.#turns.take(GENERATIONS_STREAM, async () => {
      for (let races = 0; races < MOST_RACES; races += 1) {
        const known = await readGenerations(this.store);
        const before = firstOf(known, request);
        if (before !== undefined) return { recorded: answerOf(before), replayed: true };
        if (envelope.expectedRevision !== undefined) {
          throw new RevisionMoved('', envelope.expectedRevision, undefined, [], 'generation');
        }
        try {
          return await this.#append(known, await this.#decide(command, known), request);
        } catch (cause) {
          if (!(cause instanceof WrongRevision)) throw cause; // a lost race is decided anew
        }
      }
      throw new StoreOverloaded('generations are written to from too many sides');
    });
  }

  async #decide(command: GenerationCommand, known: AllGenerations): Promise<GenerationEvent> {
    if (command.type === 'request') return this.#requested(command.request);
    const { generationId } = command;
    const generation = known.requested.get(generationId);
    if (generation === undefined) throw new NothingFound('generation', generationId);
    if (generation.isDropped) throw new GenerationRefused('generation-state', `generation ${generationId} was dropped`);
    switch (command.type) {
      case 'cancel':
        return this.#cancelled(generation);
      case 'drop':
        if (known.wanted === generationId) {
          throw new GenerationRefused('generation-state', `generation ${generationId} is live`);
        }
        return { type: 'GenerationDropped', data: { generationId } };
      case 'accept':
        return this.#accepted(generation, known, command.diff, command.reason);
      case 'switch':
        return this.#switched(generation, known, command.reason);
    }
  }

  async #requested(request: GenerationRequest): Promise<GenerationEvent> {
    const { knownAt } = request.premises;
    const head = await this.store.head();
    if (knownAt !== undefined && 'position' in knownAt && knownAt.position > head) {
      throw new InvalidFact({ pointer: '/knownAt', detail: `the log ends at position ${String(head)}` });
    }
    return { type: 'GenerationRequested', data: recordedRequest(request) };
  }

  async #cancelled({ generationId, isCancelled }: RequestedGeneration): Promise<GenerationEvent> {
    const building = await this.kept.building(generationId);
    const isOver = isCancelled || (building !== undefined && building.state !== 'building');
    if (isOver || generationId === FIRST_GENERATION) {
      throw new GenerationRefused('generation-state', `generation ${generationId} is not being built`);
    }
    return { type: 'GenerationCancelled', data: { generationId } };
  }

  async #accepted(
    generation: RequestedGeneration,
    known: AllGenerations,
    diff: string,
    reason: string | undefined,
  ): Promise<GenerationEvent> {
    const { generationId } = generation;
    const { digest, figures } = await this.#diffWithLive(generation, known);
    if (digest !== diff) {
      const detail = 'the differences are no longer those that were accepted: look at them again';
      throw new GenerationRefused('diff-changed', detail, { digest, figures });
    }
    const data = { generationId, against: known.wanted, diff, figures, ...(reason !== undefined && { reason }) };
    return { type: 'GenerationAccepted', data };
  }

  async #switched(
    generation: RequestedGeneration,
    known: AllGenerations,
    reason: string | undefined,
  ): Promise<GenerationEvent> {
    const { generationId, acceptances } = generation;
    const why = whyNotForLive(generation, await this.diffs.adoptions(), japaneseDateOf(this.clock.now()));
    if (why !== undefined)
      throw new GenerationRefused('not-for-live', `generation ${generationId} cannot become live: ${why}`);
    const { digest, figures, byCause } = await this.#diffWithLive(generation, known);
    const isAccepted = acceptances.some((one) => one.against === known.wanted && one.diff === digest);
    const isWayBack =
      known.switches.at(-1)?.from === generationId && byCause.every(({ cause }) => cause !== 'edited-row');
    if (figures > 0 && !isAccepted && !isWayBack) {
      const detail = `${String(figures)} figures would change, and nobody has accepted that: look at the differences, and accept them`;
      throw new GenerationRefused('diff-not-accepted', detail, { digest, figures });
    }
    const data = { generationId, from: known.wanted, diff: digest, ...(reason !== undefined && { reason }) };
    return { type: 'GenerationSwitched', data };
  }

  async #diffWithLive(generation: RequestedGeneration, known: AllGenerations): ReturnType<GenerationDiffs['totals']> {
    const { generationId } = generation;
    if (known.wanted === generationId || (await this.kept.liveId()) !== known.wanted) {
      const detail = `generation ${known.wanted} ${known.wanted === generationId ? 'is live' : 'is being made live'}`;
      throw new GenerationRefused('generation-state', detail);
    }
    return this.diffs.totals(known.wanted, generationId);
  }

  async #append(known: AllGenerations, event: GenerationEvent, request: Request): Promise<GenerationAcknowledgement> {
    const { envelope, keyed, ids } = request;
    const { data, beside } = seal(event.data, SEALED);
    const written = {
      id: ids.eventId(0),
      type: event.type,
      data: canonicalJson(data),
      metadata: writeMetadata({ ...envelope, recordedAt: momentAfter(known, this.clock.now()), idempotency: keyed }),
      beside,
    };
    const last = known.recorded.at(-1)?.revision;
    const expected = last === undefined ? 'none' : BigInt(last);
    const { revision, position, replayed } = await appendOnce(
      this.store,
      GENERATIONS_STREAM,
      [written],
      expected,
      undefined,
    );
    for (const listener of this.#listeners) listener();
    const recorded = { ...event, eventId: written.id, revision: Number(revision), position };
    return { recorded: answerOf(recorded), replayed: replayed && keyed !== undefined };
  }
}

/** In whole milliseconds, and never before what was recorded already. */
const momentAfter = ({ recorded }: AllGenerations, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = recorded.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};

/** @throws {KeyReused} */
const firstOf = ({ recorded }: AllGenerations, { keyed }: Request): RecordedGenerationEvent | undefined => {
  const first = keyed && recorded.find(({ idempotency }) => idempotency?.key === keyed.key);
  if (first !== undefined && first.idempotency?.fingerprint !== keyed?.fingerprint) throw new KeyReused();
  return first;
};

const answerOf = (
  event: GenerationEvent & Pick<RecordedGenerationEvent, 'eventId' | 'revision' | 'position'>,
): RecordedGeneration => {
  const { eventId, type, revision, position } = event;
  const generationId = event.type === 'GenerationRequested' ? eventId : event.data.generationId;
  return { generationId, revision, position: String(position), events: [{ id: eventId, type, revision }] };
};
