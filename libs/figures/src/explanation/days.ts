import { plusDays, type CivilDate, type Period } from '@ledger/kernel';
import { effectiveDateOf, isStanding, type Notice, type Subject, type Termination } from '@ledger/contract';
import { editionOn, type Bilingual, type Clause } from '@ledger/terms';
import { clauses } from '../clauses.js';
import type { Service, Situation } from '../situation.js';
import { dateOf, leaf, named, step, type Explanation, type Quantity } from './node.js';

/** The end of the contract (E). */
export const endOfContractStep = (id: string, situation: Situation): Explanation | undefined => {
  const { contract, base, end } = situation;
  if (base === undefined || end === undefined) return undefined;
  const candidates = endsOf(id, 'contract', contract.notices, contract.terminations, situation);
  return earlierOf(id, labels.end, end.on, candidates, clauses.effectiveEnd);
};

/** The end of a service: an option's own effective date or the end of the contract, whichever is earlier. */
export const endOfServiceStep = (id: string, service: Service, situation: Situation): Explanation | undefined => {
  if (service.end === undefined) return undefined;
  const option = situation.options.find((one) => one === service);
  if (option === undefined) return endOfContractStep(id, situation);
  const { notices, terminations } = option.period;
  const own = endsOf(`${id}/own`, option.subject, notices, terminations, situation);
  const ofContract = endOfContractStep(`${id}/contract`, situation);
  const candidates = [...own, ...(ofContract === undefined ? [] : [ofContract])];
  return earlierOf(id, labels.endOfOption, service.end.on, candidates, clauses.cessation);
};

/** The last billed day of a service (R11). */
export const lastBilledStep = (id: string, service: Service, situation: Situation): Explanation | undefined => {
  const { R11 } = situation.interpretation.readings;
  const grounds = { clause: clauses.charges, reading: named(situation.interpretation.readings, 'R11') };
  const end = endOfServiceStep(R11 === 'billed' ? id : `${id}/end`, service, situation);
  if (end === undefined || service.lastBilledOn === undefined || R11 === 'billed') return end;
  return step(id, labels.lastBilled, dateOf(service.lastBilledOn), 'minus-days', [end, oneDay(`${id}/one`)], grounds);
};

/** The billing start date of a service, as recorded. */
export const billingStartStep = (id: string, { billing }: Service): Explanation =>
  leaf(id, labels.billingStart, dateOf(billing?.startsOn), 'fact', {
    clause: clauses.charges,
    facts: billing === undefined ? [] : [billing.eventId],
  });

/** The last day of a service's minimum period. */
export const minimumPeriodStep = (
  id: string,
  service: Service,
  { interpretation }: Situation,
): Explanation | undefined => {
  const { minimumPeriod, subject } = service;
  if (minimumPeriod === undefined) return undefined;
  const { parameters } = editionOn(interpretation.terms, minimumPeriod.from);
  const isBase = subject === 'base';
  const clause = isBase ? clauses.minimumPeriod : clauses.optionMinimumPeriod;
  const period = isBase ? parameters.minimumPeriod : parameters.optionMinimumPeriod;
  return step(
    id,
    labels.minimumPeriod,
    dateOf(minimumPeriod.to),
    'last-day-of-period',
    [billingStartStep(`${id}/from`, service), periodLeaf(`${id}/period`, period, clause)],
    { clause },
  );
};

/** A period as the terms state it. */
export const periodLeaf = (id: string, period: Period, clause: Clause): Explanation =>
  leaf(id, labels.period, periodQuantity(period), 'terms', { clause });

export const oneDay = (id: string): Explanation => leaf(id, labels.oneDay, { unit: 'days', value: 1 }, 'calendar', {});

/** What could end a subject: its standing notices (R13) and its terminations. */
const endsOf = (
  id: string,
  subject: Subject,
  notices: readonly Notice[],
  terminations: readonly Termination[],
  situation: Situation,
): readonly Explanation[] => {
  const { readings } = situation.interpretation;
  const standing = notices.filter((notice) => notice.subject === subject && isStanding(notice));
  const arrivedLast = standing.reduce<Notice | undefined>(
    (last, notice) => (last === undefined || notice.arrivedOn >= last.arrivedOn ? notice : last),
    undefined,
  );
  const governing = readings.R13 === 'latest' ? standing.filter((notice) => notice === arrivedLast) : standing;
  return [
    ...governing.map((notice) => noticeStep(`${id}/notices/${notice.eventId}`, notice, situation)),
    ...terminations
      .filter((termination) => termination.subject === subject)
      .map(({ eventId, effectiveOn }) =>
        leaf(`${id}/terminations/${eventId}`, labels.termination, dateOf(effectiveOn), 'fact', {
          clause: subject === 'contract' ? clauses.effectiveEnd : clauses.cessation,
          facts: [eventId],
        }),
      ),
  ];
};

