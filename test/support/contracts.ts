import fc from 'fast-check';
import { civilDate, isoDate, plusDays, type CivilDate, type IsoDate } from '@ledger/kernel';
import type { Option, OutageCause, OutageExtent, TerminationGround } from '@ledger/contract';
import {
  defaultReadings,
  register,
  xspMailTerms,
  type Interpretation,
  type ReadingId,
  type Readings,
} from '@ledger/terms';
import { story, type Story } from './history.js';

/*
 * Contracts that live through anything, for properties. Every story is one that the decider could have let pass, told by days after
 * the acceptance; amounts and days are small enough that ends, revisions, months and minimum periods meet often.
 */

const day = (max: number, min = 0): fc.Arbitrary<number> => fc.integer({ min, max });
const amount = fc.oneof(fc.integer({ min: 0, max: 40000 }), fc.constantFrom(0, 1, 31000, 6200, 10000)).map(String);
/** Days on which months and years begin and end are met more often than others. */
const start = fc.oneof(
  fc.constantFrom('2023-02-28', '2023-10-31', '2024-01-31', '2024-02-29', '2025-12-31', '2026-01-01', '2026-01-15'),
  fc.integer({ min: civilDate('2022-06-01'), max: civilDate('2027-06-30') }).map((n) => isoDate(n as CivilDate)),
);
const hour = fc.constantFrom('00:00:00', '00:00:01', '09:00:00', '12:30:00', '23:59:59');

const outage = fc.record({
  awareOn: day(500),
  at: hour,
  lasts: fc.option(fc.integer({ min: 0, max: 240 })),
  cause: fc.constantFrom<OutageCause>('provider', 'provider', 'provider', 'third-party', 'restriction'),
  extent: fc.constantFrom<OutageExtent>('total', 'total', 'equivalent', 'partial'),
  claims: fc.array(day(150), { maxLength: 2 }),
  decision: fc.option(
    fc.record({
      after: day(60),
      decision: fc.constantFrom('granted' as const, 'denied' as const),
      amount: fc.option(amount),
    }),
  ),
});
const notice = fc.record({
  arrivedOn: day(480),
  atMidnight: fc.boolean(),
  designatedAfter: fc.option(day(120)),
  form: fc.constantFrom('prescribed' as const, 'prescribed' as const, 'prescribed' as const, 'other' as const),
  withdrawnAfter: fc.option(day(20), { freq: 4 }),
});
const named = fc.option(
  fc.constantFrom('initial-fee:base', 'early-termination-charge:1:base', 'one-time-fee:change-0', 'no-such-obligation'),
);
const ending = fc.record({
  declaredOn: day(420),
  after: day(60),
  ground: fc.constantFrom<TerminationGround>(
    'general-28-2',
    'general-28-3',
    'provider-for-cause',
    'statutory',
    'agreement',
  ),
});
const optional = fc.record({
  acceptedAfter: day(200),
  billedAfter: fc.option(day(90), { freq: 6 }),
  notice: fc.option(notice),
  again: fc.option(fc.record({ after: day(60, 1), billedAfter: day(60) }), { freq: 2 }),
});

const shape = fc.record({
  start,
  fees: fc.record({ initial: amount, monthly: amount, optionInitial: amount, optionMonthly: amount }),
  billedAfter: fc.option(day(60), { freq: 8 }),
  option: fc.option(optional, { freq: 3 }),
  revisions: fc.array(fc.record({ on: day(500), base: fc.option(amount), homepage: fc.option(amount) }), {
    maxLength: 4,
  }),
  changes: fc.array(fc.record({ on: day(300), fee: amount }), { maxLength: 2 }),
  notices: fc.array(notice, { maxLength: 3 }),
  termination: fc.option(ending),
  outages: fc.array(outage, { maxLength: 4 }),
  payments: fc.array(fc.record({ on: day(500), amount, named, reversedAfter: fc.option(day(40), { freq: 5 }) }), {
    maxLength: 5,
  }),
  settlements: fc.array(fc.record({ on: day(500), amount, named }), { maxLength: 2 }),
  repayments: fc.array(fc.record({ on: day(500), amount }), { maxLength: 2 }),
  demands: fc.array(fc.record({ on: day(500), amount, named }), { maxLength: 2 }),
});
export type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;
/** What a contract lives through, from which its story is told. */
export const shapes: fc.Arbitrary<Shape> = shape;

