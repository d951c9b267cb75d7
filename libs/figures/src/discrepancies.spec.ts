import { describe, expect, it } from '@jest/globals';
import type { IsoDate } from '@ledger/kernel';
import type { DemandedItem } from '@ledger/contract';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';

/** Owes 31000 on the first of each month from January on. */
const running = accepted('2026-01-01').and('BillingStarted', { startsOn: '2026-01-01' });
const january = 'monthly-fee:base:2026-01';
const demanded = (told: Story, issuedOn: IsoDate, ...items: readonly DemandedItem[]): Story =>
  told.and('PaymentDemanded', { issuedOn, items }, 'demand');
const paid = (told: Story, receivedOn: IsoDate, amount: string, obligationId?: string): Story =>
  told.and(
    'PaymentReceived',
    { receivedOn, amount, ...(obligationId === undefined ? {} : { obligationId }) },
    'payment',
  );
/** `kind recorded/due` */
const found = (told: Story, asOf: IsoDate): readonly string[] =>
  figuresOn(told.history, day(asOf), reading())
    .discrepancies()
    .map(({ kind, recorded, due }) => `${kind} ${String(recorded)}/${String(due)}`);

describe('A demand', () => {
  it('agrees with the obligation it names, or with what is open of it on its day', () => {
    expect(found(demanded(running, '2026-01-10', { obligationId: january, amount: '31000' }), '2026-01-31')).toEqual(
      [],
    );
    const part = paid(running, '2026-01-05', '1000');
    expect(found(demanded(part, '2026-01-10', { obligationId: january, amount: '30000' }), '2026-01-31')).toEqual([]);
    expect(found(demanded(part, '2026-01-10', { obligationId: january, amount: '29999' }), '2026-01-31')).toEqual([
      'demand-differs 29999/30000',
    ]);
    // a payment after the demand does not make it wrong
    expect(
      found(
        demanded(paid(running, '2026-01-20', '1000'), '2026-01-10', { obligationId: january, amount: '31000' }),
        '2026-01-31',
      ),
    ).toEqual([]);
  });

  it('without a name agrees with what is open of all the rest', () => {
    expect(found(demanded(running, '2026-02-10', { amount: '62000' }), '2026-02-28')).toEqual([]);
    expect(found(demanded(running, '2026-02-10', { amount: '31000' }), '2026-02-28')).toEqual([
      'demand-differs 31000/62000',
    ]);
    expect(
      found(
        demanded(running, '2026-02-10', { obligationId: january, amount: '31000' }, { amount: '31000' }),
        '2026-02-28',
      ),
    ).toEqual([]);
  });

  it('that names one obligation in two items is taken together', () => {
    const items = [
      { obligationId: january, amount: '30000' },
      { obligationId: january, amount: '1000' },
    ];
    expect(found(demanded(running, '2026-01-10', ...items), '2026-01-31')).toEqual([]);
  });

  it('of what does not exist is a discrepancy', () => {
    expect(found(demanded(running, '2026-01-10', { obligationId: 'no-such-id', amount: '5' }), '2026-01-31')).toEqual([
      'demand-names-unknown-obligation 5/0',
    ]);
  });

  it('turns wrong when a correction of the fees changes what was owed', () => {
    const told = demanded(running, '2026-01-10', { obligationId: january, amount: '31000' });
    const corrected = told.and('EventCorrected', {
      eventId: 'FeesQuoted-1',
      type: 'FeesQuoted',
      reason: 'typed wrong',
      replacement: { quotedOn: '2026-01-01', initialFee: '0', monthlyFee: '13000' },
    });
    expect(found(corrected, '2026-01-31')).toEqual(['demand-differs 31000/13000']);
  });
});

describe('A payment', () => {
  it('beyond what is owed is a discrepancy until something arises for it or it is paid back', () => {
    const told = paid(running, '2026-01-20', '40000');
    expect(found(told, '2026-01-31')).toEqual(['payment-exceeds-what-is-owed 40000/31000']);
    expect(found(told, '2026-02-01')).toEqual([]);
    expect(found(told.and('Repaid', { paidOn: '2026-01-25', amount: '9000' }), '2026-01-31')).toEqual([]);
  });

  it('that names an unknown obligation is one, and settles the oldest open', () => {
    const told = paid(running, '2026-01-20', '31000', 'no-such-id');
    expect(found(told, '2026-01-31')).toEqual(['payment-names-unknown-obligation 31000/0']);
    expect(figuresOn(told.history, day('2026-01-31'), reading()).obligations().totals.outstanding).toBe(0);
  });

  it('that names a reduction names nothing that can be paid', () => {
    const reduced = running
      .and('OutageDetected', {
        outageId: 'o',
        occurredAt: '2026-01-10T00:00:00+09:00',
        awareAt: '2026-01-10T00:00:00+09:00',
        extent: 'total',
        cause: 'provider',
      })
      .and('OutageRecovered', { outageId: 'o', recoveredAt: '2026-01-11T00:00:00+09:00' })
      .and('ReductionClaimed', { outageId: 'o', arrivedOn: '2026-01-12' });
    expect(found(paid(reduced, '2026-01-20', '1', 'reduction:o'), '2026-01-31')).toEqual([
      'payment-names-unknown-obligation 1/0',
    ]);
  });
});

describe('A settlement', () => {
  it('is held against what is owed like a payment', () => {
    const told = running.and('SettlementAgreed', {
      agreedOn: '2026-01-20',
      waived: '31001',
      obligationId: 'no-such-id',
      reason: '',
    });
    expect(found(told, '2026-01-31')).toEqual([
      'settlement-names-unknown-obligation 31001/0',
      'settlement-exceeds-what-is-owed 31001/31000',
    ]);
  });
});

describe('A decision', () => {
  it('that differs from the terms stands among the discrepancies', () => {
    const told = running
      .and('OutageDetected', {
        outageId: 'o',
        occurredAt: '2026-01-10T00:00:00+09:00',
        awareAt: '2026-01-10T00:00:00+09:00',
        extent: 'total',
        cause: 'provider',
      })
      .and('OutageRecovered', { outageId: 'o', recoveredAt: '2026-01-11T00:00:00+09:00' })
      .and('ReductionClaimed', { outageId: 'o', arrivedOn: '2026-01-12' })
      .and(
        'ReductionDecided',
        { outageId: 'o', decidedOn: '2026-01-15', decision: 'granted', amount: '2000', reason: '' },
        'decision',
      );
    expect(figuresOn(told.history, day('2026-01-31'), reading()).discrepancies()).toMatchObject([
      {
        kind: 'decision-differs',
        eventId: 'decision',
        outageId: 'o',
        recorded: 2000,
        due: 1033,
        clause: { label: '10' },
      },
    ]);
    expect(found(told, '2026-01-14')).toEqual([]);
  });
});
