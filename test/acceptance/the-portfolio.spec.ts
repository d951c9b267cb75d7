import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EventsResponse } from '../../apps/api/src/contracts/events.responses.js';
import type { ContractsResponse } from '../../apps/api/src/portfolio/portfolio.responses.js';
import { activate, apply, liveThroughWorkedContract } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

describe('The portfolio', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    for (const contractId of ['d', 'b', 'e', 'a']) await apply(server, contractId);
    await activate(server, 'active');
    await liveThroughWorkedContract(server, 'worked');
  });
  afterAll(() => server.close());

  const list = (query: string): Promise<ContractsResponse> => server.read<ContractsResponse>(`/v1/contracts${query}`);
  const idsOf = ({ items }: ContractsResponse): readonly string[] => items.map(({ contractId }) => contractId);

  it('shows what was written just before, in the order of ids', async () => {
    expect(idsOf(await list(''))).toEqual(['a', 'active', 'b', 'd', 'e', 'worked']);
    expect((await list('?q=worked')).items).toEqual([
      {
        contractId: 'worked',
        contractor: '株式会社みなと',
        status: 'terminated',
        billingStartedOn: '2026-01-15',
        minimumPeriodEndsOn: '2027-01-14',
        effectiveEndOn: '2026-06-30',
        outstanding: '548919',
        stale: null,
      },
    ]);
  });

  it('says of itself what every answer says', async () => {
    const [active, worked] = [await list('?q=active'), await server.read<object>('/v1/contracts/worked')];
    const { asOf, knownAt, readings, position, edition, codeVersion } = worked as ContractsResponse;
    expect(active).toMatchObject({ asOf, knownAt, readings, position, edition, codeVersion });
    expect(edition).toEqual({ id: '2022-11-01', warning: null });
  });

  it('is looked through by status, name and end', async () => {
    expect(idsOf(await list('?status=active'))).toEqual(['active']);
    expect(idsOf(await list(`?q=${encodeURIComponent('みなと')}&status=applied`))).toEqual(['a', 'b', 'd', 'e']);
    expect(idsOf(await list('?endsBefore=2026-07-01'))).toEqual(['worked']);
    expect(idsOf(await list('?endsBefore=2026-06-30'))).toEqual([]);
  });

  it('holds the position that is asked for, and refuses what is none', async () => {
    const { position } = await list('');
    expect(await list(`?minPosition=${position}`)).toEqual(await list(''));
    expect((await server.get('/v1/contracts?minPosition=soon')).status).toBe(400);
  });

  it('has pages that do not shift while contracts are added', async () => {
    const first = await list('?limit=2');
    await apply(server, 'aa');
    const second = await list(`?limit=2&cursor=${first.nextCursor ?? ''}`);
    const third = await list(`?limit=2&cursor=${second.nextCursor ?? ''}`);
    expect([first, second, third].flatMap(idsOf)).toEqual(['a', 'active', 'b', 'd', 'e', 'worked']);
    expect(third.nextCursor).toBeNull();
    expect(idsOf(await list('?q=aa'))).toEqual(['aa']);
  });

  it('takes a cursor for the list that it was made for, and for no other', async () => {
    const { nextCursor } = await list('?limit=2');
    for (const other of [
      `/v1/contracts?limit=2&status=applied&cursor=`,
      '/v1/contracts/worked/events?limit=2&cursor=',
    ]) {
      expect(await server.get(other + (nextCursor ?? ''))).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/query/cursor' }] },
      });
    }
  });

  it('leads to the events of a contract, page by page', async () => {
    const all = await server.read<EventsResponse>('/v1/contracts/worked/events');
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: EventsResponse = await server.read<EventsResponse>(`/v1/contracts/worked/events?limit=3${query}`);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(all.items.map(({ id }) => id));
  });
});
