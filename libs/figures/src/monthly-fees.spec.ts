import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isoDate, monthLength, plusDays, type CivilDate, type IsoDate } from '@ledger/kernel';
import type { Readings } from '@ledger/terms';
import { dayIn, shapes, storyOf } from '../../../test/support/contracts.js';
import { areEqual, type Fraction } from '../../../test/support/evaluate.js';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { feeOn } from './fees.js';
import { figuresOn } from './figures.js';
import type { MonthlyFee } from './obligation.js';
import { exactSum, sharesOf } from './shares.js';

const monthlyFees = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): readonly MonthlyFee[] =>
  figuresOn(told.history, day(asOf), reading(readings))
    .obligations()
    .items.filter((row) => row.kind === 'monthly-fee');
/** `[month, from, to, amount]`. */
const rows = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): readonly unknown[] =>
  monthlyFees(told, asOf, readings).map(({ id, period, amount }) => [
    id.replace('monthly-fee:', ''),
    isoDate(period.from),
    isoDate(period.to),
    amount,
  ]);
const amounts = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): readonly number[] =>
  monthlyFees(told, asOf, readings).map(({ amount }) => amount);

const billedFrom = (startsOn: IsoDate, monthly = '31000'): Story =>
  accepted(startsOn, { monthly }).and('BillingStarted', { startsOn });
const endingOn = (told: Story, effectiveOn: IsoDate): Story =>
  told.and('ContractTerminated', { declaredOn: effectiveOn, effectiveOn, ground: 'statutory', reason: '' });
const revised = (told: Story, effectiveOn: IsoDate, monthlyFee: string): Story =>
  told.and('FeesRevised', { effectiveOn, monthlyFee });

describe('The monthly fee (Art. 8)', () => {
  const told = billedFrom('2026-01-15');

  it('is one obligation for each month begun, the first from the billing start date', () => {
    expect(rows(told, '2026-03-01')).toEqual([
      ['base:2026-01', '2026-01-15', '2026-01-31', 17000], // 31000 x 17 / 31
      ['base:2026-02', '2026-02-01', '2026-02-28', 31000],
      ['base:2026-03', '2026-03-01', '2026-03-31', 31000], // whole, since no end is known
    ]);
    expect(rows(told, '2026-02-28')).toHaveLength(2);
  });

  it.each([
    ['2026-01-14', 0],
    ['2026-01-15', 1],
    ['2026-01-31', 1],
    ['2026-02-01', 2],
  ])('as of %s has arisen %i times', (asOf, times) => {
    expect(rows(told, asOf)).toHaveLength(times);
  });

  it('does not arise before billing starts, nor without a billing start', () => {
    expect(rows(accepted('2026-01-10').and('BillingStarted', { startsOn: '2026-02-01' }), '2026-01-31')).toEqual([]);
    expect(rows(accepted('2026-01-10'), '2030-01-01')).toEqual([]);
  });

  it('covers the whole month until an end is known', () => {
    const noticed = told.and('NoticeReceived', { subject: 'contract', arrivedAt: '2026-03-11', form: 'prescribed' });
    expect(amounts(noticed, '2026-04-01')).toEqual([17000, 31000, 31000, 10333]); // to 10 April: 31000 x 10 / 30
    expect(amounts(noticed, '2026-03-10')).toEqual([17000, 31000, 31000]);
  });

  it('gives a row also for a fee of 0', () => {
    expect(amounts(billedFrom('2026-01-15', '0'), '2026-02-01')).toEqual([0, 0]);
  });

  it.each<[Readings['R11'], readonly number[]]>([
    ['billed', [17000, 31000, 16000]], // 31000 x 16 / 31
    ['not-billed', [17000, 31000, 15000]], // 31000 x 15 / 31
  ])('bills the day of the end or not: %s (R11)', (R11, expected) => {
    expect(amounts(endingOn(told, '2026-03-16'), '2026-12-31', { R11 })).toEqual(expected);
  });

  it.each<[Readings['R11'], IsoDate, number]>([
    ['billed', '2026-03-01', 3],
    ['not-billed', '2026-03-01', 2],
    ['not-billed', '2026-01-15', 0],
    ['billed', '2026-01-15', 1],
  ])('under R11 %s with an end on %s has %i months', (R11, endsOn, months) => {
    expect(amounts(endingOn(told, endsOn), '2026-12-31', { R11 })).toHaveLength(months);
  });
});

