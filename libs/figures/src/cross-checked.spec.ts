import { describe, expect, it } from '@jest/globals';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { figuresOn, type Figures } from './figures.js';

/* Where a second implementation of the same terms once gave another answer. */

/** Owes 10000 and 30000 on 1 January, then 30000 a month. */
const running = accepted('2026-01-01', { initial: '10000', monthly: '30000' }).and('BillingStarted', {
  startsOn: '2026-01-01',
});
const withOutage = (told: Story, aware: string, outageId = 'o'): Story =>
  told.and('OutageDetected', { outageId, occurredAt: aware, awareAt: aware, cause: 'provider', extent: 'total' });
const settledOf = (figures: Figures): readonly number[] => figures.obligations().items.map(({ settled }) => settled);

describe('A claim for an outage that lasts, possible only from recovery on (R07 recovery)', () => {
  const told = withOutage(running, '2026-03-10T10:00:00+09:00').and('ReductionClaimed', {
    outageId: 'o',
    arrivedOn: '2026-03-10',
  });
  const on = (asOf: string): Figures => figuresOn(told.history, day(asOf), reading({ R07: 'recovery' }));

  it('counts once 24 hours are complete, while the status stays ongoing and nothing is owed less', () => {
    expect(on('2026-03-10').credits()).toMatchObject([{ status: 'ongoing', claim: undefined }]);
    expect(on('2026-03-11').credits()).toMatchObject([
      // From 10:00 on the 10th to the end of the 11th: 38 hours, one unit of 30000 / 30.
      { status: 'ongoing', claim: { arrivedOn: day('2026-03-10') }, hours: 38, units: 1, amount: 1000 },
    ]);
    expect(on('2026-03-11').obligations().totals).toMatchObject({ reduced: 0 });
  });

  it('makes a decision that denies it differ from the terms', () => {
    const denied = told.and('ReductionDecided', {
      outageId: 'o',
      decidedOn: '2026-03-12',
      decision: 'denied',
      reason: '',
    });
    const [credit] = figuresOn(denied.history, day('2026-03-12'), reading({ R07: 'recovery' })).credits();
    expect(credit?.discrepancy).toEqual({ due: 2000, decided: 0 }); // 62 hours: two units
  });
});

describe('Unusable time that ends before it begins', () => {
  const ended = running.and('ContractTerminated', {
    declaredOn: '2026-02-01',
    effectiveOn: '2026-03-31',
    ground: 'statutory',
    reason: '',
  });

  it('is none, of an outage that became known after the end of the contract', () => {
    const told = withOutage(ended, '2026-04-10T10:00:00+09:00');
    const [credit] = figuresOn(told.history, day('2026-04-30'), reading()).credits();
    expect(credit).toMatchObject({ status: 'not-eligible', lasts: false, hours: 0, units: 0 });
    expect(credit?.unusableUntil).toBe(credit?.unusableFrom);
  });

  it('is none, of an outage within an earlier one', () => {
    const told = withOutage(withOutage(running, '2026-03-10T10:00:00+09:00'), '2026-03-11T10:00:00+09:00', 'within')
      .and('OutageRecovered', { outageId: 'within', recoveredAt: '2026-03-13T10:00:00+09:00' })
      .and('OutageRecovered', { outageId: 'o', recoveredAt: '2026-03-14T10:00:00+09:00' });
    const [earlier, within] = figuresOn(told.history, day('2026-03-31'), reading()).credits();
    expect(earlier).toMatchObject({ units: 4 });
    expect(within).toMatchObject({ status: 'not-eligible', hours: 0, unusableFrom: earlier?.unusableUntil });
    expect(within?.unusableUntil).toBe(within?.unusableFrom);
  });
});

describe('What is paid back', () => {
  it('is taken from what came in by that day, so that a later payment settles what it names', () => {
    const told = running
      .and('PaymentReceived', { receivedOn: '2026-01-20', amount: '49000' }, 'first') // 9000 more than is owed
      .and('Repaid', { paidOn: '2026-01-25', amount: '9000' })
      .and(
        'PaymentReceived',
        { receivedOn: '2026-02-03', amount: '30000', obligationId: 'monthly-fee:base:2026-02' },
        'second',
      );
    const figures = figuresOn(told.history, day('2026-02-28'), reading());
    expect(settledOf(figures)).toEqual([10000, 30000, 30000]);
    expect(figures.payments().payments).toMatchObject([
      { settled: [{ amount: 10000 }, { amount: 30000 }], unused: 0 },
      { settled: [{ obligationId: 'monthly-fee:base:2026-02', amount: 30000 }], unused: 0 },
    ]);
  });

  it('opens what was paid, not what was waived', () => {
    const told = running
      .and('SettlementAgreed', { agreedOn: '2026-01-05', waived: '10000', reason: '' })
      .and('PaymentReceived', { receivedOn: '2026-01-10', amount: '30000', obligationId: 'monthly-fee:base:2026-01' })
      .and('Repaid', { paidOn: '2026-01-20', amount: '1000' });
    expect(settledOf(figuresOn(told.history, day('2026-01-31'), reading()))).toEqual([10000, 29000]);
  });

  it('is made up for by the next payment where it was more than came in', () => {
    const told = running
      .and('PaymentReceived', { receivedOn: '2026-01-10', amount: '2000' })
      .and('Repaid', { paidOn: '2026-01-20', amount: '5000' })
      .and('PaymentReceived', { receivedOn: '2026-01-25', amount: '7000' });
    const figures = figuresOn(told.history, day('2026-01-31'), reading());
    expect(settledOf(figures)).toEqual([4000, 0]); // 2000 - 5000 + 7000
    expect(figures.obligations().totals).toMatchObject({ paid: 9000, repaid: 5000, outstanding: 36000 });
  });

  it('is open on the day of a demand', () => {
    const told = running
      .and('PaymentReceived', { receivedOn: '2026-01-10', amount: '40000' })
      .and('Repaid', { paidOn: '2026-01-20', amount: '1000' })
      .and('PaymentDemanded', { issuedOn: '2026-01-21', items: [{ amount: '1000' }] });
    expect(figuresOn(told.history, day('2026-01-31'), reading()).discrepancies()).toEqual([]);
  });
});
