import { describe, expect, it } from '@jest/globals';
import { InvalidFact, parseHypotheses } from '@ledger/contract';

const faultsOf = (hypotheses: unknown): readonly string[] => {
  try {
    parseHypotheses(hypotheses);
  } catch (error) {
    if (error instanceof InvalidFact) return error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
    throw error;
  }
  return [];
};

describe('Hypotheses from outside', () => {
  it('are facts added, corrected and voided', () => {
    const hypotheses = [
      { kind: 'added', type: 'ReductionClaimed', data: { outageId: 'march', arrivedOn: '2026-02-28' } },
      { kind: 'corrected', eventId: 'e1', replacement: { startsOn: '2026-01-15' } },
      { kind: 'voided', eventId: 'e2' },
    ];
    expect(parseHypotheses(hypotheses)).toEqual(hypotheses);
    expect(parseHypotheses([])).toEqual([]);
  });
  it.each([
    [{}, ' must be a list'],
    [[null], '/0 must be an object'],
    [[{}], '/0/kind is required'],
    [[{ kind: 'guessed' }], '/0/kind must be one of added, corrected, voided'],
    [[{ kind: 'voided', eventId: 'e1', reason: 'why not' }], '/0/reason is not known here'],
    [[{ kind: 'voided' }], '/0/eventId is required'],
    [[{ kind: 'corrected', eventId: 'e1', replacement: 'x' }], '/0/replacement must be an object'],
    [
      [
        { kind: 'voided', eventId: 'e1' },
        { kind: 'added', type: 'ReductionClaimed', data: { outageId: 'march' } },
      ],
      '/1/data/arrivedOn is required',
    ],
    [
      [{ kind: 'added', type: 'BillingStarted', data: { startsOn: '2026-02-30' } }],
      '/0/data/startsOn no such day: 2026-02-30',
    ],
    [Array.from({ length: 101 }, () => ({ kind: 'voided', eventId: 'e1' })), ' must have at most 100 items'],
  ])('are refused where they are none: %j', (hypotheses, fault) => {
    expect(faultsOf(hypotheses)).toContainEqual(fault);
  });
  it.each(['EventVoided', 'constructor', 'Guessed'])('add no %s', (type) => {
    expect(faultsOf([{ kind: 'added', type, data: {} }]).join()).toMatch(/^\/0\/type must be one of ContractApplied, /);
  });
});
