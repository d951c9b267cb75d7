import { describe, expect, it } from '@jest/globals';
import { fractionText, sumFractions, wholeOf } from '@ledger/kernel';
import type { FactEvent } from '@ledger/contract';
import { defaultReadings } from '@ledger/terms';
import fc from 'fast-check';
import { day, reading, workedContract } from '../../../../test/support/history.js';
import { compare, withoutPause, type Comparison } from '../comparison/compare.js';
import { hasFigure, isSameFigure } from '../comparison/outcome.js';
import type { HeldHypothesis } from '../events/dispute-events.js';
import { exchangeOf, heldUnder, type Ground, type Impossible } from './ground.js';
import { differencesOf, type Differences, type Premises } from './points.js';

const ground = (figure = 'totals', asOf = '2026-07-31'): Ground => ({
  figure,
  asOf: day(asOf),
  contracts: [{ history: workedContract.history, interpretation: reading() }],
});
const holding = (held: Partial<Premises> = {}): Premises => ({ readings: [], hypotheses: [], ...held });
const added = (fact: FactEvent, rest: Partial<HeldHypothesis> = {}): HeldHypothesis =>
  ({ kind: 'added', contractId: 'c-1', ...fact, ...rest }) as HeldHypothesis;
const voided = (eventId: string): HeldHypothesis => ({ kind: 'voided', contractId: 'c-1', eventId });
const corrected = (eventId: string, replacement: object): HeldHypothesis => ({
  kind: 'corrected',
  contractId: 'c-1',
  eventId,
  replacement: { ...replacement },
});
const between = (
  first: Premises,
  other: Premises,
  on = ground(),
): Comparison<Impossible> & { readonly differences: Differences } => {
  const differences = differencesOf(first, other, [defaultReadings]);
  return { ...withoutPause(compare(exchangeOf(on, differences))), differences };
};
/** By the points' ids. */
const setsIn = ({ differences, smallestFromFirst }: ReturnType<typeof between>): readonly (readonly string[])[] =>
  smallestFromFirst.map((set) => set.map((number) => differences.points[number]?.id ?? ''));

const RECOVERY = 'OutageRecovered-7';
const CLAIM = 'ReductionClaimed-8';

describe('A dispute about the reduction of the worked contract', () => {
  const ours = holding();
  const longer = corrected(RECOVERY, { recoveredAt: '2026-03-14T09:00:00+09:00' });

  it('is over nothing where both hold the same', () => {
    const same = holding({ readings: ['R05:once'], hypotheses: [longer] });
    const { difference, smallestFromFirst, differences } = between(same, same);
    expect([difference, smallestFromFirst, differences.points]).toEqual([0, [[]], []]);
    expect(between(ours, holding({ readings: ['R05:once'] })).differences.points).toEqual([]); // the register's own
  });

  it('finds the fact that makes the difference among those that make none', () => {
    const theirs = holding({
      readings: ['R02:next-business-day'],
      hypotheses: [longer, corrected('ContractApplied-0', { contractor: { name: '例' }, appliedOn: '2025-12-19' })],
    });
    const comparison = between(ours, theirs);
    expect(comparison.difference).toBe(-2480); // four days instead of two: 4 x 37200 / 30 instead of 2 x 37200 / 30
    expect(setsIn(comparison)).toEqual([[`c-1/${RECOVERY}`]]);
    expect(comparison.worths.map(({ together }) => together && fractionText(together))).toEqual(['0', '0', '-2480']);
  });

  it('tells what two facts are worth alone and together', () => {
    // A day longer gives nothing without the claim; the claim gives two days without the day longer.
    const unclaimed = holding({ hypotheses: [voided(CLAIM)] });
    const theirs = holding({ hypotheses: [longer] });
    const { worths, interaction, difference, differences } = between(unclaimed, theirs);
    expect(differences.points.map(({ id }) => id)).toEqual([`c-1/${RECOVERY}`, `c-1/${CLAIM}`]);
    expect(difference).toBe(-4960);
    expect(worths.map(({ aloneFromFirst }) => aloneFromFirst)).toMatchObject([{ change: 0 }, { change: -2480 }]);
    expect(worths.map(({ aloneFromOther }) => aloneFromOther)).toMatchObject([{ change: 2480 }, { change: 4960 }]);
    expect(worths.map(({ together }) => together && fractionText(together))).toEqual(['-1240', '-3720']);
    expect(interaction).toBe(-2480);
  });

  it('takes what both add about one thing for one point', () => {
    const paid = (amount: string): HeldHypothesis =>
      added({ type: 'PaymentReceived', data: { receivedOn: '2026-04-01', amount } });
    const { differences, difference } = between(
      holding({ hypotheses: [paid('10000'), paid('500')] }),
      holding({ hypotheses: [paid('12000'), paid('500')] }),
    );
    expect(difference).toBe(-2000);
    expect(differences.points).toMatchObject([
      { id: 'c-1/PaymentReceived', first: paid('10000'), other: paid('12000') },
    ]);
    expect(differences.agreed.hypotheses).toEqual([paid('500')]);
  });

  it('does not mind in which order a side says things', () => {
    const outage = { occurredAt: '2026-04-10T00:00:00+09:00', awareAt: '2026-04-10T00:00:00+09:00' } as const;
    const facts = [
      added({ type: 'ReductionClaimed', data: { outageId: 'second', arrivedOn: '2026-04-10' } }),
      added({ type: 'OutageRecovered', data: { outageId: 'second', recoveredAt: '2026-04-12T00:00:00+09:00' } }),
      added({ type: 'OutageDetected', data: { outageId: 'second', ...outage, extent: 'total', cause: 'provider' } }),
    ];
    expect(between(ours, holding({ hypotheses: facts })).difference).toBe(-2480);
  });
});

