import { describe, expect, it } from '@jest/globals';
import {
  clauseOf,
  eventDefinitions,
  ownDateOf,
  personalDataOf,
  type ContractEvent,
  type FactType,
} from '@ledger/contract';
import { civilDate, japaneseDateOf, instant } from '@ledger/kernel';
import { sample, samples } from '../../../test/support/facts.js';
import { knowing } from '../../../test/support/given.js';
import { eventDates, judgedOn } from './event-dates.js';

const types = Object.keys(samples) as readonly FactType[];
/** Fields with words of a person, or about one; the shapes say which may be free text. */
const personalFields =
  /^(name|contact|reason|summary|description|outcome|answer|instruction|requestedBy|thirdParty|reference)$/;

describe('Every event', () => {
  it.each(types)('cites its clause word for word: %s', (type) => {
    expect(clauseOf({ type, data: samples[type] }).quote).toMatch(/[ぁ-ん]/);
  });
  it.each(types)('has one date of its own or a planned one: %s', (type) => {
    const { own, planned } = eventDates[type];
    expect([own, planned].filter((field) => field !== undefined)).toHaveLength(1);
    expect(samples[type]).toHaveProperty(own ?? planned);
    expect(judgedOn({ type, data: samples[type] })).toBeGreaterThan(civilDate('2025-01-01'));
  });
  it.each(types)('names in its path what it is about by fields that it has: %s', (type) => {
    expect(Object.keys(samples[type])).toEqual(expect.arrayContaining(Object.keys(eventDefinitions[type].path ?? {})));
    for (const target of Object.values<FactType>(eventDefinitions[type].path ?? {})) {
      expect(eventDefinitions[target].makes).toBeDefined();
    }
  });
  it.each(types)('points to all its personal data: %s', (type) => {
    const personal = Object.entries<unknown>({ ...samples[type] }).flatMap(([field, value]) =>
      typeof value === 'string' && personalFields.test(field) ? [field] : [],
    );
    const pointers = personalDataOf(sample(type));
    expect(pointers).toEqual(expect.arrayContaining(personal.map((field) => `/${field}`)));
    expect(pointers).toContain('/documents/*/name');
  });
  it('points into what it holds', () => {
    expect(personalDataOf(sample('ContractApplied'))).toEqual([
      '/contractor/name',
      '/contractor/contact',
      '/documents/*/name',
    ]);
    expect(personalDataOf(sample('UsageReportRequested'))).toContain('/subject');
    expect(personalDataOf(sample('NoticeReceived'))).toEqual(['/documents/*/name']);
  });
  it('points into the replacement of a correction too', () => {
    const correction: ContractEvent = {
      type: 'EventCorrected',
      data: { eventId: 'e1', type: 'ContractRefused', reason: '訂正', replacement: samples.ContractRefused },
    };
    expect(personalDataOf(correction)).toEqual([
      '/reason',
      '/documents/*/name',
      '/replacement/reason',
      '/replacement/documents/*/name',
    ]);
    expect(personalDataOf({ type: 'EventVoided', data: { eventId: 'e1', reason: '取消' } })).toEqual([
      '/reason',
      '/documents/*/name',
    ]);
  });
  it.each([
    [sample('NoticeReceived'), '7'],
    [sample('NoticeReceived', { subject: 'homepage' }), '5(4)'],
    [sample('LiabilityClaimReceived'), '11(2)'],
    [sample('LiabilityClaimReceived', { basis: 'restriction' }), '14(1)'],
    [sample('HomepageLimitSet', { kind: 'access' }), '13(2)'],
    [sample('FeesRevised'), 'annex-1(2)'],
  ])('is of the clause that its data calls for: %j', (fact, label) => {
    expect(clauseOf(fact).label).toBe(label);
  });
});

describe('The own date of a fact', () => {
  const ownDate = (event: ContractEvent): unknown => {
    const [fact] = knowing(event).facts;
    return fact && ownDateOf(fact);
  };
  it('is the day in Japan on which it happened', () => {
    expect(ownDate(sample('ContractApplied'))).toBe(civilDate('2025-12-01'));
    expect(ownDate(sample('OutageRecovered', { recoveredAt: '2026-03-12T15:00:00Z' }))).toBe(civilDate('2026-03-13'));
    expect(ownDate(sample('OutageDetected'))).toBe(japaneseDateOf(instant('2026-03-10T09:00:00+09:00')));
  });
  it('is none where there is only a planned date', () => {
    expect(ownDate(sample('BillingStarted'))).toBeUndefined();
  });
});
