import { plusDays } from '@ledger/kernel';
import type { Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { Charge } from '../early-termination.js';
import type { Situation } from '../situation.js';
import { costStep } from './costs.js';
import { lastBilledStep, minimumPeriodStep, oneDay } from './days.js';
import { dateOf, leaf, named, step, yenOf, type Explanation } from './node.js';

/** An early termination charge. */
export const chargeStep = (id: string, charge: Charge, situation: Situation): Explanation => {
  const { service, parts, amount, period, item } = charge;
  const { readings } = situation.interpretation;
  if (parts.length === 0) return nothingLeft(id, charge, situation);
  const isShared = readings.R04 === 'as-if-continued';
  return {
    ...costStep(id, {
      label: item === 1 ? labels.chargeItem1 : labels.chargeItem2,
      amount,
      parts,
      readings,
      sharedBy: named(readings, period === undefined ? 'R12' : isShared ? 'R03' : 'R04'),
      feeBy: period && named(readings, 'R19'),
      firstDay: (at, on) => (on === period?.from ? firstDayOfRest(at, charge, situation) : undefined),
      lastDay: (at, on) => {
        const ofPeriod = item === 1 ? situation.base : service;
        return on === period?.to && ofPeriod !== undefined ? minimumPeriodStep(at, ofPeriod, situation) : undefined;
      },
    }),
    clause: item === 1 ? clauses.chargeItem1 : clauses.chargeItem2,
  };
};

/** The day after the last billed day, or under R05 `once` after the last day that item 1 charges. */
const firstDayOfRest = (id: string, { service, period }: Charge, situation: Situation): Explanation | undefined => {
  const { base, interpretation } = situation;
  if (period === undefined || base === undefined) return undefined;
  const isAfterBilling = service.lastBilledOn !== undefined && plusDays(service.lastBilledOn, 1) === period.from;
  const before = isAfterBilling
    ? lastBilledStep(`${id}/before`, service, situation)
    : minimumPeriodStep(`${id}/before`, base, situation);
  if (before === undefined) return undefined;
  return step(id, labels.rest, dateOf(period.from), 'plus-days', [before, oneDay(`${id}/one`)], {
    clause: clauses.chargeItem1,
    reading: named(interpretation.readings, isAfterBilling ? 'R11' : 'R05'),
  });
};

/** R03 `full-month`: all that is left lies in a month that is already billed, or charged under item 1. */
const nothingLeft = (id: string, { item, amount, service }: Charge, { interpretation }: Situation): Explanation =>
  leaf(id, item === 1 ? labels.chargeItem1 : labels.chargeItem2, yenOf(amount), 'terms', {
    clause: item === 1 ? clauses.chargeItem1 : clauses.chargeItem2,
    reading: named(interpretation.readings, 'R03'),
    facts: service.end === undefined ? [] : [service.end.eventId],
  });

const labels = {
  chargeItem1: { en: 'early termination charge, item 1', ja: '最低利用期間内解除調定金(別紙 2 の 1)' },
  chargeItem2: { en: 'early termination charge, item 2', ja: '最低利用期間内解除調定金(別紙 2 の 2)' },
  rest: { en: 'first day of the rest of the minimum period', ja: '残余の期間の初日' },
} satisfies Record<string, Bilingual>;
