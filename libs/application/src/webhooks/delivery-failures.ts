import { randomInt } from 'node:crypto';
import { instantOfMilliseconds, type Instant } from '@ledger/kernel';
import type { DeliveryFailure, DeliveryProgress, DeliveryUpdate, HeldStream } from '@ledger/projections';
import type { FedEvent, FedPart } from '../feed/feed.js';
import { GONE, type ChainEnd, type DeliveryRound, type FailedEvent } from './delivery-round.js';
import { isDead, retryDelay } from './retry-schedule.js';

const CHANCES = 1000;

/** What a failed attempt makes of those before it. */
const failureAfter = (
  before: DeliveryFailure | undefined,
  { fed, outcome: { status, reason, askedFor } }: FailedEvent,
  now: Instant,
): DeliveryFailure => {
  const since = before?.since ?? now;
  const attempts = (before?.attempts ?? 0) + 1;
  const isOver = status === GONE || isDead((now - since) / 1000);
  const delay = retryDelay(attempts, randomInt(CHANCES + 1) / CHANCES, askedFor);
  const nextAttemptAt = isOver ? undefined : instantOfMilliseconds(Math.ceil(now / 1000) + delay);
  return { since, attempts, lastAt: now, reason, status, eventId: fed.event.id, nextAttemptAt };
};

/** What a round worked on. */
export interface RoundState {
  readonly progress: DeliveryProgress;
  /** The part of the log after the position; undefined where it ends there. */
  readonly part: FedPart | undefined;
  /** Streams of the part that were held back already: nothing of them was sent from it. */
  readonly heldBefore: readonly HeldStream[];
  /** Of the part, by the events' ids. */
  readonly delivered: ReadonlySet<string>;
  readonly now: Instant;
}

/** What is to be remembered after a round. */
export const updateAfter = (round: DeliveryRound, state: RoundState): DeliveryUpdate => {
  const { progress, now } = state;
  const isGone = round.failure?.outcome.status === GONE;
  const held = new Map(state.heldBefore.map((one) => [one.stream, one]));
  const changed = new Set<string>();
  const released: string[] = [];
  for (const end of isGone ? [] : round.ends) {
    const { stream } = end.chain;
    const after = heldAfter(end, now);
    if (after !== undefined) {
      held.set(stream, after);
      changed.add(stream);
    } else if (end.chain.held !== undefined && end.arrived === end.chain.events.length) {
      held.delete(stream);
      released.push(stream);
    }
  }
  const { position, aside } = passed(state, held, changed);
  const failure = receiverFailure(
    round,
    state,
    [...held.values()].filter(({ stream }) => changed.has(stream)),
  );
  return {
    progress: {
      ...progress,
      position,
      failure,
      waiting: failure && stillWaiting(round.hasArrived ? undefined : progress.waiting, position, aside),
      deliveredAt: round.hasArrived ? now : progress.deliveredAt,
    },
    ...(progress.failure !== undefined && failure === undefined && { all: { triedAt: now, alsoGivenUp: false } }),
    released,
    held: [...held.values()].filter(({ stream }) => changed.has(stream)),
  };
};

/** What is held back of a stream now; undefined where nothing is. */
const heldAfter = ({ chain, arrived, failed }: ChainEnd, now: Instant): HeldStream | undefined => {
  const { stream, held, next, events } = chain;
  const waiting = Math.max(0, (held?.events ?? 0) - arrived);
  if (failed !== undefined) {
    const failure = failureAfter(arrived === 0 ? held?.failure : undefined, failed, now);
    return { stream, ...placeOf(failed.fed), events: waiting, failure };
  }
  if (held === undefined || arrived < events.length || next === undefined) return undefined;
  return {
    stream,
    ...next,
    events: waiting,
    failure: { ...held.failure, since: now, attempts: 0, nextAttemptAt: now },
  };
};

/** How far the position moves: past what is delivered, and past what is held back, of which it counts what waits. */
const passed = (
  { progress, part, delivered }: RoundState,
  held: Map<string, HeldStream>,
  changed: Set<string>,
): { readonly position: bigint; readonly aside: number } => {
  let { position } = progress;
  let aside = 0;
  for (const { stream, event } of part?.events ?? []) {
    const one = held.get(stream);
    if (!delivered.has(event.id)) {
      if (one === undefined) return { position, aside };
      held.set(stream, { ...one, events: one.events + 1 });
      changed.add(stream);
      aside += 1;
    }
    position = BigInt(event.position);
  }
  return { position: part?.position ?? position, aside };
};

/** What was counted beyond the position, without what waits with its stream from now on. */
const stillWaiting = (
  counted: DeliveryProgress['waiting'],
  position: bigint,
  aside: number,
): NonNullable<DeliveryProgress['waiting']> =>
  counted === undefined || counted.upTo < position
    ? { events: 0, upTo: position }
    : { ...counted, events: Math.max(0, counted.events - aside) };

const receiverFailure = (
  round: DeliveryRound,
  { progress: { failure: before, deliveredAt }, now }: RoundState,
  held: readonly HeldStream[],
): DeliveryFailure | undefined => {
  const { failure: failed, hasArrived } = round;
  if (failed === undefined) return undefined;
  if (round.isDown || (before !== undefined && !hasArrived)) {
    return failureAfter(hasArrived ? undefined : before, failed, now);
  }
  if (hasArrived) return undefined;
  // One stream alone has something to send, and has failed for so long that it is given up: so is the receiver.
  return held.find(
    ({ failure: { nextAttemptAt, since } }) =>
      nextAttemptAt === undefined && (deliveredAt === undefined || deliveredAt < since),
  )?.failure;
};

const placeOf = ({ event }: FedEvent): Pick<HeldStream, 'revision' | 'position'> => ({
  revision: event.revision,
  position: BigInt(event.position),
});
