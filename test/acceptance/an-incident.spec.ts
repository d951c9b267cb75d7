import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreditsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import type { IncidentResponse, IncidentsResponse } from '../../apps/api/src/incidents/incidents.responses.js';
import { INCIDENT_COMMAND_EXAMPLES, INCIDENT_READ_EXAMPLES } from '../../apps/api/src/examples/incidents.js';
import { activate } from '../support/lives.js';
import { problemIn, startServer, type Server } from '../support/server.js';

/** Asks until its contracts were told of everything. */
const carried = async (server: Server, incidentId: string): Promise<IncidentResponse> => {
  for (let asked = 0; asked < 100_000; asked += 1) {
    const incident = await server.read<IncidentResponse>(`/v1/incidents/${incidentId}`);
    if (incident.state === 'carried') return incident;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`incident ${incidentId} is not carried`);
};

describe('Somebody on watch, the night when mail stands still for everybody', () => {
  const report = {
    occurredAt: '2026-07-10T02:10:00+09:00',
    awareAt: '2026-07-10T02:30:00+09:00',
    extent: 'total',
    cause: 'provider',
    contractIds: 'all',
  };
  const at = '/v1/incidents/night';
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    for (const contractId of ['c-1', 'c-2']) await activate(server, contractId);
    await server.record('/v1/contracts', {
      contractId: 'c-3',
      contractor: { name: '申込中' },
      appliedOn: '2026-07-01',
    });
  });
  afterAll(() => server.close());

  it('reports it once for all, and is answered at once', async () => {
    const answer = await server.post('/v1/incidents', { incidentId: 'night', ...report }, { 'idempotency-key': 'k' });
    expect(answer).toMatchObject({
      status: 202,
      headers: { location: at, etag: '"0"' },
      body: { incidentId: 'night', revision: 0, events: [{ type: 'IncidentReported', revision: 0 }] },
    });
    const again = await server.post('/v1/incidents', { incidentId: 'night', ...report }, { 'idempotency-key': 'k' });
    expect(again).toMatchObject({ status: 202, headers: { 'idempotency-replayed': 'true' }, body: answer.body });
  });

  it('sees who is concerned, and how far it is', async () => {
    expect(await carried(server, 'night')).toMatchObject({
      affected: 2,
      carried: 2,
      refused: 0,
      remaining: 0,
      contracts: 'all',
      recoveredAt: null,
      events: [{ type: 'IncidentReported', who: 'alice' }],
      items: [],
      nextCursor: null,
    });
    const { items } = await server.read<EventsResponse>('/v1/contracts/c-2/events?type=OutageDetected');
    expect(items).toMatchObject([{ data: { outageId: 'night', awareAt: report.awareAt }, who: 'alice' }]);
    expect((await server.read<EventsResponse>('/v1/contracts/c-3/events')).items).toHaveLength(1);
  });

  it('reports that it is over, and each contract can claim its reduction', async () => {
    const over = { recoveredAt: '2026-07-12T03:00:00+09:00' };
    expect(await server.post(`${at}/recovery`, over, { 'if-match': '"0"' })).toMatchObject({
      status: 202,
      headers: { location: at, etag: '"1"' },
    });
    await carried(server, 'night');
    const { items } = await server.read<CreditsResponse>('/v1/contracts/c-1/credits?asOf=2026-07-31');
    expect(items).toMatchObject([{ outageId: 'night', status: 'claimable', hours: 48, units: 2 }]);
    await server.record('/v1/contracts/c-1/outages/night/claim', { arrivedOn: '2026-07-20' });
  });

  it('is told that the incident has moved on, or recovered already', async () => {
    const over = { recoveredAt: '2026-07-12T04:00:00+09:00' };
    expect(await server.post(`${at}/recovery`, over, { 'if-match': '"0"' })).toMatchObject({
      status: 412,
      headers: { etag: '"1"' },
      body: { type: '/problems/revision-moved', revision: 1, events: [{ type: 'IncidentRecovered' }] },
    });
    expect(problemIn(await server.post(`${at}/recovery`, over))).toMatchObject({
      status: 409,
      type: '/problems/already-recorded',
      article: '10',
      quote: expect.any(String),
    });
  });

  it('corrects the time of the recovery, and what follows from it for every contract', async () => {
    const { events } = await server.read<IncidentResponse>(at);
    const answer = await server.post(`${at}/correction`, {
      eventId: events[1]?.id,
      reason: '復旧時刻の誤り',
      replacement: { recoveredAt: '2026-07-11T03:00:00+09:00' },
    });
    expect(answer.status).toBe(202);
    expect(await carried(server, 'night')).toMatchObject({ carried: 2, recoveredAt: '2026-07-11T03:00:00+09:00' });
    const { items } = await server.read<CreditsResponse>('/v1/contracts/c-1/credits?asOf=2026-07-31');
    expect(items).toMatchObject([{ hours: 24, units: 1, status: 'claimed' }]);
    const corrections = await server.read<EventsResponse>('/v1/contracts/c-2/events?type=EventCorrected');
    expect(corrections.items).toHaveLength(1);
  });

  it('lists the incidents page by page, the latest first', async () => {
    for (const incidentId of ['second', 'third']) {
      await server.post('/v1/incidents', { incidentId, ...report, contractIds: ['c-1'] });
    }
    const first = await server.read<IncidentsResponse>('/v1/incidents?limit=2');
    expect(first.items.map(({ incidentId }) => incidentId)).toEqual(['third', 'second']);
    const rest = await server.read<IncidentsResponse>(`/v1/incidents?limit=2&cursor=${String(first.nextCursor)}`);
    expect(rest.items.map(({ incidentId }) => incidentId)).toEqual(['night']);
    expect(rest.nextCursor).toBeNull();
  });

  it('leaves the name to the ledger, which keeps to it where the request comes again', async () => {
    const send = (): Promise<{ body: unknown }> =>
      server.post('/v1/incidents', { ...report, contractIds: ['c-2'] }, { 'idempotency-key': 'unnamed' });
    const [first, second] = [await send(), await send()];
    expect(first.body).toMatchObject({ incidentId: expect.stringMatching(/^i-[0-9a-z]{16}$/) });
    expect(second.body).toEqual(first.body);
    const renamed = { ...report, contractIds: ['c-2'], incidentId: 'renamed' };
    expect(await server.post('/v1/incidents', renamed, { 'idempotency-key': 'unnamed' })).toMatchObject({
      status: 422,
    });
  });

  it.each([
    [{ contractIds: [] }, '/contractIds'],
    [{ contractIds: ['c-1', 'c-1'] }, '/contractIds'],
    [{ contractIds: 'some' }, '/contractIds'],
    [{ contractIds: ['../c-1'] }, '/contractIds'],
    [{ incidentId: 'a/b' }, '/incidentId'],
    [{ awareAt: '2026-07-10T02:00:00+09:00' }, '/awareAt'],
    [{ awareAt: '2026-08-02T02:00:00+09:00' }, '/awareAt'],
    [{ extent: 'some' }, '/extent'],
    [{ colour: 'red' }, '/colour'],
  ])('learns what is wrong with a report: %j', async (wrong, pointer) => {
    const answer = await server.post('/v1/incidents', { ...report, ...wrong });
    expect(answer.status).toBe(400);
    expect(problemIn(answer).errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('finds no incident that there is not', async () => {
    const over = { recoveredAt: '2026-07-12T04:00:00+09:00' };
    expect((await server.get('/v1/incidents/none')).status).toBe(404);
    expect((await server.post('/v1/incidents/none/recovery', over)).status).toBe(404);
    expect((await server.get(`${at}?cursor=nonsense`)).status).toBe(400);
    expect((await server.get(`${at}?asOf=2026-07-01`)).status).toBe(400);
    expect((await server.post(`${at}/correction`, { reason: '訂正' })).status).toBe(400);
    expect((await server.send('PUT', at)).status).toBe(405);
  });
});

describe('The examples of incidents', () => {
  it('are what is answered', async () => {
    const server = await startServer();
    await activate(server, 'minato-mail');
    const { reportIncident, recoverIncident, correctIncident } = INCIDENT_COMMAND_EXAMPLES;
    const at = `/v1/incidents/${reportIncident.body.incidentId}`;
    await server.post('/v1/incidents', reportIncident.body);
    await carried(server, reportIncident.body.incidentId);
    await server.post(`${at}/recovery`, recoverIncident.body);
    await carried(server, reportIncident.body.incidentId);
    for (const { url, answer } of Object.values(INCIDENT_READ_EXAMPLES)) {
      const shown = JSON.stringify(await server.read(url)).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
      expect(JSON.parse(shown.replace(/"position":"\d+"/g, '"position":"1"'))).toEqual(
        JSON.parse(
          JSON.stringify(answer)
            .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
            .replace(/"position":"\d+"/g, '"position":"1"'),
        ),
      );
    }
    expect((await server.post(`${at}/correction`, correctIncident.body)).status).toBe(202);
    await server.close();
  });
});
