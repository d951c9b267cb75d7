import { endOfDay, isoDate, isoInstant, type CivilDate, type Instant } from '@ledger/kernel';
import { contractOn, historyOf, type History, type KnownAt, type RecordedContractEvent } from '@ledger/contract';
import { toldBy, type Told } from '@ledger/disputes';
import { changesBetween, differencesBetween, figuresOn, type FigureDifference } from '@ledger/figures';
import { departures } from '@ledger/terms';
import { ContractNotKnownThen } from '../errors.js';
import { amountText } from '../present.js';
import { Questions, type Question } from '../questions.js';
import { valueText } from './disputed-ground.js';

/** What was so on a day: as known then, as known now about then, and as told to the contractor. */
export interface ThreeAnswers {
  /** By what was recorded until the end of the day; undefined where nothing was. */
  readonly then: Question | undefined;
  readonly now: Question;
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
  return { then: isLater ? now : then, now, told: toldBy(contractOn(now.history, on)) };
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
  /** What was recorded since and changed it: facts, corrections. */
  readonly events: readonly { readonly id: string; readonly type: string; readonly recordedAt: string }[];
  /** The readings adopted since, where they changed it. */
  readonly readings: readonly string[];
}

/**
 * What is known otherwise now than then. What was recorded since is looked for under today's readings; what the readings make of it, in what
 * was known then.
 */
export const sinceThen = ({ then, now }: ThreeAnswers): readonly OwedDifference[] => {
  const { history, asOf, interpretation } = now;
  const before = then?.history ?? emptied(history);
  const changes = changesBetween(
    history,
    { position: before.recorded.at(-1)?.position ?? BEFORE_ALL },
    undefined,
    asOf,
    () => interpretation,
  );
  const events = new Map(changes.map((change) => [change.name, change.events]));
  const adopted = then === undefined ? [] : adoptedSince(then, now);
  const byReadings =
    then === undefined || adopted.length === 0
      ? new Set<string>()
      : new Set(
          differencesBetween(then.figures, figuresOn(then.history, asOf, interpretation)).map(({ name }) => name),
        );
  return differencesBetween(then?.figures, now.figures).map((difference: FigureDifference) => ({
    figure: difference.name,
    difference: amountText(difference.yen),
    events: (events.get(difference.name) ?? []).flatMap((id) => eventIn(history, id)),
    readings: byReadings.has(difference.name) ? adopted : [],
  }));
};

const BEFORE_ALL = -1n;
const emptied = ({ contractId }: History): History => historyOf(contractId, []);

const adoptedSince = (then: Question, now: Question): readonly string[] => {
  const before = departures(then.interpretation.readings);
  return departures(now.interpretation.readings).filter((reading) => !before.includes(reading));
};

const eventIn = ({ recorded }: History, id: string): OwedDifference['events'] =>
  recorded
    .filter(({ eventId }: RecordedContractEvent) => eventId === id)
    .map(({ type, recordedAt }) => ({ id, type, recordedAt: isoInstant(recordedAt) }));

/** What was told of a figure. */
export interface ToldAnswer {
  readonly kind: Told['kind'];
  readonly eventId: string;
  readonly on: string;
  /** Null where it was told that there is no such day. */
  readonly value: string | null;
}
export const toldAnswer = ({ kind, eventId, on, value }: Told): ToldAnswer => ({
  kind,
  eventId,
  on: isoDate(on),
  value: valueText(value),
});
