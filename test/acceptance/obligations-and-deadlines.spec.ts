import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeadlinesResponse, ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import type { DeadlineListResponse, ObligationListResponse } from '../../apps/api/src/portfolio/portfolio.responses.js';
import { activate, liveThroughWorkedContract } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

describe('What all contracts owe, and when', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'active');
    await liveThroughWorkedContract(server, 'worked');
    await server.record('/v1/contracts', {
      contractId: 'evil',
      contractor: { name: '=HYPERLINK("http://evil"),' },
      appliedOn: '2025-12-01',
    });
    await server.record('/v1/contracts/evil/fee-quotes', { quotedOn: '2025-12-02', initialFee: '1', monthlyFee: '2' });
    await server.record('/v1/contracts/evil/acceptance', { acceptedOn: '2025-12-03' });
  });
  afterAll(() => server.close());

  const list = (query: string): Promise<ObligationListResponse> =>
    server.read<ObligationListResponse>(`/v1/obligations?limit=200&${query}`);
  const idsOf = ({ items }: { items: readonly { contractId: string; id: string }[] }): readonly string[] =>
    items.map(({ contractId, id }) => `${contractId} ${id}`);

  it('is what every contract says of itself', async () => {
    for (const contractId of ['active', 'worked']) {
      const own = await server.read<ObligationsResponse>(`/v1/contracts/${contractId}/obligations`);
      const { items } = await list('');
      const listed = items.filter((item) => item.contractId === contractId);
      const withoutMore = listed.map(({ contractId: _, counterparty: __, stale: ___, ...item }) => item);
      expect(withoutMore).toHaveLength(own.items.length);
      expect(withoutMore).toEqual(expect.arrayContaining([...own.items]));
      const deadlines = await server.read<DeadlinesResponse>(`/v1/contracts/${contractId}/deadlines`);
      const all = await server.read<DeadlineListResponse>('/v1/deadlines');
      expect(
        all.items
          .filter((item) => item.contractId === contractId)
          .map(({ contractId: _, contractor: __, stale: ___, ...item }) => item),
      ).toEqual(deadlines.items);
    }
  });

  it('is found by date, amount and counterparty, any of them together, dates and amounts as ranges', async () => {
    const name = encodeURIComponent('みなと');
    const march = idsOf(await list('month=2026-03'));
    expect(idsOf(await list('from=2026-03-01&to=2026-03-31'))).toEqual(march);
    expect(idsOf(await list('month=2026-03&amountFrom=6200&amountTo=6200'))).toEqual([
      'worked monthly-fee:homepage:2026-03',
    ]);
    expect(idsOf(await list(`counterparty=${name}&amountTo=-1`))).toEqual(['worked reduction:outage-1']);
    expect(idsOf(await list(`counterparty=nobody&month=2026-03`))).toEqual([]);
    expect(idsOf(await list('status=settled&month=2026-03'))).toEqual([]);
    expect((await list('month=2026-03')).items[0]).toMatchObject({
      arisesOn: '2026-03-01',
      status: 'open',
      stale: null,
    });
  });

  it('comes in pages, each obligation once', async () => {
    const all = idsOf(await list(''));
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: ObligationListResponse = await server.read(`/v1/obligations?limit=7${query}`);
      found.push(...idsOf(page));
      cursor = page.nextCursor;
    }
    expect(found).toEqual(all);
  });

  it('is a table, too: every row, quoted as RFC 4180 says, with nothing that a spreadsheet would compute', async () => {
    for (const [path, headers] of [
      ['/v1/obligations', { accept: 'text/csv' }],
      ['/v1/obligations.csv', {}],
    ] as const) {
      const answer = await server.get(path, headers);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
      const lines = answer.text.split('\r\n');
      expect(lines.at(-1)).toBe('');
      expect(lines).toHaveLength((await list('')).items.length + 2);
      expect(lines[0]).toBe(
        'contractId,counterparty,obligationId,kind,subject,item,article,periodFrom,periodTo,arisesOn,amount,settled,outstanding,status,staleSince,staleReason,disputes',
      );
      expect(lines).toContain(
        `evil,"'=HYPERLINK(""http://evil""),",initial-fee:base,initial-fee,base,,8,,,2025-12-03,1,0,1,open,,,`,
      );
      expect(answer.text).toContain(',reduction,,,10,,,2026-04-01,-2480,-2480,0,settled,,');
    }
    const { text } = await server.get('/v1/obligations.csv?bom=true&month=2026-03');
    expect(text.startsWith('\uFEFFcontractId,')).toBe(true);
    expect(text.split('\r\n')).toHaveLength((await list('month=2026-03')).items.length + 2);
  });

  it('is a calendar, too', async () => {
    const { text, headers } = await server.get('/v1/deadlines.ics?kind=minimum-period-ends');
    expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
    const { items } = await server.read<DeadlineListResponse>('/v1/deadlines?kind=minimum-period-ends');
    expect(items.map(({ contractId }) => contractId)).toEqual(['active']);
    expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(1);
    expect(text.replaceAll('\r\n ', '')).toContain(`UID:${items[0]?.id ?? ''}@active.contract-ledger`);
  });

  it('refuses what cannot be meant', async () => {
    for (const [query, pointer] of [
      ['obligations?month=2026-13', '/query/month'],
      ['obligations?month=2026-03&from=2026-03-01', '/query/month'],
      ['obligations?amountFrom=1.5', '/query/amountFrom'],
      ['obligations?asOf=2026-03-01', '/query/asOf'],
      ['obligations?cursor=x', '/query/cursor'],
      ['obligations.csv?limit=5', '/query/limit'],
      ['deadlines?kind=x', '/query/kind'],
      ['deadlines.ics?cursor=x', '/query/cursor'],
    ]) {
      expect(await server.get(`/v1/${query ?? ''}`)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    }
    expect((await server.get('/v1/obligations', { accept: 'text/html' })).status).toBe(406);
    expect((await server.get('/v1/obligations.csv', { accept: 'application/json' })).status).toBe(406);
  });

  it('changes with the calendar alone', async () => {
    const before = idsOf(await list('from=2026-08-02'));
    expect(before).toEqual([]);
    server.clock.set('2026-09-01T00:00:00+09:00');
    expect(idsOf(await list('from=2026-08-02'))).toEqual(['active monthly-fee:base:2026-09']);
    server.clock.set('2027-01-16T00:00:00+09:00');
    const { items } = await server.read<DeadlineListResponse>('/v1/deadlines?kind=minimum-period-ends');
    expect(items).toEqual([]);
  });
});
