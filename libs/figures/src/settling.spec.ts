import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IsoDate } from '@ledger/kernel';
import { dayIn, interpretations, shapes, storyOf } from '../../../test/support/contracts.js';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { figuresOn, type Figures } from './figures.js';

/** Owes 10000 on 1 January, 31000 on 1 January and on 1 February, and so on. */
const running = accepted('2026-01-01', { initial: '10000' }).and('BillingStarted', { startsOn: '2026-01-01' });
const paid = (
  told: Story,
  receivedOn: IsoDate,
  amount: string,
  obligationId?: string,
  id = `paid-${receivedOn}`,
): Story =>
  told.and('PaymentReceived', { receivedOn, amount, ...(obligationId === undefined ? {} : { obligationId }) }, id);
const on = (told: Story, asOf: IsoDate): Figures => figuresOn(told.history, day(asOf), reading());
/** `[settled, outstanding, status]` of the rows in their order. */
const rows = (told: Story, asOf: IsoDate): readonly unknown[] =>
  on(told, asOf)
    .obligations()
    .items.map(({ settled, outstanding, status }) => [settled, outstanding, status]);
const totals = (told: Story, asOf: IsoDate): object => on(told, asOf).obligations().totals;

const february = 'monthly-fee:base:2026-02';

describe('A payment', () => {
  it('settles the oldest open: the initial fee before the monthly fee of the same day', () => {
    expect(rows(paid(running, '2026-01-20', '15000'), '2026-02-01')).toEqual([
      [10000, 0, 'settled'],
      [5000, 26000, 'partly-settled'],
      [0, 31000, 'open'],
    ]);
  });

  it('settles the obligation it names first, then the oldest open', () => {
    expect(rows(paid(running, '2026-02-20', '33000', february), '2026-02-28')).toEqual([
      [2000, 8000, 'partly-settled'],
      [0, 31000, 'open'],
      [31000, 0, 'settled'],
    ]);
  });

  it('of which something is left settles what arises next', () => {
    const told = paid(running, '2026-01-20', '50000');
    expect(totals(told, '2026-01-31')).toMatchObject({ paid: 50000, outstanding: 0, overpaid: 9000 });
    expect(rows(told, '2026-02-01')[2]).toEqual([9000, 22000, 'partly-settled']);
    expect(on(told, '2026-01-31').payments().payments).toMatchObject([{ unused: 9000 }]);
    expect(on(told, '2026-02-01').payments().payments).toMatchObject([
      {
        settled: [
          { obligationId: 'initial-fee:base', amount: 10000 },
          { obligationId: 'monthly-fee:base:2026-01', amount: 31000 },
          { obligationId: february, amount: 9000 },
        ],
        unused: 0,
      },
    ]);
  });

  it('that names what has not arisen yet settles the oldest open until it has', () => {
    const told = paid(running, '2026-01-20', '31000', february);
    expect(rows(told, '2026-01-31')).toEqual([
      [10000, 0, 'settled'],
      [21000, 10000, 'partly-settled'],
    ]);
    expect(rows(told, '2026-02-01')).toEqual([
      [0, 10000, 'open'],
      [0, 31000, 'open'],
      [31000, 0, 'settled'],
    ]);
  });

  it('is not counted before it is received, nor after its reversal', () => {
    const told = paid(running, '2026-01-20', '10000').and('PaymentReversed', {
      paymentId: 'paid-2026-01-20',
      reversedOn: '2026-01-25',
      reason: 'returned',
    });
    expect(totals(told, '2026-01-19')).toMatchObject({ paid: 0 });
    expect(totals(told, '2026-01-24')).toMatchObject({ paid: 10000 });
    expect(totals(told, '2026-01-25')).toMatchObject({ paid: 0, outstanding: 41000 });
    expect(on(told, '2026-01-25').payments().payments).toMatchObject([
      { settled: [], unused: 0, reversal: { reason: 'returned' } },
    ]);
  });
});

