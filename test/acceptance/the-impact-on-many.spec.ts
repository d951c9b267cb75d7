import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ImpactJobs } from '@ledger/application';
import type { ImpactJobResponse, ImpactResponse } from '../../apps/api/src/adoptions/impact.responses.js';
import { EventSource } from '../support/event-source.js';
import { activate } from '../support/lives.js';
import { startServer, TOKEN, type Server } from '../support/server.js';

describe('What a reading would change for many contracts', () => {
  let server: Server;
  let few: ImpactResponse;
  const asked = { readings: ['R03:thirtieth'], asOf: '2026-07-31' };
  beforeAll(async () => {
    server = await startServer();
    for (let index = 0; index < 20; index += 1) await activate(server, `c-${String(index)}`);
    const answer = await server.post('/v1/impact', asked);
    expect(answer.status).toBe(200);
    few = answer.body as ImpactResponse;
    expect(few).toMatchObject({ examined: 20, contracts: 20 });
    // As if these were a hundred thousand.
    const begin = ImpactJobs.prototype.begin;
    jest.spyOn(ImpactJobs.prototype, 'begin').mockImplementation(function (this: ImpactJobs, request) {
      return begin.call(this, request, 1);
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await server.close();
  });

  it('is computed after the request is answered, watched, and read where the answer says', async () => {
    const begun = await server.post('/v1/impact', asked);
    const { impactId } = begun.body as ImpactJobResponse;
    expect(begun).toMatchObject({ status: 202, headers: { location: `/v1/impact/${impactId}` } });
    expect(begun.body).toMatchObject({ state: 'computing', total: 20, answer: null });
    const source = await EventSource.open(`${await server.listen()}/v1/impact/${impactId}/progress`, {
      authorization: `Bearer ${TOKEN}`,
    });
    let last: ImpactJobResponse | undefined;
    for (let message = await source.next(); message !== undefined; message = await source.next()) {
      if (message.data !== undefined) last = JSON.parse(message.data) as ImpactJobResponse;
    }
    expect(last).toMatchObject({ impactId, state: 'finished', done: 20, total: 20, answer: few });
    expect(await server.read(`/v1/impact/${impactId}`)).toEqual(last);
  });

  it('is computed no further when nobody wants it', async () => {
    const begun = await server.post('/v1/impact', asked);
    const { impactId } = begun.body as ImpactJobResponse;
    expect(await server.post(`/v1/impact/${impactId}/cancel`, {})).toMatchObject({ status: 200, body: { impactId } });
    expect((await server.get('/v1/impact/none')).status).toBe(404);
    expect((await server.post('/v1/impact/none/cancel', {})).status).toBe(404);
    expect((await server.get('/v1/impact/none/progress')).status).toBe(404);
  });
});
