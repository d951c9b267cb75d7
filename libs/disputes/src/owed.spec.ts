import { describe, expect, it } from '@jest/globals';
import { isoDate } from '@ledger/kernel';
import { contractOn } from '@ledger/contract';
import { day, workedContract, type Story } from '../../../test/support/history.js';
import type { FigureValue } from './comparison/outcome.js';
import { toldBy } from './owed.js';

const told = (story: Story, on: string): readonly (readonly [string, string | undefined, unknown])[] =>
  toldBy(contractOn(story.history, day(on))).map(({ eventId, figure, value }) => [eventId, figure, written(value)]);
const written = ({ unit, value }: FigureValue): unknown =>
  unit === 'date' && value !== undefined ? isoDate(value) : value;

const demanded = workedContract
  .and(
    'PaymentDemanded',
    { issuedOn: '2026-02-01', items: [{ obligationId: 'initial-fee:base', amount: '90000' }, { amount: '17000' }] },
    'first',
  )
  .and(
    'PaymentDemanded',
    { issuedOn: '2026-03-01', items: [{ obligationId: 'initial-fee:base', amount: '100000' }, { amount: '31000' }] },
    'second',
  );

describe('What the contractor was told', () => {
  it('is the latest demand of each obligation, and every demand without a name', () => {
    expect(told(demanded, '2026-03-31')).toEqual([
      ['first', undefined, 17000],
      ['second', 'obligations/initial-fee:base', 100000],
      ['second', undefined, 31000],
    ]);
  });

  it.each([
    ['2026-01-31', 0],
    ['2026-02-01', 2],
    ['2026-02-28', 2],
    ['2026-03-01', 3],
  ])('counts from the day on which it was told: %s', (on, count) => {
    expect(told(demanded, on)).toHaveLength(count);
  });

  it('is of an obligation what was stated to somebody last, and not what was stated to nobody', () => {
    const statement = {
      madeOn: '2026-03-10',
      figure: 'obligations/initial-fee:base',
      premises: { asOf: '2026-03-10', position: '9', readings: [] },
      answer: { amount: '95000' },
      explanationDigest: '0'.repeat(64),
      codeVersion: '0.1.0',
    } as const;
    const stated = demanded.and('StatementMade', { ...statement, toldTo: '経理' }, 'stated');
    expect(told(stated, '2026-03-31')).toEqual([
      ['first', undefined, 17000],
      ['second', undefined, 31000],
      ['stated', 'obligations/initial-fee:base', 95000],
    ]);
    expect(told(demanded.and('StatementMade', statement), '2026-03-31')).toEqual(told(demanded, '2026-03-31'));
  });

  it.each<readonly [figure: string, answer: object, expected: readonly (readonly [string, unknown])[]]>([
    ['totals', { outstanding: '300000', overpaid: '0', arisen: '300000' }, [['totals', 300000]]],
    [
      'termination',
      {
        effectiveOn: '2026-06-30',
        minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
        earlyTermination: { total: '245392' },
        options: { homepage: { effectiveOn: null, minimumPeriod: null } },
      },
      [
        ['termination', 245392],
        ['termination/effective-on', '2026-06-30'],
        ['termination/minimum-period-end', '2027-01-14'],
        ['termination/homepage/effective-on', undefined],
        ['termination/homepage/minimum-period-end', undefined],
      ],
    ],
    [
      'credits/outage',
      { amount: '2480', claimedOn: '2026-04-01', status: 'claimed', claimBy: '2026-06-11' },
      [
        ['credits/outage', 2480],
        ['credits/outage/status', 'claimed'],
        ['credits/outage/claim-by', '2026-06-11'],
      ],
    ],
    // Nothing is due as long as nobody claims, whatever could be claimed.
    ['credits/outage', { amount: '2480', claimedOn: null }, [['credits/outage', 0]]],
    ['termination', { said: 'in words of another version' }, []],
  ])('is of %s all that a statement says of it', (figure, answer, expected) => {
    const stated = workedContract.and('StatementMade', {
      madeOn: '2026-03-10',
      figure,
      premises: { asOf: '2026-03-10', position: '9', readings: [] },
      answer: { ...answer },
      explanationDigest: '0'.repeat(64),
      codeVersion: '0.1.0',
      toldTo: '契約者',
    });
    expect(told(stated, '2026-03-31').map(([, name, value]) => [name, value])).toEqual(expected);
  });

  it('is of a reduction what was decided last: less than nothing where it was granted, nothing where denied', () => {
    const decide = (story: Story, decidedOn: string, eventId: string, decision: 'granted' | 'denied'): Story =>
      story.and(
        'ReductionDecided',
        { outageId: 'outage', decidedOn, decision, reason: '決定', ...(decision === 'granted' && { amount: '2480' }) },
        eventId,
      );
    const denied = decide(workedContract, '2026-04-10', 'no', 'denied');
    expect(told(denied, '2026-04-30')).toEqual([
      ['no', 'obligations/reduction:outage', 0],
      ['no', 'credits/outage', 0],
    ]);
    expect(told(decide(denied, '2026-04-20', 'yes', 'granted'), '2026-04-30')).toEqual([
      ['yes', 'obligations/reduction:outage', -2480],
      ['yes', 'credits/outage', 2480],
    ]);
    const open = { outageId: 'outage', decidedOn: '2026-04-10', decision: 'granted', reason: '決定' } as const;
    expect(told(workedContract.and('ReductionDecided', open), '2026-04-30')).toEqual([]);
  });
});