describe('A part month (R03)', () => {
  it.each<[Readings['R03'], readonly number[]]>([
    ['actual-days', [17000, 31000, 16000]], // 17 / 31, 16 / 31
    ['full-month', [31000, 31000, 31000]],
    ['thirtieth', [17566, 31000, 16533]], // 17 / 30 = 17566.67, 16 / 30 = 16533.33
  ])('%s', (R03, expected) => {
    expect(amounts(endingOn(billedFrom('2026-01-15'), '2026-03-16'), '2026-12-31', { R03 })).toEqual(expected);
  });

  it('of thirty days costs the whole fee in thirtieths, and never more', () => {
    expect(amounts(endingOn(billedFrom('2026-01-01'), '2026-01-30'), '2026-12-31', { R03: 'thirtieth' })).toEqual([
      31000,
    ]);
    expect(amounts(billedFrom('2026-01-02'), '2026-01-31', { R03: 'thirtieth' })).toEqual([31000]);
  });

  it.each<[Readings['R09'], number]>([
    ['down', 4207],
    ['half-up', 4207],
    ['up', 4208],
  ])('is rounded %s (R09): 6200 x 19 / 28 = 4207.14', (R09, expected) => {
    expect(amounts(billedFrom('2026-02-10', '6200'), '2026-02-28', { R09 })).toEqual([expected]);
  });

  it.each<[Readings['R09'], number]>([
    ['down', 500],
    ['half-up', 501],
    ['up', 501],
  ])('is rounded %s (R09): 1001 x 14 / 28 = 500.5', (R09, expected) => {
    expect(amounts(billedFrom('2026-02-15', '1001'), '2026-02-28', { R09 })).toEqual([expected]);
  });
});