describe('A dispute about what is no amount', () => {
  const later = corrected('notice', {
    subject: 'contract',
    arrivedAt: '2026-05-20',
    designatedOn: '2026-07-31',
    form: 'prescribed',
  });

  it('is about the last day of the worked contract, and each premise worth days', () => {
    const theirs = holding({ readings: ['R05:separate'], hypotheses: [later] });
    const found = between(holding(), theirs, ground('termination/effective-on'));
    expect([found.first, found.other, found.difference]).toEqual([
      { figure: { unit: 'date', value: day('2026-06-30') } },
      { figure: { unit: 'date', value: day('2026-07-31') } },
      31,
    ]);
    expect(setsIn(found)).toEqual([['c-1/notice']]);
    expect(found.worths.map(({ together }) => together && fractionText(together))).toEqual(['0', '31']);
  });

  it('is about the use that is permitted, and each premise worth nothing that is measured', () => {
    const designated = added({
      type: 'TargetsDesignated',
      data: { from: '2026-01-01', domains: ['minato.example'], ipAddresses: [] },
    });
    const on = ground('usage-permission/minato.example', '2026-06-30');
    const found = between(holding(), holding({ hypotheses: [later, designated] }), on);
    expect([found.first, found.other, found.difference]).toEqual([
      { figure: { unit: 'word', value: 'not-permitted' } },
      { figure: { unit: 'word', value: 'permitted' } },
      undefined,
    ]);
    expect(setsIn(found)).toEqual([['c-1/TargetsDesignated']]);
  });
});