/** The story of a shape; the events that make something bear ids of their kind and number, wherever they stand. */
export const storyOf = (of: Shape): Story => {
  const from = civilDate(of.start);
  const on = (days: number): IsoDate => isoDate(plusDays(from, days));
  let told = story()
    .and('ContractApplied', { contractor: { name: '株式会社例' }, appliedOn: of.start })
    .and('FeesQuoted', {
      quotedOn: of.start,
      initialFee: of.fees.initial,
      monthlyFee: of.fees.monthly,
      options: { homepage: { initialFee: of.fees.optionInitial, monthlyFee: of.fees.optionMonthly } },
    })
    .and('ContractAccepted', { acceptedOn: of.start }, 'acceptance');
  if (of.billedAfter !== null) told = told.and('BillingStarted', { startsOn: on(of.billedAfter) }, 'billing');
  told = withOption(told, of, on);
  for (const [n, { on: days, base, homepage }] of of.revisions.entries()) {
    if (base === null && homepage === null) continue;
    told = told.and(
      'FeesRevised',
      {
        effectiveOn: on(days),
        ...(base === null ? {} : { monthlyFee: base }),
        ...(homepage === null ? {} : { options: { homepage: { monthlyFee: homepage } } }),
      },
      `revision-${String(n)}`,
    );
  }
  for (const [n, { on: days, fee }] of of.changes.entries()) {
    told = told.and(
      'ChangeAccepted',
      { acceptedOn: on(days), description: '', oneTimeFee: fee },
      `change-${String(n)}`,
    );
  }
  for (const [n, one] of of.notices.entries()) told = withNotice(told, 'contract', one, `notice-${String(n)}`, on, 0);
  if (of.termination !== null) {
    const { declaredOn, after, ground } = of.termination;
    told = told.and(
      'ContractTerminated',
      { declaredOn: on(declaredOn), effectiveOn: on(declaredOn + after), ground, reason: '' },
      'termination',
    );
  }
  for (const [n, one] of of.outages.entries()) told = withOutage(told, one, `outage-${String(n)}`, on);
  return withMoney(told, of, on);
};

/** Everything open to interpretation, each reading as likely as another. */
export const interpretations: fc.Arbitrary<Interpretation> = fc
  .record(
    Object.fromEntries(
      Object.entries(register).map(([id, { choices }]) => [id, fc.constantFrom(...Object.keys(choices))]),
    ) as Record<ReadingId, fc.Arbitrary<string>>,
  )
  .map((readings) => ({ terms: xspMailTerms, readings: { ...defaultReadings, ...readings } as Readings }));

/** A day within or near the life of a shape's contract. */
export const dayIn = ({ start: first }: Shape): fc.Arbitrary<CivilDate> =>
  fc.integer({ min: -10, max: 800 }).map((days) => plusDays(civilDate(first), days));

type On = (days: number) => IsoDate;

