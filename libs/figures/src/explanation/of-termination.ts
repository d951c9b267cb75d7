import type { Bilingual } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { Situation } from '../situation.js';
import type { TerminationFigure } from '../termination.js';
import { endOfContractStep, endOfServiceStep, minimumPeriodStep } from './days.js';
import { dateOf, leaf, step, yenOf, type Explanation } from './node.js';
import { chargeStep } from './of-charges.js';

/** The end of the contract, what of its minimum period it cuts off, and what that costs. */
export const terminationStep = (
  id: string,
  { effectiveOn, earlyTermination }: TerminationFigure,
  situation: Situation,
): Explanation => {
  const { base, options } = situation;
  const { charges, total } = earlyTermination;
  const steps = [
    endOfContractStep(`${id}/effective-on`, situation),
    base && minimumPeriodStep(`${id}/minimum-period`, base, situation),
    ...options.flatMap((option) => [
      endOfServiceStep(`${id}/options/${option.eventId}/effective-on`, option, situation),
      minimumPeriodStep(`${id}/options/${option.eventId}/minimum-period`, option, situation),
    ]),
  ].filter((one) => one !== undefined);
  const costs = charges.map((charge) => chargeStep(`${id}/charges/${charge.id}`, charge, situation));
  if (costs.length > 0)
    steps.push(step(`${id}/charges`, labels.charges, yenOf(total), 'sum', costs, { clause: clauses.earlyEnd }));
  const grounds = { clause: clauses.effectiveEnd };
  if (steps.length === 0) return leaf(id, labels.none, dateOf(undefined), 'terms', grounds);
  return step(id, labels.end, dateOf(effectiveOn), 'together', steps, grounds);
};

const labels = {
  none: { en: 'no end is known', ja: '解除の効力が生ずる日なし' },
  end: { en: 'end of the contract', ja: '契約の解除の効力が生ずる日' },
  charges: { en: 'early termination charges', ja: '最低利用期間内解除調定金' },
} satisfies Record<string, Bilingual>;
