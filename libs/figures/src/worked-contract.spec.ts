import { describe, expect, it } from '@jest/globals';
import { isoDate } from '@ledger/kernel';
import { day, reading, workedContract } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';

describe('The worked contract, as of 2026-07-31', () => {
  const figures = figuresOn(workedContract.history, day('2026-07-31'), reading());
  const rows = figures.obligations().items.map(({ id, arisesOn, amount }) => [id, isoDate(arisesOn), amount as number]);

  it('owes what the terms say, row by row', () => {
    expect(rows).toEqual([
      ['initial-fee:base', '2025-12-20', 100000],
      ['monthly-fee:base:2026-01', '2026-01-15', 17000], // 31000 x 17 / 31
      ['initial-fee:homepage:option', '2026-02-01', 5000],
      ['monthly-fee:base:2026-02', '2026-02-01', 31000],
      ['monthly-fee:homepage:2026-02', '2026-02-10', 4207], // 6200 x 19 / 28 = 4207.14
      ['monthly-fee:base:2026-03', '2026-03-01', 31000],
      ['monthly-fee:homepage:2026-03', '2026-03-01', 6200],
      ['monthly-fee:base:2026-04', '2026-04-01', 31000],
      ['monthly-fee:homepage:2026-04', '2026-04-01', 6200],
      ['reduction:outage', '2026-04-01', -2480], // 37200 x 2 / 30
      ['monthly-fee:base:2026-05', '2026-05-01', 31000],
      ['monthly-fee:homepage:2026-05', '2026-05-01', 6200],
      ['monthly-fee:base:2026-06', '2026-06-01', 31000],
      ['monthly-fee:homepage:2026-06', '2026-06-01', 6200],
      ['early-termination-charge:1:base', '2026-06-30', 200000], // 6 x 31000 + 31000 x 14 / 31
      ['early-termination-charge:1:homepage', '2026-06-30', 40000], // 6 x 6200 + 6200 x 14 / 31
      ['early-termination-charge:2:homepage', '2026-06-30', 5392], // 6200 x 17 / 31 + 6200 x 9 / 28 = 3400 + 1992.857
    ]);
  });

  it('adds up to the totals', () => {
    const none = { waived: 0, paid: 0, repaid: 0, overpaid: 0 };
    expect(figures.obligations().totals).toEqual({ ...none, arisen: 551399, reduced: 2480, outstanding: 548919 });
  });

  it('ends on the designated day, before its minimum period does', () => {
    const termination = figures.termination();
    expect(termination).toMatchObject({
      status: 'effective',
      effectiveOn: day('2026-06-30'),
      ground: 'notice',
      minimumPeriod: { from: day('2026-01-15'), to: day('2027-01-14') },
      options: {
        homepage: { effectiveOn: day('2026-06-30'), minimumPeriod: { from: day('2026-02-10'), to: day('2027-02-09') } },
      },
    });
    expect(termination.notices).toMatchObject([
      {
        eventId: 'notice',
        thirtyDaysElapseOn: day('2026-06-19'),
        effectiveOn: day('2026-06-30'),
        standing: true,
        hasEffect: true,
      },
    ]);
    expect(termination.earlyTermination).toMatchObject({
      early: true,
      exempt: false,
      remaining: { from: day('2026-07-01'), to: day('2027-01-14') },
      total: 245392,
      charges: [
        {
          subject: 'base',
          item: 1,
          monthlyFee: { fee: 31000 },
          period: { from: day('2026-07-01'), to: day('2027-01-14') },
        },
        {
          subject: 'homepage',
          item: 1,
          monthlyFee: { fee: 6200 },
          period: { from: day('2026-07-01'), to: day('2027-01-14') },
        },
        {
          subject: 'homepage',
          item: 2,
          monthlyFee: { fee: 6200 },
          period: { from: day('2027-01-15'), to: day('2027-02-09') },
        },
      ],
    });
  });

  it('is reduced for two whole units, claimed in time', () => {
    expect(figures.credits()).toMatchObject([
      {
        outageId: 'outage',
        status: 'claimed',
        hours: 71, // one minute short of three days
        units: 2,
        monthlyFee: 37200,
        amount: 2480,
        claimableFrom: day('2026-03-11'),
        claimBy: day('2026-06-11'),
        claim: { arrivedOn: day('2026-04-01') },
        arisesOn: day('2026-04-01'),
      },
    ]);
  });
});