const withOption = (told: Story, { option, billedAfter }: Shape, on: On): Story => {
  if (option === null) return told;
  const { acceptedAfter, again } = option;
  const add = (story: Story, id: string, accepted: number, billed: number | undefined): Story => {
    const added = story.and(
      'OptionAdded',
      { option: 'homepage', appliedOn: on(accepted), acceptedOn: on(accepted) },
      id,
    );
    return billed === undefined
      ? added
      : added.and('OptionBillingStarted', { option: 'homepage', startsOn: on(billed) }, `${id}-billing`);
  };
  const billed =
    option.billedAfter === null || billedAfter === null
      ? undefined
      : Math.max(acceptedAfter, billedAfter) + option.billedAfter;
  let withIt = add(told, 'option-0', acceptedAfter, billed);
  if (option.notice === null) return withIt;
  withIt = withNotice(withIt, 'homepage', option.notice, 'option-notice', on, acceptedAfter);
  const isEnded = option.notice.form === 'prescribed' && option.notice.withdrawnAfter === null;
  if (!isEnded || again === null) return withIt;
  // Accepted again only after the end under every reading.
  const ended = acceptedAfter + option.notice.arrivedOn + Math.max(31, option.notice.designatedAfter ?? 0);
  const accepted = ended + again.after;
  return add(
    withIt,
    'option-1',
    accepted,
    billedAfter === null ? undefined : Math.max(accepted, billedAfter) + again.billedAfter,
  );
};

const withNotice = (
  told: Story,
  subject: 'contract' | Option,
  { arrivedOn, atMidnight, designatedAfter, form, withdrawnAfter }: Shape['notices'][number],
  id: string,
  on: On,
  offset: number,
): Story => {
  const arrived = on(offset + arrivedOn);
  const given = told.and(
    'NoticeReceived',
    {
      subject,
      arrivedAt: atMidnight ? `${arrived}T00:00:00+09:00` : arrived,
      ...(designatedAfter === null ? {} : { designatedOn: on(offset + arrivedOn + designatedAfter) }),
      form,
    },
    id,
  );
  if (withdrawnAfter === null) return given;
  return given.and('NoticeWithdrawn', { noticeId: id, agreedOn: on(offset + arrivedOn + withdrawnAfter), reason: '' });
};

const withOutage = (told: Story, one: Shape['outages'][number], outageId: string, on: On): Story => {
  const { awareOn, at, lasts, cause, extent, claims, decision } = one;
  const awareAt = `${on(awareOn)}T${at}+09:00`;
  let next = told.and('OutageDetected', { outageId, occurredAt: awareAt, awareAt, extent, cause }, outageId);
  if (lasts !== null) {
    const recoveredAt = Temporal.Instant.from(awareAt).add({ hours: lasts }).toString();
    next = next.and('OutageRecovered', { outageId, recoveredAt }, `${outageId}-recovery`);
  }
  for (const after of claims) next = next.and('ReductionClaimed', { outageId, arrivedOn: on(awareOn + after) });
  if (decision === null) return next;
  const { after, decision: decided, amount: granted } = decision;
  return next.and('ReductionDecided', {
    outageId,
    decidedOn: on(awareOn + after),
    decision: decided,
    reason: '',
    ...(granted === null ? {} : { amount: granted }),
  });
};

const withMoney = (told: Story, { payments, settlements, repayments, demands }: Shape, on: On): Story => {
  let next = told;
  for (const [n, { on: days, amount: paid, named: obligationId, reversedAfter }] of payments.entries()) {
    const paymentId = `payment-${String(n)}`;
    next = next.and(
      'PaymentReceived',
      { receivedOn: on(days), amount: paid, ...(obligationId === null ? {} : { obligationId }) },
      paymentId,
    );
    if (reversedAfter !== null)
      next = next.and('PaymentReversed', { paymentId, reversedOn: on(days + reversedAfter), reason: '' });
  }
  for (const { on: days, amount: waived, named: obligationId } of settlements) {
    next = next.and('SettlementAgreed', {
      agreedOn: on(days),
      waived,
      reason: '',
      ...(obligationId === null ? {} : { obligationId }),
    });
  }
  for (const { on: days, amount: paid } of repayments) next = next.and('Repaid', { paidOn: on(days), amount: paid });
  for (const { on: days, amount: asked, named: obligationId } of demands) {
    const item = { amount: asked, ...(obligationId === null ? {} : { obligationId }) };
    next = next.and('PaymentDemanded', { issuedOn: on(days), items: [item] });
  }
  return next;
};
