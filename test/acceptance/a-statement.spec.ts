import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OwedResponse } from '../../apps/api/src/disputes/owed.responses.js';
import type { ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import type { StatementAgainResponse, StatementsResponse } from '../../apps/api/src/statements/statements.responses.js';
import { liveThroughWorkedContract } from '../support/lives.js';
import { recordedIn, startServer, type Server } from '../support/server.js';

const AT = '/v1/contracts/aozora';
const CHARGE = 'early-termination-charge:1:base';
const ASKED = { statementId: 'july', figure: `obligations/${CHARGE}`, asOf: '2026-07-31', toldTo: '青空' };

describe('A statement to be relied on', () => {
  let server: Server;
  let noticeId: string;
  beforeAll(async () => {
    server = await startServer();
    await liveThroughWorkedContract(server, 'aozora');
    const { items } = await server.read<{ items: { id: string; type: string }[] }>(`${AT}/events`);
    noticeId = items.find(({ type }) => type === 'NoticeReceived')?.id ?? '';
  });
  afterAll(() => server.close());
  const read = (): Promise<StatementAgainResponse> => server.read<StatementAgainResponse>(`${AT}/statements/july`);

  it('is made once, whatever happens between a request and its repetition, and changes no figure', async () => {
    const figures = (): Promise<readonly unknown[]> =>
      Promise.all(
        ['obligations', 'termination', 'credits', 'deadlines'].map(async (figure) => ({
          ...(await server.read<object>(`${AT}/${figure}?asOf=2026-07-31`)),
          position: '',
        })),
      );
    const before = await figures();
    const key = { 'idempotency-key': 'statement-july' };
    const made = await server.post(`${AT}/statements`, ASKED, key);
    expect([made.status, recordedIn(made).events[0]?.type]).toEqual([201, 'StatementMade']);
    const again = await server.post(`${AT}/statements`, ASKED, key);
    expect([again.status, again.body]).toEqual([201, made.body]);
    expect(await figures()).toEqual(before);
    expect((await server.post(`${AT}/statements`, ASKED)).status).toBe(409);
  });

  it('keeps the answer, what it was given under, and is given again the same', async () => {
    const statement = await read();
    const { items } = await server.read<ObligationsResponse>(`${AT}/obligations?asOf=2026-07-31`);
    expect(statement).toMatchObject({
      answer: items.find(({ id }) => id === CHARGE),
      premises: { asOf: '2026-07-31', readings: [], position: expect.stringMatching(/^\d+$/) },
      explanationDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
      toldTo: '青空',
      again: { same: true, difference: null, sameExplanation: true },
      today: { difference: null },
    });
    expect((await server.read<StatementsResponse>(`${AT}/statements`)).items).toHaveLength(1);
  });

  it('counts as told to the contractor', async () => {
    const { asTold, items } = await server.read<OwedResponse>(`${AT}/owed?on=2199-01-01`);
    expect(asTold.stated).toBe('200000');
    expect(items.find(({ obligationId }) => obligationId === CHARGE)?.asTold).toMatchObject({
      kind: 'statement',
      asOf: '2026-07-31', // not the day that is asked about
      value: '200000',
    });
  });

  it('stays what it was after a correction recorded later, beside what the question says today', async () => {
    const replacement = { subject: 'contract', arrivedAt: '2026-07-01', form: 'prescribed' };
    const corrected = await server.post(`${AT}/corrections`, {
      eventId: noticeId,
      reason: '到達日の訂正',
      replacement,
    });
    expect(corrected.status).toBe(201);
    expect(await read()).toMatchObject({
      answer: { amount: '200000' },
      again: { same: true, difference: null },
      today: { answer: { amount: '169000' }, difference: { path: '/amount', was: '200000', is: '169000' } },
    });
  });

  it('is made by the ledger alone, and of figures that there are', async () => {
    const unknown = await server.post(`${AT}/statements`, { figure: 'obligations/none' });
    expect(unknown.status).toBe(404);
    const { items } = await server.read<{ items: { id: string; type: string; data: object }[] }>(
      `${AT}/events?type=StatementMade`,
    );
    const [event] = items;
    const forged = { eventId: event?.id, reason: '訂正', replacement: { ...event?.data, codeVersion: '9' } };
    expect((await server.post(`${AT}/corrections`, forged)).status).toBe(409);
    expect((await server.post(`${AT}/statements`, { figure: 'totals', answer: { arisen: '0' } })).status).toBe(400);
  });
});
