import { describe, expect, it } from '@jest/globals';
import {
  historyUnder,
  historyUnderUnjudged,
  RefusedHypothesis,
  registerInterpretation,
  type History,
  type Hypothesis,
} from '@ledger/contract';
import { accepted, applied, designated, quoted, running, sample } from '../../../../test/support/facts.js';
import { knowing } from '../../../../test/support/given.js';

const interpretation = registerInterpretation;
const under = (history: History, ...hypotheses: readonly Hypothesis[]): History =>
  historyUnder(history, hypotheses, interpretation);
const added = (fact: Omit<Extract<Hypothesis, { kind: 'added' }>, 'kind'>): Hypothesis =>
  ({ kind: 'added', ...fact }) as Hypothesis;
const refusalOf = (work: () => unknown): RefusedHypothesis => {
  try {
    work();
  } catch (error) {
    if (error instanceof RefusedHypothesis) return error;
    throw error;
  }
  throw new Error('not refused');
};
const ids = ({ facts }: History): readonly string[] => facts.map(({ eventId }) => eventId);

const outage = sample('OutageDetected');
const known = knowing(...running, outage, sample('OutageRecovered'));

describe('A history under hypotheses', () => {
  it('is the history where there are none', () => {
    expect(under(known)).toBe(known);
  });
  it('ends with what is added, named by its place', () => {
    const supposed = under(known, added(sample('ReductionClaimed')), added(sample('NoticeReceived')));
    expect(ids(supposed)).toEqual([...ids(known), 'hypothesis-1', 'hypothesis-2']);
    expect(supposed.facts.at(-1)).toMatchObject({ revision: 7, data: sample('NoticeReceived').data });
    expect(known.facts).toHaveLength(6);
  });
  it('has what is corrected in its place', () => {
    const recoveredAt = '2026-03-12T08:59:00+09:00';
    const supposed = under(known, { kind: 'corrected', eventId: 'e6', replacement: { recoveredAt } });
    expect(supposed.facts.at(-1)).toMatchObject({
      eventId: 'e6',
      data: { ...sample('OutageRecovered').data, recoveredAt },
      correctedBy: 'hypothesis-1',
    });
  });
  it('lacks what is voided', () => {
    expect(ids(under(known, { kind: 'voided', eventId: 'e6' }))).toEqual(ids(knowing(...running, outage)));
  });
  it('can go on from what is supposed before', () => {
    const withdrawal = sample('NoticeWithdrawn', { noticeId: 'hypothesis-1' });
    const supposed = under(known, added(sample('NoticeReceived')), added(withdrawal), {
      kind: 'voided',
      eventId: 'hypothesis-2',
    });
    expect(ids(supposed)).toEqual([...ids(known), 'hypothesis-1']);
  });
  it('takes in the options that are accepted with the contract', () => {
    const withOption = sample('ContractApplied', { ...applied.data, options: ['homepage'] });
    const supposed = under(knowing(withOption, quoted, designated), added(accepted));
    expect(supposed.facts.slice(3)).toMatchObject([
      { type: 'ContractAccepted', eventId: 'hypothesis-1' },
      { type: 'OptionAdded', eventId: 'hypothesis-1.1' },
    ]);
  });
  it('may reach into the future', () => {
    const notice = sample('NoticeReceived', { arrivedAt: '2199-01-01', designatedOn: '2199-12-31' });
    expect(under(known, added(notice)).facts).toHaveLength(7);
  });
  it.each<[string, Hypothesis, object]>([
    ['an unknown event', { kind: 'voided', eventId: 'e9' }, { name: 'UnknownTarget', kind: 'event' }],
    [
      'an outage of which nobody knows',
      added(sample('ReductionClaimed', { outageId: 'x' })),
      { name: 'UnknownTarget' },
    ],
    ['what stands already', added(sample('ContractAccepted')), { name: 'AlreadyRecorded', eventId: 'e3' }],
    ['what others rest on', { kind: 'voided', eventId: 'e5' }, { name: 'BrokenHistory', breaks: [{ eventId: 'e6' }] }],
    [
      'no fact that can be',
      added(sample('OutageDetected', { outageId: 'x', awareAt: '2026-03-01T00:00:00Z' })),
      { name: 'InvalidFact', faults: [{ pointer: '/data/awareAt' }] },
    ],
    ['no correction that can be', { kind: 'corrected', eventId: 'e5', replacement: {} }, { name: 'InvalidFact' }],
    ['the application', { kind: 'voided', eventId: 'e1' }, { name: 'BrokenHistory' }],
  ])('refuses %s, and says which hypothesis it was', (_, hypothesis, cause) => {
    const refusal = refusalOf(() => under(known, added(sample('NoticeReceived')), hypothesis));
    expect(refusal).toMatchObject({ index: 1, cause });
  });
  it('is made without being judged where that was done before', () => {
    const acceptedTwice = [added(sample('ContractAccepted')), { kind: 'voided', eventId: 'e5' }] as const;
    expect(ids(historyUnderUnjudged(known, acceptedTwice))).toEqual(['e1', 'e2', 'e3', 'e4', 'e6', 'hypothesis-1']);
    expect(refusalOf(() => historyUnderUnjudged(known, [{ kind: 'voided', eventId: 'e9' }])).index).toBe(0);
  });
});
