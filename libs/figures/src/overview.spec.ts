import { describe, expect, it } from '@jest/globals';
import { isoDate, type IsoDate } from '@ledger/kernel';
import { accepted, day, reading, workedContract, type Story } from '../../../test/support/history.js';
import { figuresOn, type Figures } from './figures.js';

const on = (told: Story, asOf: IsoDate): Figures => figuresOn(told.history, day(asOf), reading());

describe('The contract at a glance', () => {
  it.each<[IsoDate, string]>([
    ['2025-12-19', 'applied'],
    ['2025-12-20', 'accepted'],
    ['2026-01-14', 'accepted'],
    ['2026-01-15', 'active'],
    ['2026-05-20', 'terminating'],
    ['2026-06-30', 'terminating'],
    ['2026-07-01', 'terminated'],
  ])('is on %s %s', (asOf, status) => {
    expect(on(workedContract, asOf).overview().status).toBe(status);
  });

  it('counts the days left after the day asked about, up to the last', () => {
    const left = (asOf: IsoDate): number | undefined => on(workedContract, asOf).overview().base?.daysLeft;
    expect([left('2027-01-12'), left('2027-01-13'), left('2027-01-14'), left('2027-01-15')]).toEqual([2, 1, 0, 0]);
  });

  it('shows the fees in force on the day, of the base and of each option', () => {
    const revised = workedContract.and('FeesRevised', { effectiveOn: '2026-03-01', monthlyFee: '40000' });
    const fees = (asOf: IsoDate): readonly unknown[] => {
      const { base, options } = on(revised, asOf).overview();
      return [base?.fees, ...options.map((option) => option.fees)];
    };
    const option = { initialFee: 5000, monthlyFee: 6200 };
    expect(fees('2026-02-28')).toEqual([{ initialFee: 100000, monthlyFee: 31000 }, option]);
    expect(fees('2026-03-01')).toEqual([{ initialFee: 100000, monthlyFee: 40000 }, option]);
    expect(on(workedContract, '2026-05-20').overview().options).toMatchObject([
      { option: 'homepage', eventId: 'option', status: 'terminating', effectiveEndOn: day('2026-06-30') },
    ]);
  });

  it('knows who the contractor and the administrator of the day are', () => {
    const told = workedContract
      .and('ContractorChanged', { from: '2026-03-01', name: '新会社', reason: 'merger' })
      .and('AdministratorAppointed', { name: '甲', from: '2026-02-01' })
      .and('AdministratorAppointed', { name: '乙', from: '2026-03-01' });
    expect(on(told, '2026-02-28').overview()).toMatchObject({
      contractor: { name: '株式会社例' },
      administrator: { name: '甲' },
    });
    expect(on(told, '2026-03-01').overview()).toMatchObject({
      contractor: { name: '新会社' },
      administrator: { name: '乙' },
    });
  });
});

describe('The deadlines', () => {
  const told = accepted('2026-01-15')
    .and('BillingStarted', { startsOn: '2026-01-15' }, 'billing')
    .and(
      'OutageDetected',
      {
        outageId: 'o',
        occurredAt: '2026-03-10T09:00:00+09:00',
        awareAt: '2026-03-10T09:00:00+09:00',
        extent: 'total',
        cause: 'provider',
      },
      'outage',
    )
    .and('OutageRecovered', { outageId: 'o', recoveredAt: '2026-03-12T09:00:00+09:00' })
    .and('ThirdPartyComplaintReceived', { receivedOn: '2026-03-01', summary: '' }, 'complaint')
    .and('UsageReportRequested', { requestedOn: '2026-03-02', subject: '' }, 'report')
    .and('MisuseReported', { reportedOn: '2026-03-03', summary: '' }, 'misuse')
    .and('InstructionGiven', { reportId: 'misuse', givenOn: '2026-03-04', instruction: '' }, 'instruction');
  const deadlines = (of: Story, asOf: IsoDate): readonly string[] =>
    on(of, asOf)
      .deadlines()
      .map(({ on: when, kind, clause, facts }) => [isoDate(when), kind, clause.label, ...facts].join(' '));

  it('are what is to come and what is open, by day', () => {
    expect(deadlines(told, '2026-03-31')).toEqual([
      '2026-03-01 complaint-open 2(3) complaint',
      '2026-03-02 usage-report-open 15 report',
      '2026-03-04 instruction-open 6(4) instruction',
      '2026-06-11 claim-by 10 outage',
      '2027-01-14 minimum-period-ends 1 billing',
    ]);
  });

  it('pass', () => {
    expect(deadlines(told, '2026-06-11')).toContain('2026-06-11 claim-by 10 outage');
    expect(deadlines(told, '2026-06-12').join()).not.toContain('claim-by');
    expect(deadlines(told, '2027-01-14').join()).toContain('minimum-period-ends');
    expect(deadlines(told, '2027-01-15').join()).not.toContain('minimum-period-ends');
    const claimed = told.and('ReductionClaimed', { outageId: 'o', arrivedOn: '2026-04-01' });
    expect(deadlines(claimed, '2026-04-01').join()).not.toContain('claim-by');
  });

  it('are the ends of the contract and its options in place of the periods that they cut off', () => {
    expect(deadlines(workedContract, '2026-06-30')).toEqual([
      '2026-06-30 contract-ends 7 notice',
      '2026-06-30 option-ends 7 notice',
    ]);
    expect(deadlines(workedContract, '2026-07-01')).toEqual([]);
  });

  it('bear ids that are theirs alone', () => {
    const ids = on(told, '2026-03-31')
      .deadlines()
      .map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