describe('A month with a revision', () => {
  const july = billedFrom('2026-07-01');

  it.each<[Readings['R03'], number]>([
    ['actual-days', 50645], // (10 x 31000 + 21 x 60000) / 31 = 1570000 / 31 = 50645.16
    ['full-month', 31000], // the fee of the first billed day
    ['thirtieth', 50333], // 10 x 31000 / 30 + 20 x 60000 / 30, the days left of thirty
  ])('is the sum of its parts: %s', (R03, expected) => {
    expect(amounts(revised(july, '2026-07-11', '60000'), '2026-07-31', { R03 })).toEqual([expected]);
  });

  it.each<[Readings['R03'], number]>([
    ['actual-days', 34677], // (10 x 31000 + 10 x 60000 + 11 x 15000) / 31 = 1075000 / 31 = 34677.42
    ['thirtieth', 35333], // (10 x 31000 + 10 x 60000 + 10 x 15000) / 30 = 35333.33
  ])('has a part for each of several: %s', (R03, expected) => {
    const twice = revised(revised(july, '2026-07-21', '15000'), '2026-07-11', '60000');
    expect(amounts(twice, '2026-07-31', { R03 })).toEqual([expected]);
  });

  it('counts thirty days in thirtieths also in February, and none for a revision on a 31st', () => {
    const february = revised(billedFrom('2026-02-01'), '2026-02-15', '60000');
    expect(amounts(february, '2026-02-28', { R03: 'thirtieth' })).toEqual([46466]); // 14 x 31000 / 30 + 16 x 60000 / 30
    expect(amounts(revised(july, '2026-07-31', '60000'), '2026-07-31', { R03: 'thirtieth' })).toEqual([31000]);
  });

  it('that is a part month counts its own days in thirtieths', () => {
    const ended = endingOn(revised(july, '2026-07-11', '60000'), '2026-07-20');
    expect(amounts(ended, '2026-07-31', { R03: 'thirtieth' })).toEqual([30333]); // 10 x 31000 / 30 + 10 x 60000 / 30
  });

  it('begins with the new fee on the first', () => {
    expect(amounts(revised(july, '2026-08-01', '60000'), '2026-08-31')).toEqual([31000, 60000]);
  });

  it('takes the later recorded of two for the same day', () => {
    expect(amounts(revised(revised(july, '2026-08-01', '60000'), '2026-08-01', '15000'), '2026-08-31')).toEqual([
      31000, 15000,
    ]);
  });

  it('counts as soon as it is known, under every day asked about', () => {
    expect(amounts(revised(july, '2026-07-11', '60000'), '2026-07-01')).toEqual([50645]);
  });

  it('replaces the fee also where the quote is newer', () => {
    const requoted = revised(accepted('2026-06-01'), '2026-06-10', '60000')
      .and('FeesQuoted', {
        quotedOn: '2026-06-20',
        initialFee: '0',
        monthlyFee: '1',
        options: { homepage: { initialFee: '7', monthlyFee: '9' } },
      })
      .and('FeesRevised', { effectiveOn: '2026-06-15', options: { homepage: { monthlyFee: '5000' } } })
      .and('BillingStarted', { startsOn: '2026-07-01' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-07-01', acceptedOn: '2026-07-01' })
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-07-01' });
    expect(amounts(requoted, '2026-07-31')).toEqual([60000, 5000]);
    const initial = figuresOn(requoted.history, day('2026-07-31'), reading())
      .obligations()
      .items.filter(({ kind }) => kind === 'initial-fee');
    expect(initial.map(({ amount }) => amount as number)).toEqual([0, 7]); // each as quoted on the day of its acceptance
  });
});

describe('Billing months (R18)', () => {
  const onThe31st = billedFrom('2026-01-31');

  it('are those of the calendar', () => {
    expect(rows(onThe31st, '2026-03-31')).toEqual([
      ['base:2026-01', '2026-01-31', '2026-01-31', 1000],
      ['base:2026-02', '2026-02-01', '2026-02-28', 31000],
      ['base:2026-03', '2026-03-01', '2026-03-31', 31000],
    ]);
  });

  it('or are counted from the billing day, each with a name of its own', () => {
    expect(rows(onThe31st, '2026-05-01', { R18: 'from-billing-day' })).toEqual([
      ['base:2026-01', '2026-01-31', '2026-02-28', 31000], // no 31 February: to the end of the month
      ['base:2026-02', '2026-03-01', '2026-03-30', 31000],
      ['base:2026-03', '2026-03-31', '2026-04-30', 31000],
      ['base:2026-04', '2026-05-01', '2026-05-30', 31000],
    ]);
  });

  it('share a part by the days of the counted month', () => {
    const told = endingOn(billedFrom('2026-01-15'), '2026-02-24');
    expect(rows(told, '2026-12-31', { R18: 'from-billing-day' })).toEqual([
      ['base:2026-01', '2026-01-15', '2026-02-14', 31000],
      ['base:2026-02', '2026-02-15', '2026-02-24', 11071], // 31000 x 10 / 28 = 11071.43
    ]);
  });
});

describe('An option that is added again', () => {
  const told = billedFrom('2026-01-01')
    .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-01', acceptedOn: '2026-01-01' }, 'first')
    .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-01-01' })
    .and('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-01-11', form: 'prescribed' }) // to 10 February
    .and('OptionAdded', { option: 'homepage', appliedOn: '2026-02-20', acceptedOn: '2026-02-20' }, 'second')
    .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-22' });
  const ofOption = (asOf: IsoDate): readonly unknown[] =>
    rows(told, asOf).filter((row) => String((row as readonly unknown[])[0]).startsWith('homepage'));

  it('is billed as a new period, whose ids are never those of the first', () => {
    expect(ofOption('2026-03-01')).toEqual([
      ['homepage:2026-01', '2026-01-01', '2026-01-31', 6200],
      ['homepage:2026-02', '2026-02-01', '2026-02-10', 2214], // 6200 x 10 / 28 = 2214.29
      ['homepage:2026-02:second', '2026-02-22', '2026-02-28', 1550], // 6200 x 7 / 28
      ['homepage:2026-03:second', '2026-03-01', '2026-03-31', 6200],
    ]);
  });

  it('keeps its ids when the first period turns out to have been a mistake', () => {
    const voided = told.and('EventVoided', { eventId: 'first', reason: '' });
    expect(monthlyFees(voided, '2026-03-01').map(({ id }) => id)).toContain('monthly-fee:homepage:2026-02:second');
  });
});

describe('Monthly fees of any contract', () => {
  /** Day by day: each billed day costs its fee divided by the days of its month. */
  const dayByDay = ({ service, period }: MonthlyFee): Fraction => {
    let over = 0n;
    for (let on = period.from; on <= period.to; on = plusDays(on, 1)) over += BigInt(feeOn(service.steps, on).fee);
    return [over, BigInt(monthLength(period.from))];
  };

  it('cost by actual days what their days cost one by one, to the fraction', () => {
    fc.assert(
      fc.property(
        shapes.chain((shape) => fc.tuple(fc.constant(shape), dayIn(shape))),
        ([shape, asOf]: readonly [Parameters<typeof storyOf>[0], CivilDate]) => {
          for (const row of monthlyFees(storyOf(shape), isoDate(asOf))) {
            const [over, under] = dayByDay(row);
            const parts = sharesOf(row.service.steps, row.month, row.period, 'actual-days');
            expect(areEqual([BigInt(exactSum(parts).toFixed()), 377_580n], [over, under])).toBe(true);
            expect(BigInt(row.amount)).toBe(over / under);
          }
        },
      ),
    );
  });
});