describe('Premises that cannot hold together', () => {
  const outage = added({
    type: 'OutageDetected',
    data: {
      outageId: 'second',
      occurredAt: '2026-04-10T00:00:00+09:00',
      awareAt: '2026-04-10T00:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    },
  });
  const recovery = added({
    type: 'OutageRecovered',
    data: { outageId: 'second', recoveredAt: '2026-04-12T00:00:00+09:00' },
  });

  it('are named: there is no recovery from an outage that there is not', () => {
    const { impossible, differences, worths } = between(holding(), holding({ hypotheses: [outage, recovery] }));
    const names = differences.points.map(({ id }) => id);
    expect(names).toEqual(['c-1/OutageDetected:second', 'c-1/OutageRecovered:second']);
    expect(impossible).toMatchObject([
      { exchanged: [1], refused: { contractId: 'c-1', hypothesis: recovery, cause: { kind: 'outage' } } },
    ]);
    expect(worths.map(({ together }) => together !== undefined)).toEqual([true, true]);
  });

  it('leave a side without a figure', () => {
    const { other, difference } = between(holding(), holding({ hypotheses: [recovery] }));
    expect([hasFigure(other), difference]).toEqual([false, undefined]);
    expect(heldUnder(ground(), holding({ hypotheses: [recovery] }))).toMatchObject([
      { refused: { hypothesis: recovery } },
    ]);
  });
});

describe('A dispute about several contracts', () => {
  const two: Ground = {
    ...ground(),
    contracts: ['c-1', 'c-2'].map((contractId) => ({
      history: { ...workedContract.history, contractId },
      interpretation: reading(),
    })),
  };

  it('is about the sum, and each premise about its own', () => {
    const claim = (contractId: string): HeldHypothesis => ({ ...voided(CLAIM), contractId });
    const { difference, worths, differences } = between(
      holding(),
      holding({ readings: ['R05:separate'], hypotheses: [claim('c-2')] }),
      two,
    );
    expect(differences.points.map(({ id }) => id)).toEqual(['R05', `c-2/${CLAIM}`]);
    const [once] = [between(holding(), holding({ readings: ['R05:separate'] })).difference ?? NaN];
    expect(difference).toBe(2 * once + 2480);
    expect(worths.map(({ together }) => together && wholeOf(together))).toEqual([2 * once, 2480]);
  });
});

describe('Whatever two sides hold of the worked contract', () => {
  const facts: readonly HeldHypothesis[] = [
    voided(CLAIM),
    corrected(RECOVERY, { recoveredAt: '2026-03-15T08:59:00+09:00' }),
    corrected('notice', {
      subject: 'contract',
      arrivedAt: '2026-05-20',
      designatedOn: '2026-08-31',
      form: 'prescribed',
    }),
    corrected('BillingStarted-3', { startsOn: '2026-02-01' }),
    added({ type: 'PaymentReceived', data: { receivedOn: '2026-02-20', amount: '117000' } }),
    added({ type: 'ChangeAccepted', data: { acceptedOn: '2026-03-01', description: '追加', oneTimeFee: '12000' } }),
    voided('ContractAccepted-2'), // impossible beside the rest
  ];
  const premises = fc.record({
    readings: fc.subarray(['R01:elapsed', 'R05:separate', 'R06:base-only', 'R09:up'], { maxLength: 2 }),
    hypotheses: fc.subarray([...facts], { maxLength: 3 }),
  });

  it('the set found turns one figure into the other, none smaller does, and the worths make up the difference', () => {
    fc.assert(
      fc.property(premises, premises, (first, other) => {
        const differences = differencesOf(first, other, [defaultReadings]);
        const exchange = exchangeOf(ground(), differences);
        const found = withoutPause(compare(exchange));
        const back = withoutPause(compare(exchangeOf(ground(), differencesOf(other, first, [defaultReadings]))));
        expect(back.smallestFromFirst).toEqual(found.smallestFromOther);
        if (found.difference === undefined) return;
        const sets = Array.from({ length: 2 ** exchange.count }, (_, bits) =>
          differences.points.flatMap((_point, number) => ((bits >> number) & 1 ? [number] : [])),
        );
        const turning = sets.filter((set) => {
          const outcome = exchange.outcome(set);
          return hasFigure(outcome) && hasFigure(found.other) && isSameFigure(outcome.figure, found.other.figure);
        });
        const least = Math.min(...turning.map(({ length }) => length));
        expect(new Set(found.smallestFromFirst.map(String))).toEqual(
          new Set(turning.filter(({ length }) => length === least).map(String)),
        );
        const shares = found.worths.flatMap(({ together }) => together ?? []);
        if (shares.length > 0) expect(wholeOf(sumFractions(shares))).toBe(found.difference);
      }),
      { numRuns: 25 },
    );
  });
});
