import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdoptionResponse, AdoptionsResponse } from '../../apps/api/src/adoptions/adoptions.responses.js';
import type { ImpactResponse } from '../../apps/api/src/adoptions/impact.responses.js';
import type { ChangesResponse, ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import { ADOPTION_EXAMPLES } from '../../apps/api/src/examples/adoptions.js';
import { activate, liveThroughWorkedContract } from '../support/lives.js';
import { problemIn, startServer, type Server } from '../support/server.js';

/** The compliance officer decides how annex 2 is read, after the contracts of this house were ended early. */
const notice = { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' };
const adoption = {
  readings: ['R11:not-billed'],
  scope: 'all',
  adoptedOn: '2026-07-15',
  from: '2026-07-01',
  reason: '終了日は課金しない',
};

describe('A reading that is adopted', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    for (const contractId of ['c-1', 'c-2']) {
      await activate(server, contractId);
      await server.record(`/v1/contracts/${contractId}/notices`, notice);
    }
  });
  afterAll(() => server.close());

  const obligations = (contractId: string, query = ''): Promise<ObligationsResponse> =>
    server.read<ObligationsResponse>(`/v1/contracts/${contractId}/obligations?asOf=2026-07-31${query}`);
  const readings = async (contractId: string, query = ''): Promise<readonly string[]> =>
    (await obligations(contractId, query)).readings;
  const adopt = (body: object, headers = {}): ReturnType<Server['post']> => server.post('/v1/adoptions', body, headers);

  it('is the default of every answer from the moment on at which it is recorded', async () => {
    const before = await obligations('c-1');
    const asked = await obligations('c-1', '&reading=R11:not-billed');
    const answer = await adopt({ adoptionId: 'r11', ...adoption });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: '/v1/adoptions/r11', etag: '"0"' },
      body: { adoptionId: 'r11', revision: 0, events: [{ type: 'ReadingsAdopted' }] },
    });
    const after = await obligations('c-1');
    expect(after.readings).toEqual(['R11:not-billed']);
    expect(after.items).toEqual(asked.items);
    expect(after.items).not.toEqual(before.items);
    expect(await obligations('c-1', '&reading=R11:billed')).toMatchObject({ readings: [], items: before.items });
    expect(await obligations('c-1', `&knownAt=position:${before.position}`)).toMatchObject({
      readings: [],
      items: before.items,
    });
    const day = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-06-30');
    expect(day.readings).toEqual([]);
  });

  it('is named as what makes an answer different from the one before', async () => {
    const { events } = await server.read<AdoptionResponse>('/v1/adoptions/r11');
    const { id, position } = events[0]!;
    const states = `from=position:${String(BigInt(position) - 1n)}&to=position:${position}`;
    const { readings: answered, items } = await server.read<ChangesResponse>(
      `/v1/contracts/c-1/history?asOf=2026-07-31&${states}`,
    );
    expect(answered).toEqual(['R11:not-billed']);
    expect(items.map(({ figure }) => figure)).toContain('totals');
    expect(new Set(items.flatMap((item) => item.events))).toEqual(new Set([id]));
  });

  it('is told by lists and deadlines, too', async () => {
    const { items } = await server.read<{ items: { contractId: string; outstanding: string }[] }>('/v1/contracts');
    for (const { contractId, outstanding } of items) {
      const own = await server.read<ObligationsResponse>(`/v1/contracts/${contractId}/obligations`);
      expect(own.readings).toEqual(['R11:not-billed']);
      expect([contractId, outstanding]).toEqual([contractId, own.totals.outstanding]);
    }
  });

  it('for one contract goes before that for all', async () => {
    const own = { ...adoption, readings: ['R11:billed', 'R09:up'], scope: { contractIds: ['c-2'] } };
    expect((await adopt({ adoptionId: 'own', ...own })).status).toBe(201);
    expect(await readings('c-1')).toEqual(['R11:not-billed']);
    expect(await readings('c-2')).toEqual(['R09:up']);
    const { items } = await server.read<{ items: { contractId: string; outstanding: string }[] }>('/v1/contracts');
    for (const { contractId, outstanding } of items) {
      const answer = await server.read<ObligationsResponse>(`/v1/contracts/${contractId}/obligations`);
      expect([contractId, outstanding]).toEqual([contractId, answer.totals.outstanding]);
    }
  });

  it('is corrected and withdrawn, and all of it stays to be read', async () => {
    const at = '/v1/adoptions/own';
    const corrected = { ...adoption, readings: ['R09:half-up'], scope: { contractIds: ['c-2'] } };
    const body = { reason: '誤記', replacement: corrected };
    expect((await server.post(`${at}/correction`, body, { 'if-match': '"0"' })).status).toBe(412);
    expect((await server.post(`${at}/correction`, body, { 'if-match': '"1"' })).status).toBe(201);
    expect(await readings('c-2')).toEqual(['R09:half-up', 'R11:not-billed']);
    const withdrawal = { withdrawnOn: '2026-07-20', reason: '再検討' };
    expect((await server.post(`${at}/withdrawal`, withdrawal)).status).toBe(201);
    expect(await readings('c-2')).toEqual(['R11:not-billed']);
    expect(problemIn(await server.post(`${at}/withdrawal`, withdrawal))).toMatchObject({ status: 409 });
    const { events, ...shown } = await server.read<AdoptionResponse>(at);
    expect(shown).toMatchObject({ isWithdrawn: true, readings: ['R09:half-up'], contracts: 1, author: 'alice' });
    expect(events.map(({ type, who }) => [type, who])).toEqual([
      ['ReadingsAdopted', 'alice'],
      ['AdoptionCorrected', 'alice'],
      ['AdoptionWithdrawn', 'alice'],
    ]);
  });

  it('is listed page by page, the latest first', async () => {
    const first = await server.read<AdoptionsResponse>('/v1/adoptions?limit=1');
    expect(first.items.map(({ adoptionId }) => adoptionId)).toEqual(['own']);
    const rest = await server.read<AdoptionsResponse>(`/v1/adoptions?limit=1&cursor=${String(first.nextCursor)}`);
    expect(rest.items.map(({ adoptionId }) => adoptionId)).toEqual(['r11']);
    expect(rest.nextCursor).toBeNull();
  });

  it('is adopted once, however often the request comes', async () => {
    const other = { ...adoption, readings: ['R09:up'], scope: { contractIds: ['c-1'] } };
    const [first, second] = [
      await adopt(other, { 'idempotency-key': 'k' }),
      await adopt(other, { 'idempotency-key': 'k' }),
    ];
    expect(second).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } });
    expect((await adopt(adoption, { 'idempotency-key': 'k' })).status).toBe(422);
  });

  it('decides what may be recorded', async () => {
    const measure = {
      ground: 'prohibited-act',
      measures: [4],
      from: '2026-06-15',
      reason: '禁止行為',
    };
    const take = (): ReturnType<Server['post']> => server.post('/v1/contracts/c-1/homepage-measures', measure);
    expect((await take()).status).toBe(409);
    const body = { ...adoption, readings: ['R21:any-contract'], from: '2026-06-16' };
    expect((await adopt({ ...body, adoptionId: 'r21' })).status).toBe(201);
    expect((await take()).status).toBe(409); // it is judged on its own day
    const earlier = { reason: '日付の誤り', replacement: { ...body, from: '2026-06-15' } };
    expect((await server.post('/v1/adoptions/r21/correction', earlier)).status).toBe(201);
    expect((await take()).status).toBe(201);
  });

  it.each([
    [{ readings: ['R05:never'] }, '/readings/0'],
    [{ readings: [] }, '/readings'],
    [{ scope: 'some' }, '/scope'],
    [{ scope: { contractIds: ['c-1', 'nobody'] } }, '/scope/contractIds/1'],
    [{ adoptedOn: '2199-01-01' }, '/adoptedOn'],
    [{ edition: '1999-01-01' }, '/edition'],
    [{ colour: 'red' }, '/colour'],
  ])('is not just anything: %j', async (wrong, pointer) => {
    const answer = await adopt({ ...adoption, ...wrong });
    expect(answer.status).toBe(400);
    expect(problemIn(answer).errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('cannot be found, corrected or withdrawn where there is none', async () => {
    expect((await server.get('/v1/adoptions/none')).status).toBe(404);
    expect(
      (await server.post('/v1/adoptions/none/withdrawal', { withdrawnOn: '2026-07-01', reason: 'x' })).status,
    ).toBe(404);
    expect((await server.get('/v1/adoptions?cursor=nonsense')).status).toBe(400);
  });
});

describe('The impact of a reading, asked before it is adopted', () => {
  it('is what then becomes different', async () => {
    const server = await startServer();
    for (const contractId of ['c-1', 'c-2', 'c-3']) await liveThroughWorkedContract(server, contractId);
    const own = { ...adoption, readings: ['R05:once'], scope: { contractIds: ['c-3'] } };
    await server.post('/v1/adoptions', own);
    const request = { readings: ['R05:cumulative'], asOf: '2026-07-31' };
    const { body } = await server.post('/v1/impact', request);
    expect(body).toMatchObject({ examined: 3, contracts: 2, sum: '80000', readings: ['R05:cumulative'] });
    const impact = body as ImpactResponse;
    await server.post('/v1/adoptions', { ...adoption, readings: request.readings });
    for (const { contractId, after } of impact.mostAffected) {
      const { totals } = await server.read<ObligationsResponse>(
        `/v1/contracts/${contractId}/obligations?asOf=2026-07-31`,
      );
      expect(String(Number(totals.arisen) - Number(totals.reduced))).toBe(after);
    }
    expect((await server.post('/v1/impact', request)).body).toMatchObject({ contracts: 0, mostAffected: [] });
    const wrong = await server.post('/v1/impact', { readings: ['R05:never'] });
    expect(problemIn(wrong)).toMatchObject({ status: 400, errors: [{ pointer: '/readings/0' }] });
    await server.close();
  });
});

describe('The examples of adoptions', () => {
  it('are what is answered', async () => {
    const server = await startServer();
    await liveThroughWorkedContract(server, 'minato-mail');
    const same = (given: unknown): unknown =>
      JSON.parse(
        JSON.stringify(given)
          .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
          .replace(/"(position|recordedAt)":"[^"]+"/g, '"$1":""'),
      );
    const example = (name: string): { body?: object; answer: object } => ADOPTION_EXAMPLES[name] ?? { answer: {} };
    const told = async (name: string, path: string): Promise<void> => {
      const { body, answer } = example(name);
      expect(same((await server.post(path, body ?? {})).body)).toEqual(same(answer));
    };
    await told('getImpact', '/v1/impact');
    await told('adoptReadings', '/v1/adoptions');
    expect(same(await server.read('/v1/adoptions'))).toEqual(same(example('listAdoptions').answer));
    expect(same(await server.read('/v1/adoptions/annex-2-2026'))).toEqual(same(example('getAdoption').answer));
    await told('correctAdoption', '/v1/adoptions/annex-2-2026/correction');
    await told('withdrawAdoption', '/v1/adoptions/annex-2-2026/withdrawal');
    await server.close();
  });
});
