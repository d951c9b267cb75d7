import { describe, expect, it } from '@jest/globals';
import { isoDate } from '@ledger/kernel';
import { figuresOn } from '@ledger/figures';
import fc from 'fast-check';
import { dayIn, interpretations, shapes, storyOf } from '../../../test/support/contracts.js';
import { day, reading, workedContract, type Story } from '../../../test/support/history.js';
import type { FigureValue } from './comparison/outcome.js';
import { figureNamed, valuesIn } from './figure.js';

const written = ({ unit, value }: FigureValue): string | undefined =>
  value === undefined ? undefined : unit === 'date' ? isoDate(value) : String(value);
const asked = (name: string, story: Story = workedContract, asOf = '2026-06-15'): string | undefined =>
  written(figureNamed(name).in(figuresOn(story.history, day(asOf), reading())));

describe('A figure that can be disputed', () => {
  it.each([
    ['totals', '303527'],
    ['termination', '245392'],
    ['termination/effective-on', '2026-06-30'],
    ['termination/minimum-period-end', '2027-01-14'],
    ['termination/homepage/effective-on', '2026-06-30'],
    ['termination/homepage/minimum-period-end', '2027-02-09'],
    ['obligations/initial-fee:base', '100000'],
    ['obligations/initial-fee:none', '0'],
    ['credits/outage', '2480'],
    ['credits/outage/claim-by', '2026-06-11'],
    ['credits/outage/status', 'claimed'],
    ['credits/none/status', undefined],
    ['deadlines/contract-ends:ContractAccepted-2', '2026-06-30'],
    ['deadlines/none', undefined],
    ['contract/status', 'terminating'],
    ['usage-permission/example.jp', 'not-permitted'],
    ['usage-permission/192.0.2.0/24', 'not-permitted'],
    ['usage-permission/agreements/none', undefined],
  ])('is an amount, a day or a word: %s', (name, text) => {
    expect(asked(name)).toBe(text);
  });

  it('is who may use the service by an agreement, as long as it stands', () => {
    const agreed = workedContract.and(
      'ThirdPartyAgreementRegistered',
      { thirdParty: '株式会社乙', concludedOn: '2026-02-01', conformsToTerms: true },
      'agreement',
    );
    const name = 'usage-permission/agreements/agreement';
    expect(asked(name, agreed)).toBe('permitted');
    const ended = agreed.and('ThirdPartyAgreementEnded', { agreementId: 'agreement', endedOn: '2026-06-14' });
    expect(asked(name, ended)).toBe('not-permitted');
  });

  it.each(['', 'weather', 'Totals', 'credits/', 'credits/a b', 'termination/2', 'usage-permission/', 'deadlines/a/b'])(
    'is none that is not there: %j',
    (name) => {
      expect(() => figureNamed(name)).toThrow(RangeError);
    },
  );

  it('is said to be what there is', () => {
    expect(() => figureNamed('weather')).toThrow(/^must be one of totals, termination, termination\/effective-on, /);
    expect(() => figureNamed('usage-permission/user@example.jp')).toThrow('domain');
  });

  it('has the same value alone and among all, for whatever contract', () => {
    const cases = shapes.chain((shape) =>
      fc.record({ shape: fc.constant(shape), on: dayIn(shape), how: interpretations }),
    );
    fc.assert(
      fc.property(cases, ({ shape, on, how }) => {
        const figures = figuresOn(storyOf(shape).history, on, how);
        for (const [name, value] of valuesIn(figures))
          expect([name, figureNamed(name).in(figures)]).toEqual([name, value]);
      }),
    );
  });
});