/** Art. 5(4), 7: the later of the day on which the notice period elapses and the designated day. */
const noticeStep = (id: string, notice: Notice, situation: Situation): Explanation => {
  const { eventId, designatedOn, subject } = notice;
  const clause = subject === 'contract' ? clauses.effectiveEnd : clauses.cessation;
  const elapses = elapsesStep(`${id}/elapses`, notice, situation, clause);
  const designated =
    designatedOn === undefined
      ? []
      : [leaf(`${id}/designated`, labels.designated, dateOf(designatedOn), 'fact', { clause, facts: [eventId] })];
  const effectiveOn = effectiveDateOf(notice, situation.interpretation);
  return step(id, labels.notice, dateOf(effectiveOn), 'later-of', [elapses, ...designated], {
    clause,
    reading: named(situation.interpretation.readings, 'R13'),
  });
};

const elapsesStep = (id: string, notice: Notice, { interpretation }: Situation, clause: Clause): Explanation => {
  const { arrivedOn, atMidnight, subject, eventId } = notice;
  const { terms, readings } = interpretation;
  const { parameters } = editionOn(terms, arrivedOn);
  const period = subject === 'contract' ? parameters.noticePeriod : parameters.optionNoticePeriod;
  const isDayAfter = readings.R01 === 'elapsed';
  const isArrivalCounted = atMidnight && readings.R16 === 'counted';
  const on = effectiveDateOf({ ...notice, designatedOn: undefined }, interpretation);
  const inner = isDayAfter ? `${id}/last-day` : id;
  const elapsed = step(
    inner,
    labels.elapses,
    dateOf(isDayAfter ? plusDays(on, -1) : on),
    isArrivalCounted ? 'last-day-of-period' : 'day-elapsed',
    [
      leaf(`${inner}/arrived`, labels.arrived, dateOf(arrivedOn), 'fact', { clause, facts: [eventId] }),
      periodLeaf(`${inner}/period`, period, clause),
    ],
    { clause, reading: named(readings, atMidnight ? 'R16' : 'R01') },
  );
  if (!isDayAfter) return elapsed;
  return step(id, labels.elapses, dateOf(on), 'plus-days', [elapsed, oneDay(`${id}/one`)], {
    clause,
    reading: named(readings, 'R01'),
  });
};

const earlierOf = (
  id: string,
  label: Bilingual,
  on: CivilDate,
  candidates: readonly Explanation[],
  clause: Clause,
): Explanation => step(id, label, dateOf(on), 'earlier-of', candidates, { clause });

const periodQuantity = (period: Period): Quantity => {
  if ('years' in period) return { unit: 'years', value: period.years };
  return 'months' in period ? { unit: 'months', value: period.months } : { unit: 'days', value: period.days };
};

const labels = {
  end: { en: 'end of the contract', ja: '契約の解除の効力が生ずる日' },
  endOfOption: { en: 'end of the option', ja: 'オプションサービスの利用の停止の効力が生じる日' },
  lastBilled: { en: 'last billed day', ja: '課金の最終日' },
  billingStart: { en: 'billing start date', ja: '課金開始日' },
  minimumPeriod: { en: 'last day of the minimum period', ja: '最低利用期間の末日' },
  period: { en: 'period', ja: '期間' },
  oneDay: { en: 'one day', ja: '1 日' },
  termination: { en: 'effective date of the termination', ja: '解除の効力が生ずる日' },
  designated: { en: 'designated date', ja: '指定した日' },
  notice: { en: 'effective date of the notice', ja: '通知による解除の効力が生ずる日' },
  elapses: { en: 'day on which the notice period elapses', ja: '到達した日から期間を経過する日' },
  arrived: { en: 'day of arrival', ja: '到達した日' },
} satisfies Record<string, Bilingual>;
