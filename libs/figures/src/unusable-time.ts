import {
  endOfDay,
  japaneseDateOf,
  MICROSECONDS_PER_HOUR,
  plusHours,
  type CivilDate,
  type Instant,
} from '@ledger/kernel';
import type { Outage } from '@ledger/contract';
import { editionOn, isUnusableTime, obstaclesToReduction, unusableUnits, type Edition } from '@ledger/terms';
import { clauses } from './clauses.js';
import type { Reason } from './reason.js';
import { isInForceOn, type Situation } from './situation.js';

/** 利用不能時間 (Art. 10): how long an outage lasted for the terms, and whether it counts. */
export interface UnusableTime {
  readonly outage: Outage;
  /** The edition in force when the provider became aware. */
  readonly edition: Edition;
  /** When the provider became aware; where an earlier eligible outage overlaps, the end of that one's time. */
  readonly from: Instant;
  /** That of the earlier outage that put the beginning off. */
  readonly after: UnusableTime | undefined;
  /** Recovery, the end of the contract's last day or the end of the day asked about, whichever is first. */
  readonly until: Instant;
  /** Whether the contract has ended by the day asked about, so that the time ends with it at the latest. */
  readonly isCutOff: boolean;
  /** The day on which it was over; undefined while it lasts. */
  readonly overOn: CivilDate | undefined;
  /** In microseconds, never negative. */
  readonly duration: number;
  /** Whole units of it, where nothing stands against a reduction. */
  readonly units: number;
  /** What stands against a reduction; empty where nothing does, also while the outage is too short but lasts. */
  readonly obstacles: readonly Reason[];
}

/**
 * The unusable time of every outage, in the order in which the provider became aware. Two outages never add up their hours: where two
 * eligible ones overlap, the time of the later known begins at the end of the earlier's.
 */
export const unusableTimes = (situation: Situation): readonly UnusableTime[] => {
  const { outages } = situation.contract;
  if (outages.length === 0 || situation.base === undefined) return [];
  let covering: UnusableTime | undefined;
  return outages
    .toSorted((a, b) => a.awareAt - b.awareAt)
    .map((outage) => {
      const time = unusableTime(situation, outage, covering);
      if (time.obstacles.length === 0 && (covering === undefined || time.until > covering.until)) covering = time;
      return time;
    });
};

/** The day that a moment belongs to: 00:00 is of the day that begins, except that the end of the contract's last day is of that day. */
export const dayOf = (moment: Instant, { end }: Pick<Situation, 'end'>): CivilDate =>
  end !== undefined && moment === endOfDay(end.on) ? end.on : japaneseDateOf(moment);

/** The moment at which so many units of a time are complete. */
export const endOfUnit = ({ from, edition }: UnusableTime, units: number): Instant =>
  plusHours(from, units * edition.parameters.reductionUnitHours);

const unusableTime = (situation: Situation, outage: Outage, covering: UnusableTime | undefined): UnusableTime => {
  const edition = editionOn(situation.interpretation.terms, japaneseDateOf(outage.awareAt));
  const isCutOff = isCutOffByEnd(situation);
  const until = endOf(situation, outage, isCutOff);
  const isOver = outage.recovery !== undefined || isCutOff;
  const obstacles = obstaclesTo(situation, outage);
  const isPutOff = obstacles.length === 0 && covering !== undefined && covering.until > outage.awareAt;
  const from = isPutOff ? covering.until : outage.awareAt;
  const duration = Math.max(0, until - from);
  const isTooShort = isOver && !isUnusableTime(duration, edition);
  return {
    outage,
    edition,
    from,
    after: isPutOff ? covering : undefined,
    until,
    isCutOff,
    overOn: isOver ? dayOf(until, situation) : undefined,
    duration,
    units: obstacles.length === 0 ? unusableUnits(duration, edition) : 0,
    obstacles: isTooShort ? [...obstacles, tooShort(duration, edition)] : obstacles,
  };
};

/** Whether the contract ends by the day asked about: then the outage is over with it, and one that became known later has no time. */
const isCutOffByEnd = ({ asOf, end }: Situation): boolean => end !== undefined && end.on <= asOf;

const endOf = ({ asOf, end }: Situation, { recovery }: Outage, isCutOff: boolean): Instant => {
  const until = endOfDay(end !== undefined && isCutOff ? end.on : asOf);
  return recovery !== undefined && recovery.recoveredAt < until ? recovery.recoveredAt : until;
};

const obstaclesTo = ({ base }: Situation, { cause, extent, awareAt }: Outage): readonly Reason[] => {
  const obstacles: readonly Reason[] = obstaclesToReduction(cause, extent);
  if (base !== undefined && isInForceOn(base, japaneseDateOf(awareAt))) return obstacles;
  return [...obstacles, notInForce];
};

const notInForce: Reason = {
  clause: clauses.reduction,
  text: 'the contract was not in force on the day the provider became aware',
};
const tooShort = (duration: number, { parameters }: Edition): Reason => ({
  clause: clauses.reduction,
  text: `it lasted ${String(Math.floor(duration / MICROSECONDS_PER_HOUR))} hours since the provider became aware, fewer than ${String(parameters.unusableHours)}`,
});
