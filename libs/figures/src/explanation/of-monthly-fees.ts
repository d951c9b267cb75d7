import type { Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { MonthlyFee } from '../obligation.js';
import { sharesOf } from '../shares.js';
import type { Situation } from '../situation.js';
import { costStep } from './costs.js';
import { billingStartStep, lastBilledStep } from './days.js';
import { named, type Explanation } from './node.js';

/** The monthly fee of a billing month. */
export const monthlyFeeStep = (
  id: string,
  { service, month, period, amount }: MonthlyFee,
  situation: Situation,
): Explanation => {
  const { readings } = situation.interpretation;
  const cost = costStep(id, {
    label,
    amount,
    parts: sharesOf(service.steps, month, period, readings.R03),
    readings,
    sharedBy: named(readings, 'R03'),
    feeBy: undefined,
    firstDay: (at, on) => (on === service.billing?.startsOn ? billingStartStep(at, service) : undefined),
    lastDay: (at, on) => (on === service.lastBilledOn ? lastBilledStep(at, service, situation) : undefined),
  });
  return { ...cost, clause: clauses.charges };
};

const label: Bilingual = { en: 'monthly fee', ja: '月額費用' };
