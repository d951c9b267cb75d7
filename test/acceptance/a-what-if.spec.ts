import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExplanationDiffResponse, WhatIfResponse } from '../../apps/api/src/contracts/what-if.responses.js';
import { liveThroughWorkedContract } from '../support/lives.js';
import { startServer, type Answer, type Server } from '../support/server.js';

const AT = '/v1/contracts/aozora';
const PLAIN = ['contract', 'termination', 'obligations', 'credits', 'deadlines'] as const;

describe('What if, for one contract', () => {
  let server: Server;
  let noticeId: string;
  beforeAll(async () => {
    server = await startServer();
    await liveThroughWorkedContract(server, 'aozora');
    const { items } = await server.read<{ items: { id: string; type: string }[] }>(`${AT}/events`);
    noticeId = items.find(({ type }) => type === 'NoticeReceived')?.id ?? '';
  });
  afterAll(() => server.close());

  const ask = async (body: object): Promise<WhatIfResponse> => {
    const answer = await server.post(`${AT}/what-if`, body);
    expect([answer.status, answer.text]).toEqual([200, answer.text]);
    return answer.body as WhatIfResponse;
  };
  const differing = ({ differences }: WhatIfResponse): Readonly<Record<string, string | null>> =>
    Object.fromEntries(differences.map(({ figure, yen }) => [figure, yen]));

  it('nothing were otherwise: every figure as the plain questions answer it, and no difference', async () => {
    const { differences, figures, premises } = await ask({ asOf: '2026-07-31' });
    expect(differences).toEqual([]);
    expect(premises).toEqual({ asOf: '2026-07-31' });
    expect(Object.keys(figures).sort()).toEqual([...PLAIN, 'totals'].sort());
    const obligations = await server.read<{ items: unknown; totals: unknown }>(`${AT}/obligations?asOf=2026-07-31`);
    expect(figures).toMatchObject({ obligations: obligations.items, totals: obligations.totals });
    expect(figures.termination).toMatchObject({ status: 'effective', effectiveOn: '2026-06-30' });
  });

  it('the notice had arrived a month later: what it costs less, and why', async () => {
    const replacement = { subject: 'contract', arrivedAt: '2026-07-01', form: 'prescribed' };
    const answer = await ask({
      asOf: '2026-07-31',
      hypotheses: [{ kind: 'corrected', eventId: noticeId, replacement }],
    });
    expect(differing(answer)).toMatchObject({
      'obligations/monthly-fee:base:2026-07': '31000',
      'obligations/early-termination-charge:1:base': '-31000',
    });
    const charge = answer.differences.find(({ figure }) => figure === 'obligations/early-termination-charge:1:base');
    expect(charge?.because[0]).toMatchObject({
      label: 'day of arrival',
      left: { value: '2026-05-20' },
      right: { value: '2026-07-01' },
    });
    expect(charge?.explanation).toBeNull();
    const deadline = answer.differences.find(({ figure }) => figure.startsWith('deadlines/contract-ends:'));
    expect(deadline?.after).toMatchObject({ on: '2026-07-31' });
    expect(deadline?.because[0]).toMatchObject({ label: 'day of arrival', right: { value: '2026-07-01' } });
  });

  it('asked about one figure: that alone, with both explanations where they are wanted', async () => {
    const answer = await ask({
      asOf: '2026-07-31',
      readings: ['R04:whole-months'],
      figure: 'obligations/early-termination-charge:1:base',
      explain: true,
    });
    expect(answer.figures).toEqual({ obligations: [expect.objectContaining({ amount: '217000' })] });
    expect(answer.differences).toMatchObject([
      { yen: '17000', explanation: { before: { value: '200000' }, after: { value: '217000' } } },
    ]);
    expect(answer.readings).toEqual(['R04:whole-months']);
    expect((await server.post(`${AT}/what-if`, { figure: 'obligations/no-such' })).status).toBe(404);
  });

  it('under an edition that is only thought of', async () => {
    const edition = { id: 'draft', parameters: { noticePeriod: { days: 60 } } };
    const answer = await ask({ asOf: '2026-07-31', edition, figure: 'termination' });
    expect(answer.edition.id).toBe('draft');
    expect(answer.figures.termination).toMatchObject({ effectiveOn: '2026-07-19' });
    expect(answer.differences[0]?.because[0]).toMatchObject({ left: { value: '30' }, right: { value: '60' } });
  });

  it('really recorded: the same figures, and until then nothing was', async () => {
    const claim = { kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-06-01', amount: '150000' } };
    const before = await server.read<{ revision: number }>(AT);
    const supposed = await ask({ asOf: '2026-07-31', hypotheses: [claim] });
    expect(await server.read<{ revision: number }>(AT)).toMatchObject({ revision: before.revision });
    expect(differing(supposed)).toMatchObject({ totals: '-150000' });
    await server.record(`${AT}/payments`, claim.data);
    const recorded = await ask({ asOf: '2026-07-31' });
    expect(recorded.figures).toEqual(supposed.figures);
    expect(recorded.differences).toEqual([]);
  });

  it('impossible: refused as recording it would be, saying which hypothesis and what it would break', async () => {
    const refused = async (hypotheses: readonly object[]): Promise<Answer> =>
      server.post(`${AT}/what-if`, { hypotheses });
    const events = await server.read<{ items: { id: string; type: string }[] }>(`${AT}/events`);
    const acceptance = events.items.find(({ type }) => type === 'ContractAccepted')?.id ?? '';
    const payment = { kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-06-01', amount: '1' } };
    const broken = await refused([payment, { kind: 'voided', eventId: acceptance }]);
    expect([broken.status, broken.body]).toMatchObject([409, { type: '/problems/broken-history', hypothesis: 1 }]);
    const malformed = await refused([{ kind: 'added', type: 'PaymentReceived', data: { amount: '1' } }]);
    expect([malformed.status, malformed.body]).toMatchObject([
      400,
      { errors: [{ pointer: '/hypotheses/0/data/receivedOn' }] },
    ]);
    expect((await refused(Array.from({ length: 101 }, () => payment))).status).toBe(400);
    expect((await server.post(`${AT}/what-if`, { guess: 1 })).status).toBe(400);
  });

  it('asked in a way that it cannot be: refused by the place in the body where that stands', async () => {
    const beyond = { knownAt: 'position:999999' };
    for (const [path, body, pointer] of [
      [`${AT}/what-if`, beyond, '/knownAt'],
      [`${AT}/explanation-diff`, { figure: 'totals', left: beyond, right: {} }, '/knownAt'],
      ['/v1/impact', { readings: ['R05:separate'], asOf: '2300-01-01' }, '/asOf'],
    ] as const) {
      const answer = await server.post(path, body);
      expect([path, answer.status, answer.body]).toMatchObject([path, 400, { errors: [{ pointer }] }]);
    }
  });

  it('lays then and now, and a quote and its outcome, side by side', async () => {
    const compare = async (body: object): Promise<ExplanationDiffResponse> => {
      const answer = await server.post(`${AT}/explanation-diff`, body);
      expect([answer.status, answer.text]).toEqual([200, answer.text]);
      return answer.body as ExplanationDiffResponse;
    };
    const quote = { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-07-31', form: 'prescribed' };
    const quoted = await compare({
      figure: 'termination',
      left: { asOf: '2026-07-31', hypotheses: [{ kind: 'voided', eventId: noticeId }], quote },
      right: { asOf: '2026-07-31' },
    });
    expect(quoted.premises[0]).toMatchObject({
      label: 'designated date',
      left: { value: '2026-07-31', facts: ['hypothesis-2'] },
      right: { value: '2026-06-30', facts: [noticeId] },
    });
    const same = await compare({ figure: 'totals', left: { asOf: '2026-07-31' }, right: { asOf: '2026-07-31' } });
    expect(same).toMatchObject({ yen: '0', premises: [], explanation: { state: 'same', children: [] } });
    const wrong = await server.post(`${AT}/explanation-diff`, { figure: 'totals', left: { quote: {} }, right: {} });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('"/left/quote/subject"')]);
  });
});
