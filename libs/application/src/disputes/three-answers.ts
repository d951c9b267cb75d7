import { endOfDay, isoDate, isoInstant, type CivilDate, type Instant } from '@ledger/kernel';
import {
  adoptionsAt,
  contractOn,
  interpretationUnder,
  readingsAdopted,
  type Adoptions,
  type KnownAt,
} from '@ledger/contract';
import { toldBy, type Told } from '@ledger/disputes';
import { changesBetween } from '@ledger/figures';
import { readingIds, type Interpretation } from '@ledger/terms';
import { ContractNotKnownThen } from '../errors.js';
import { amountText } from '../present.js';
import { Questions, type Question } from '../questions.js';
import { valueText } from './disputed-ground.js';

/** What was so on a day: as known then, as known now about then, and as told to the contractor. */
export interface ThreeAnswers {
  /** By what was recorded until the end of the day; undefined where nothing was. */
  readonly then: Question | undefined;
  readonly now: Question;
  /** What counts as now. */
  readonly knownAt: NonNullable<KnownAt>;
  /** By the end of the day. */
  readonly told: readonly Told[];
}

/**
 * The three answers of a contract.
 * @param knownAt what counts as now; everything where it is left out
 */
export const threeAnswers = async (
  questions: Questions,
  contractId: string,
  on: CivilDate,
  knownAt?: KnownAt,
): Promise<ThreeAnswers> => {
  const now = await questions.about(contractId, { asOf: on, knownAt });
  const then = await knownThen(questions, contractId, on);
  const isLater = (then?.history.recorded.length ?? 0) > now.history.recorded.length;
  return {
    then: isLater ? now : then,
    now,
    knownAt: knownAt ?? { position: now.head },
    told: toldBy(contractOn(now.history, on)),
  };
};

const knownThen = async (questions: Questions, contractId: string, on: CivilDate): Promise<Question | undefined> => {
  try {
    return await questions.about(contractId, { asOf: on, knownAt: { instant: lastMomentOf(on) } });
  } catch (error) {
    if (error instanceof ContractNotKnownThen) return undefined;
    throw error;
  }
};

/** What is recorded at 24:00 belongs to the next day. */
const lastMomentOf = (on: CivilDate): Instant => (endOfDay(on) - 1) as Instant;

export interface OwedDifference {
  readonly figure: string;
  /** Now less then; null for what is no amount. */
  readonly difference: string | null;
  /** What was recorded since and changed it: facts, corrections, adoptions and what was said of them. */
  readonly events: readonly { readonly id: string; readonly type: string; readonly recordedAt: string }[];
  /** As it is read now what was read otherwise then, where that changed it. */
  readonly readings: readonly string[];
}

/** What is known otherwise now than then. */
export const sinceThen = ({ then, now, knownAt }: ThreeAnswers): readonly OwedDifference[] => {
  if (then === now) return [];
  const { history, asOf } = now;
  const adoptions = adoptionsAt(now.adoptions, knownAt);
  const interpretationOf = (adopted: Adoptions): Interpretation =>
    interpretationUnder(readingsAdopted(adopted, history.contractId, asOf));
  const ofThen: KnownAt = { instant: lastMomentOf(asOf) };
  const changes = changesBetween(history, ofThen, knownAt, asOf, interpretationOf, adoptions);
  const readings = readOtherwise(interpretationOf(adoptionsAt(adoptions, ofThen)), now.interpretation);
  const adopting = new Set(adoptions.recorded.map(({ eventId }) => eventId));
  const recorded = new Map([...history.recorded, ...adoptions.recorded].map((event) => [event.eventId, event]));
  return changes.map(({ name, yen, events }) => ({
    figure: name,
    difference: amountText(yen),
    events: events.flatMap((id) => {
      const event = recorded.get(id);
      return event === undefined ? [] : [{ id, type: event.type, recordedAt: isoInstant(event.recordedAt) }];
    }),
    readings: events.some((id) => adopting.has(id)) ? readings : [],
  }));
};

const readOtherwise = (then: Interpretation, now: Interpretation): readonly string[] =>
  readingIds.filter((id) => then.readings[id] !== now.readings[id]).map((id) => `${id}:${now.readings[id]}`);

/** What was told of a figure. */
export interface ToldAnswer {
  readonly kind: Told['kind'];
  readonly eventId: string;
  readonly on: string;
  /** Of a statement the day that it is about, which may be another than was asked about. */
  readonly asOf: string | null;
  /** Null where it was told that there is no such day. */
  readonly value: string | null;
}
export const toldAnswer = ({ kind, eventId, on, asOf, value }: Told): ToldAnswer => ({
  kind,
  eventId,
  on: isoDate(on),
  asOf: asOf === undefined ? null : isoDate(asOf),
  value: valueText(value),
});
