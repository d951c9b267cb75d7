import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { TestApplication } from '../../../test/support/test-application.js';
import { NothingFound } from './errors.js';
import { ExplainFigure, type ExplanationNode } from './queries/explain-figure.js';
import { GetContract } from './queries/get-contract.js';
import { GetCredits } from './queries/get-credits.js';
import { GetDeadlines } from './queries/get-deadlines.js';
import { GetObligations } from './queries/get-obligations.js';
import { GetPayments } from './queries/get-payments.js';
import { GetTermination } from './queries/get-termination.js';
import { GetUsagePermission } from './queries/get-usage-permission.js';

const asOf = civilDate('2026-07-31');

describe('The worked contract of the terms, as of 31 July 2026', () => {
  let application: TestApplication;
  let noticeId = '';
  beforeAll(async () => {
    application = await TestApplication.start();
    noticeId = await application.workedContract('c-1');
  });
  afterAll(() => application.close());

  it('says of every answer under what it was given', async () => {
    const {
      asOf: day,
      knownAt,
      readings,
      position,
      edition,
      codeVersion,
    } = await application.ask(
      new GetObligations('c-1', { asOf, knownAt: { position: 11n }, readings: { R05: 'separate', R01: 'elapses' } }),
    );
    expect({ day, knownAt, readings, position, edition, codeVersion }).toEqual({
      day: '2026-07-31',
      knownAt: 'position:11',
      readings: ['R05:separate'],
      position: '11',
      edition: { id: '2022-11-01', warning: null },
      codeVersion: '0.1.0',
    });
  });

  it('is asked about today in Japan, with everything known, under the register’s readings, where nothing else is said', async () => {
    await application.record('other', 'ContractApplied', { contractor: { name: 'x' }, appliedOn: '2026-08-01' });
    expect(await application.ask(new GetTermination('c-1', {}))).toMatchObject({
      asOf: '2026-09-01',
      knownAt: null,
      readings: [],
      position: String(await application.store.head()),
    });
  });

  it('has its obligations and totals', async () => {
    const { items, totals } = await application.ask(new GetObligations('c-1', { asOf }));
    expect(totals).toEqual({
      arisen: '551399',
      reduced: '2480',
      waived: '0',
      paid: '0',
      repaid: '0',
      outstanding: '548919',
      overpaid: '0',
    });
    expect(items.find(({ id }) => id === 'monthly-fee:base:2026-01')).toEqual({
      id: 'monthly-fee:base:2026-01',
      kind: 'monthly-fee',
      subject: 'base',
      item: null,
      article: '8',
      period: { from: '2026-01-15', to: '2026-01-31' },
      arisesOn: '2026-01-15',
      amount: '17000',
      settled: '0',
      outstanding: '17000',
      status: 'open',
    });
    expect(items.find(({ id }) => id === 'reduction:outage-1')).toMatchObject({
      subject: null,
      period: null,
      amount: '-2480',
    });
    expect(items.find(({ id }) => id === 'early-termination-charge:2:homepage')).toMatchObject({
      item: 2,
      subject: 'homepage',
      period: { from: '2027-01-15', to: '2027-02-09' },
      amount: '5392',
      article: '9(2)',
    });
  });

  it('has its end and what that costs', async () => {
    expect(await application.ask(new GetTermination('c-1', { asOf }))).toMatchObject({
      status: 'effective',
      effectiveOn: '2026-06-30',
      ground: 'notice',
      notices: [
        {
          noticeId,
          subject: 'contract',
          arrivedOn: '2026-05-20',
          designatedOn: '2026-06-30',
          thirtyDaysElapseOn: '2026-06-19',
          effectiveOn: '2026-06-30',
          standing: true,
          hasEffect: true,
        },
      ],
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      earlyTermination: {
        early: true,
        exempt: false,
        remaining: { from: '2026-07-01', to: '2027-01-14' },
        charges: [
          { subject: 'base', item: 1, monthlyFee: '31000', from: '2026-07-01', to: '2027-01-14', amount: '200000' },
          { subject: 'homepage', item: 1, monthlyFee: '6200', from: '2026-07-01', to: '2027-01-14', amount: '40000' },
          { subject: 'homepage', item: 2, monthlyFee: '6200', from: '2027-01-15', to: '2027-02-09', amount: '5392' },
        ],
        total: '245392',
      },
      options: {
        homepage: { effectiveOn: '2026-06-30', minimumPeriod: { firstDay: '2026-02-10', lastDay: '2027-02-09' } },
      },
    });
  });

  it('has its credit', async () => {
    const { items } = await application.ask(new GetCredits('c-1', { asOf }));
    expect(items).toEqual([
      {
        outageId: 'outage-1',
        status: 'claimed',
        reasons: [],
        unusableFrom: '2026-03-10T00:00:00.000Z',
        unusableUntil: '2026-03-12T23:59:00.000Z',
        lasts: false,
        hours: 71,
        units: 2,
        monthlyFee: '37200',
        amount: '2480',
        claimableFrom: '2026-03-11',
        claimBy: '2026-06-11',
        claimedOn: '2026-04-01',
        decision: null,
        discrepancy: null,
      },
    ]);
  });

  it('is described at a glance', async () => {
    expect(await application.ask(new GetContract('c-1', { asOf }))).toMatchObject({
      contractId: 'c-1',
      revision: 10,
      status: 'terminated',
      contractor: { name: '株式会社例', contact: null, kind: null },
      appliedOn: '2025-12-01',
      acceptedOn: '2025-12-20',
      refusedOn: null,
      billingStartedOn: '2026-01-15',
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      daysLeft: 167,
      effectiveEndOn: '2026-06-30',
      fees: { initialFee: '100000', monthlyFee: '31000' },
      options: [{ option: 'homepage', status: 'terminated', fees: { initialFee: '5000', monthlyFee: '6200' } }],
      targets: { from: '2026-01-15', domains: ['xn--fsq.jp'], ipAddresses: [] },
      administrator: null,
      restrictions: [],
      measures: [],
    });
  });

  it('shows what its reduction settled', async () => {
    expect(await application.ask(new GetPayments('c-1', { asOf }))).toMatchObject({
      payments: [],
      reductions: [
        {
          outageId: 'outage-1',
          amount: '2480',
          settled: [{ obligationId: 'initial-fee:base', amount: '2480' }],
          unused: '0',
        },
      ],
      demands: [],
    });
  });

  it('answers whether a domain may be used, by its name as it is typed', async () => {
    const during = { asOf: civilDate('2026-06-30') };
    expect(await application.ask(new GetUsagePermission('c-1', { target: '例.JP' }, during))).toMatchObject({
      permitted: true,
      article: '3(2)',
    });
    expect(await application.ask(new GetUsagePermission('c-1', { target: 'other.jp' }, during))).toMatchObject({
      permitted: false,
    });
    const nonsense = application.ask(new GetUsagePermission('c-1', { target: '010.0.0.1' }, during));
    await expect(nonsense).rejects.toMatchObject({ name: 'InvalidRequest', parameter: 'target' });
  });

  it('names its deadlines by day', async () => {
    const { items } = await application.ask(new GetDeadlines('c-1', { asOf: civilDate('2026-05-31') }));
    expect(items.map(({ on, kind }) => [on, kind])).toContainEqual(['2026-06-30', 'contract-ends']);
  });

  it.each(['obligations/early-termination-charge:2:homepage', 'termination', 'credits/outage-1', 'totals'])(
    'derives %s down to recorded facts and numbers of the terms',
    async (figure) => {
      const { explanation } = await application.ask(new ExplainFigure('c-1', figure, { asOf }));
      const leaves = (node: ExplanationNode): readonly ExplanationNode[] =>
        node.children.length === 0 ? [node] : node.children.flatMap(leaves);
      for (const leaf of leaves(explanation)) expect(['fact', 'terms', 'calendar', 'question']).toContain(leaf.rule);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    },
  );

  it('has no figure that it does not have', async () => {
    for (const figure of ['', 'obligations/none', 'credits/none', 'nothing', 'constructor']) {
      await expect(application.ask(new ExplainFigure('c-1', figure, { asOf }))).rejects.toThrow(NothingFound);
    }
  });
});
