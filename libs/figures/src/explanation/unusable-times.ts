import { endOfDay, type Instant } from '@ledger/kernel';
import type { Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { Situation } from '../situation.js';
import { dayOf, type UnusableTime } from '../unusable-time.js';
import { endOfContractStep } from './days.js';
import { countOf, dateOf, instantOf, leaf, step, type Explanation } from './node.js';

/** How long the unusable time was. */
export const durationStep = (id: string, time: UnusableTime, situation: Situation): Explanation =>
  step(
    id,
    labels.time,
    { unit: 'microseconds', value: time.duration },
    'time-between',
    [fromStep(`${id}/from`, time, situation), untilStep(`${id}/until`, time, situation)],
    { clause: clauses.reduction },
  );

/** 知った時, or the end of an earlier outage's time. */
const fromStep = (id: string, { outage, from, after }: UnusableTime, situation: Situation): Explanation => {
  const awareId = after === undefined ? id : `${id}/aware`;
  const aware = leaf(awareId, labels.aware, instantOf(outage.awareAt), 'fact', {
    clause: clauses.reduction,
    facts: [outage.eventId],
  });
  if (after === undefined) return aware;
  const end = untilStep(`${id}/earlier`, after, situation);
  return step(id, labels.from, instantOf(from), 'later-of', [aware, end], { clause: clauses.reduction });
};

const untilStep = (id: string, { outage, until, isCutOff }: UnusableTime, situation: Situation): Explanation => {
  const { recovery } = outage;
  const steps: Explanation[] = [];
  if (recovery !== undefined) {
    const grounds = { clause: clauses.reduction, facts: [recovery.eventId] };
    steps.push(leaf(`${id}/recovered`, labels.recovered, instantOf(recovery.recoveredAt), 'fact', grounds));
  }
  const end = isCutOff ? endOfContractStep(`${id}/end/day`, situation) : undefined;
  if (end !== undefined && situation.end !== undefined) {
    steps.push(step(`${id}/end`, labels.endOfLastDay, instantOf(endOfDay(situation.end.on)), 'end-of-day', [end]));
  } else {
    const asked = leaf(`${id}/asked/day`, labels.asked, dateOf(situation.asOf), 'question', {});
    steps.push(step(`${id}/asked`, labels.endOfDay, instantOf(endOfDay(situation.asOf)), 'end-of-day', [asked]));
  }
  return step(id, labels.until, instantOf(until), 'earlier-of', steps, { clause: clauses.reduction });
};

/** The day on which it was over. */
export const overStep = (id: string, time: UnusableTime, situation: Situation): Explanation =>
  dayStep(id, labels.over, untilStep(`${id}/until`, time, situation), time.until, situation);

/** The day of a moment; 24:00 of the contract's last day is of that day. */
const dayStep = (id: string, label: Bilingual, moment: Explanation, at: Instant, situation: Situation): Explanation => {
  const isEnd = situation.end !== undefined && at === endOfDay(situation.end.on);
  const end = isEnd ? endOfContractStep(`${id}/end`, situation) : undefined;
  const on = dayOf(at, situation);
  return step(id, label, dateOf(on), 'day-of', end === undefined ? [moment] : [moment, end], {
    clause: clauses.reduction,
  });
};

/** The day on which so many hours of it were complete. */
export const momentDayStep = (
  id: string,
  label: Bilingual,
  at: Instant,
  time: UnusableTime,
  hours: number,
  situation: Situation,
): Explanation => {
  const from = fromStep(`${id}/moment/from`, time, situation);
  const plus = leaf(`${id}/moment/hours`, labels.unitHours, countOf(hours, 'hours'), 'terms', {
    clause: clauses.reduction,
  });
  const moment = step(`${id}/moment`, labels.complete, instantOf(at), 'plus-hours', [from, plus], {
    clause: clauses.reduction,
  });
  return dayStep(id, label, moment, at, situation);
};

const labels = {
  unitHours: { en: 'hours', ja: '時間' },
  time: { en: 'unusable time', ja: '利用不能時間' },
  aware: { en: 'when the provider became aware', ja: '当社が知った時' },
  from: { en: 'beginning of the unusable time', ja: '利用不能時間の始期' },
  until: { en: 'end of the unusable time', ja: '利用不能時間の終期' },
  recovered: { en: 'recovery', ja: '復旧の時' },
  endOfLastDay: { en: 'end of the last day of the contract', ja: '契約の末日の終了' },
  asked: { en: 'the day asked about', ja: '基準日' },
  endOfDay: { en: 'end of the day asked about', ja: '基準日の終了' },
  over: { en: 'day on which the outage was over', ja: '復旧の日' },
  complete: { en: 'when the hours are complete', ja: '時間の満了する時' },
} satisfies Record<string, Bilingual>;
