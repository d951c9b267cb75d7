import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ContractResponse } from '../../apps/api/src/contracts/contract.responses.js';
import type { RegistersResponse } from '../../apps/api/src/contracts/registers.responses.js';
import { activate } from '../support/lives.js';
import { startServer, type Answer, type Server } from '../support/server.js';

describe('第6条: the administrator', () => {
  const at = '/v1/contracts/c-1';
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await activate(server, 'c-1');
  });
  afterAll(() => server.close());

  const askedBy = (requestedBy: string, requestedOn: string): Promise<Answer> =>
    server.post(`${at}/setting-changes`, { requestedBy, requestedOn, description: 'MXレコードの変更' });

  it('alone has settings changed, from the day of the appointment', async () => {
    expect(await askedBy('佐藤花子', '2026-02-01')).toMatchObject({
      status: 409,
      body: {
        type: '/problems/no-administrator',
        article: '6(3)',
        quote: '契約者は、第三者に設定権限を利用させないものとします。',
      },
    });
    await server.record(`${at}/administrators`, { name: '佐藤花子', from: '2026-02-01' });
    await server.record(`${at}/administrators`, { name: '鈴木一郎', from: '2026-03-01' });
    expect((await askedBy('佐藤花子', '2026-02-28')).status).toBe(201);
    expect(await askedBy('佐藤花子', '2026-03-01')).toMatchObject({
      body: { type: '/problems/not-the-administrator' },
    });
    expect((await askedBy('鈴木一郎', '2026-03-01')).status).toBe(201);
    expect(await server.read<ContractResponse>(`${at}?asOf=2026-02-15`)).toMatchObject({
      administrator: { name: '佐藤花子' },
    });
    expect(await server.read<ContractResponse>(`${at}?asOf=2026-03-15`)).toMatchObject({
      administrator: { name: '鈴木一郎' },
    });
  });

  it('is instructed after misuse, and follows or has still to', async () => {
    const report = await server.record(`${at}/misuse-reports`, { reportedOn: '2026-03-10', summary: '漏えい' });
    const give = (instruction: string): Promise<string> =>
      server.record(`${at}/misuse-reports/${report}/instructions`, { givenOn: '2026-03-11', instruction });
    const [followed] = [await give('変更'), await give('報告')];
    await server.record(`${at}/misuse-reports/${report}/instructions/${followed}/followed`, {
      followedOn: '2026-03-12',
    });
    const { misuseReports } = await server.read<RegistersResponse>(`${at}/registers?asOf=2026-03-20`);
    expect(misuseReports[0]?.instructions.map(({ open, days }) => ({ open, days }))).toEqual([
      { open: false, days: 1 },
      { open: true, days: 9 },
    ]);
  });
});