describe('What is given up, reduced or paid back', () => {
  it('settles rows like a payment of its day', () => {
    const waived = running.and('SettlementAgreed', { agreedOn: '2026-01-20', waived: '12000', reason: '' }, 'waiver');
    expect(totals(waived, '2026-01-31')).toMatchObject({ arisen: 41000, waived: 12000, outstanding: 29000 });
    expect(rows(waived, '2026-01-31')).toEqual([
      [10000, 0, 'settled'],
      [2000, 29000, 'partly-settled'],
    ]);
    expect(on(waived, '2026-01-31').payments().settlements).toMatchObject([
      { settled: [{ amount: 10000 }, { amount: 2000 }] },
    ]);
  });

  it('reduces the oldest open; the reduction itself is settled', () => {
    const reduced = running
      .and('OutageDetected', {
        outageId: 'o',
        occurredAt: '2026-01-10T00:00:00+09:00',
        awareAt: '2026-01-10T00:00:00+09:00',
        extent: 'total',
        cause: 'provider',
      })
      .and('OutageRecovered', { outageId: 'o', recoveredAt: '2026-01-13T00:00:00+09:00' })
      .and('ReductionClaimed', { outageId: 'o', arrivedOn: '2026-01-15' }); // 3 x 31000 / 30 = 3100
    expect(rows(reduced, '2026-01-31')).toEqual([
      [3100, 6900, 'partly-settled'],
      [0, 31000, 'open'],
      [-3100, 0, 'settled'],
    ]);
    expect(totals(reduced, '2026-01-31')).toMatchObject({ arisen: 41000, reduced: 3100, outstanding: 37900 });
    expect(on(reduced, '2026-01-31').payments().reductions).toMatchObject([
      { outageId: 'o', amount: 3100, settled: [{ obligationId: 'initial-fee:base', amount: 3100 }] },
    ]);
  });

  it('is taken from what was left over, so that what arises later is open', () => {
    const told = paid(running, '2026-01-20', '50000').and('Repaid', { paidOn: '2026-01-25', amount: '9000' });
    expect(totals(told, '2026-01-31')).toMatchObject({ repaid: 9000, outstanding: 0, overpaid: 0 });
    expect(rows(told, '2026-02-01')[2]).toEqual([0, 31000, 'open']);
  });

  it('opens again, beyond what was left over, the youngest rows, but those paid for by name last', () => {
    const told = paid(paid(running, '2026-01-20', '41000'), '2026-02-02', '31000', february).and('Repaid', {
      paidOn: '2026-02-10',
      amount: '1000',
    });
    expect(totals(told, '2026-02-28')).toMatchObject({ outstanding: 1000 });
    expect(rows(told, '2026-02-28')).toEqual([
      [10000, 0, 'settled'],
      [30000, 1000, 'partly-settled'],
      [31000, 0, 'settled'],
    ]);
    // the next payment settles that first
    expect(rows(paid(told, '2026-02-20', '1000'), '2026-02-28')[1]).toEqual([31000, 0, 'settled']);
  });

  it('does not undo a waiver because money went back', () => {
    const told = paid(running, '2026-01-10', '31000')
      .and('SettlementAgreed', { agreedOn: '2026-01-20', waived: '10000', reason: '' })
      .and('Repaid', { paidOn: '2026-01-25', amount: '5000' });
    expect(on(told, '2026-01-31').payments().settlements).toMatchObject([{ settled: [{ amount: 10000 }] }]);
    expect(totals(told, '2026-01-31')).toMatchObject({ outstanding: 5000 });
  });
});

describe('Rows and totals of any contract', () => {
  const contractsOnADay = shapes.chain((shape) => fc.tuple(fc.constant(shape), dayIn(shape), interpretations));

  it('add up', () => {
    fc.assert(
      fc.property(contractsOnADay, ([shape, asOf, interpretation]) => {
        const { items, totals: sums } = figuresOn(storyOf(shape).history, asOf, interpretation).obligations();
        const sumOf = (of: (row: (typeof items)[number]) => number): number =>
          items.reduce((sum, row) => sum + of(row), 0);
        expect(sumOf(({ amount }) => amount)).toBe(sums.arisen - sums.reduced);
        expect(sums.outstanding - sums.overpaid).toBe(
          sums.arisen - sums.reduced - sums.waived - sums.paid + sums.repaid,
        );
        expect(sums.outstanding === 0 || sums.overpaid === 0).toBe(true);
        // More paid back than ever came in is owed beside the rows.
        const beyond = Math.max(0, sums.repaid - sums.paid - sums.waived - sums.reduced);
        expect(sumOf(({ outstanding }) => outstanding) + beyond).toBe(sums.outstanding);
        for (const { amount, settled, outstanding, status, kind } of items) {
          expect(settled + outstanding).toBe(amount);
          expect(outstanding).toBeGreaterThanOrEqual(0);
          expect(status).toBe(outstanding === 0 ? 'settled' : settled === 0 ? 'open' : 'partly-settled');
          if (kind !== 'reduction') expect(settled).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  it('agree with what each amount settled', () => {
    fc.assert(
      fc.property(contractsOnADay, ([shape, asOf, interpretation]) => {
        const figures = figuresOn(storyOf(shape).history, asOf, interpretation);
        const { payments, reductions, settlements } = figures.payments();
        const settled = new Map<string, number>();
        for (const { obligationId, amount } of [...payments, ...reductions, ...settlements].flatMap(
          (one) => one.settled,
        )) {
          expect(amount).toBeGreaterThanOrEqual(0);
          settled.set(obligationId, (settled.get(obligationId) ?? 0) + amount);
        }
        for (const row of figures.obligations().items) {
          if (row.kind !== 'reduction') expect(settled.get(row.id) ?? 0).toBe(row.settled);
        }
      }),
    );
  });
});
