import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import type {
  CreditsResponse,
  ExplanationNodeResponse,
  ExplanationResponse,
  ObligationsResponse,
  TerminationResponse,
} from '../../apps/api/src/contracts/figures.responses.js';
import { liveThroughWorkedContract } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

describe('The worked contract', () => {
  const at = '/v1/contracts/worked';
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await liveThroughWorkedContract(server, 'worked');
  });
  afterAll(() => server.close());

  it('has its minimum periods, and ends on the designated day', async () => {
    expect(await server.read(`${at}?asOf=2026-07-31`)).toMatchObject({
      contractId: 'worked',
      asOf: '2026-07-31',
      knownAt: null,
      readings: [],
      edition: { id: '2022-11-01', warning: null },
      status: 'terminated',
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      options: [{ option: 'homepage', minimumPeriod: { firstDay: '2026-02-10', lastDay: '2027-02-09' } }],
      effectiveEndOn: '2026-06-30',
    });
    expect(await server.read(`${at}?asOf=2026-06-30`)).toMatchObject({ status: 'terminating' });
    expect(await server.read(`${at}?asOf=2026-05-19`)).toMatchObject({ status: 'active', effectiveEndOn: null });
  });

  it('owes what the terms give, to the yen', async () => {
    const { items, totals } = await server.read<ObligationsResponse>(`${at}/obligations?asOf=2026-07-31`);
    const amounts = Object.fromEntries(items.map(({ id, amount }) => [id, amount]));
    expect(amounts).toMatchObject({
      'initial-fee:base': '100000',
      'monthly-fee:base:2026-01': '17000',
      'monthly-fee:base:2026-02': '31000',
      'monthly-fee:base:2026-06': '31000',
      'monthly-fee:homepage:2026-02': '4207',
      'monthly-fee:homepage:2026-03': '6200',
      'early-termination-charge:1:base': '200000',
      'early-termination-charge:1:homepage': '40000',
      'early-termination-charge:2:homepage': '5392',
      'reduction:outage-1': '-2480',
    });
    expect(totals).toEqual({
      arisen: '551399',
      reduced: '2480',
      waived: '0',
      paid: '0',
      repaid: '0',
      outstanding: '548919',
      overpaid: '0',
    });
  });

  it('is charged for the rest of both minimum periods', async () => {
    expect(await server.read(`${at}/termination?asOf=2026-07-31`)).toMatchObject({
      status: 'effective',
      effectiveOn: '2026-06-30',
      ground: 'notice',
      notices: [
        {
          subject: 'contract',
          arrivedOn: '2026-05-20',
          designatedOn: '2026-06-30',
          thirtyDaysElapseOn: '2026-06-19',
          effectiveOn: '2026-06-30',
          standing: true,
          hasEffect: true,
        },
      ],
      earlyTermination: {
        early: true,
        exempt: false,
        charges: [
          { subject: 'base', item: 1, from: '2026-07-01', to: '2027-01-14', amount: '200000' },
          { subject: 'homepage', item: 1, amount: '40000' },
          { subject: 'homepage', item: 2, from: '2027-01-15', to: '2027-02-09', amount: '5392' },
        ],
        total: '245392',
      },
    });
  });

  it('has its reduction', async () => {
    const { items } = await server.read<CreditsResponse>(`${at}/credits?asOf=2026-07-31`);
    expect(items).toMatchObject([
      {
        outageId: 'outage-1',
        status: 'claimed',
        hours: 71,
        units: 2,
        monthlyFee: '37200',
        amount: '2480',
        claimableFrom: '2026-03-11',
        claimBy: '2026-06-11',
        claimedOn: '2026-04-01',
      },
    ]);
  });

  it('reads otherwise where the terms are read otherwise', async () => {
    const answer = await server.read<ObligationsResponse>(
      `${at}/obligations?asOf=2026-07-31&reading=R05:separate&reading=R09:up`,
    );
    expect(answer.readings).toEqual(['R05:separate', 'R09:up']);
    const charges = answer.items.filter(({ kind }) => kind === 'early-termination-charge');
    expect(charges.map(({ id }) => id)).toEqual([
      'early-termination-charge:1:base',
      'early-termination-charge:2:homepage',
    ]);
  });

  it('was foretold by a quote on the day of its notice', async () => {
    const [outage] = (await server.read<EventsResponse>(`${at}/events?type=OutageDetected`)).items;
    const known = `knownAt=position:${outage?.position ?? ''}`;
    const quote = await server.post(`${at}/termination-quotes?asOf=2026-07-31&${known}`, {
      subject: 'contract',
      arrivedAt: '2026-05-20',
      designatedOn: '2026-06-30',
      form: 'prescribed',
    });
    expect(quote.status).toBe(200);
    const { earlyTermination } = await server.read<TerminationResponse>(`${at}/termination?asOf=2026-07-31`);
    expect(quote.body).toMatchObject({ effectiveOn: '2026-06-30', earlyTermination });
    expect(await server.read(`${at}/termination?asOf=2026-07-31&${known}`)).toMatchObject({ status: 'none' });
  });

  it('is explained down to its facts', async () => {
    const figure = encodeURIComponent('obligations/monthly-fee:base:2026-01');
    const { explanation } = await server.read<ExplanationResponse>(
      `${at}/explanation?asOf=2026-07-31&figure=${figure}`,
    );
    expect(explanation).toMatchObject({ value: '17000', unit: 'yen' });
    const facts = (node: ExplanationNodeResponse): string[] => [...node.facts, ...node.children.flatMap(facts)];
    const { items } = await server.read<EventsResponse>(`${at}/events`);
    const started = items.find(({ type }) => type === 'BillingStarted')?.id;
    expect(facts(explanation)).toContain(started);
  });

  it('forecasts what is still to come', async () => {
    const { items } = await server.read<ObligationsResponse>(`${at}/obligations?asOf=2026-12-31&knownAt=position:7`);
    expect(items.map(({ id }) => id)).toContain('monthly-fee:base:2026-12');
  });
});
