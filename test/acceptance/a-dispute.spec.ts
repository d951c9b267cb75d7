import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CreditsResponse, ObligationsResponse } from '../../apps/api/src/contracts/figures.responses.js';
import type {
  ComparisonResponse,
  DisputeResponse,
  DisputesResponse,
} from '../../apps/api/src/disputes/disputes.responses.js';
import type { ObligationListResponse } from '../../apps/api/src/portfolio/portfolio.responses.js';
import type { LapsedRightsResponse, OwedResponse } from '../../apps/api/src/disputes/owed.responses.js';
import { DISPUTE_COMMAND_EXAMPLES, type DisputeCommandExample } from '../../apps/api/src/examples/dispute-commands.js';
import { DISPUTE_READ_EXAMPLES } from '../../apps/api/src/examples/disputes.js';
import { activate, addHomepage } from '../support/lives.js';
import { eventOf, problemIn, startServer, type Server } from '../support/server.js';

const PROOF = { sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', name: '配達証明.pdf' };

/** A contract with an outage of nearly three days in March, of which a claim was recorded: its event's id. */
const withClaim = async (server: Server, contractId: string, arrivedOn: string): Promise<string> => {
  await activate(server, contractId);
  await addHomepage(server, contractId);
  const at = `/v1/contracts/${contractId}`;
  await server.record(`${at}/outages`, {
    outageId: 'march',
    occurredAt: '2026-03-10T08:30:00+09:00',
    awareAt: '2026-03-10T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  });
  await server.record(`${at}/outages/march/recovery`, { recoveredAt: '2026-03-13T08:59:00+09:00' });
  return server.record(`${at}/outages/march/claim`, { arrivedOn });
};

describe('A contractor says that the claim arrived in time', () => {
  const at = '/v1/disputes/claim';
  let server: Server;
  let claim: string;
  beforeAll(async () => {
    server = await startServer();
    claim = await withClaim(server, 'c-1', '2026-06-20');
  });
  afterAll(() => server.close());
  const read = (): Promise<DisputeResponse> => server.read<DisputeResponse>(at);
  const compared = (query = ''): Promise<ComparisonResponse> =>
    server.read<ComparisonResponse>(`${at}/comparison${query}`);

  it('is told what the reduction would have been', async () => {
    const { items } = await server.read<LapsedRightsResponse>('/v1/contracts/c-1/lapsed-rights?asOf=2026-07-31');
    expect(items).toMatchObject([
      {
        outageId: 'march',
        claimBy: '2026-06-11',
        claims: [{ eventId: claim, arrivedOn: '2026-06-20' }],
        amount: '2480',
        outstanding: '-2480',
        text: 'had the claim arrived by 2026-06-11 the reduction would have been 2480 yen',
        article: '10',
      },
    ]);
  });

  it('has a dispute opened, once, on what is known now', async () => {
    const body = {
      disputeId: 'claim',
      contractIds: ['c-1'],
      question: { figure: 'credits/march', asOf: '2026-07-31' },
      subject: '請求書の到達日',
    };
    const answer = await server.post('/v1/disputes', body, { 'idempotency-key': 'k' });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: at, etag: '"0"' },
      body: { disputeId: 'claim', revision: 0, events: [{ type: 'DisputeOpened', revision: 0 }] },
    });
    const again = await server.post('/v1/disputes', body, { 'idempotency-key': 'k' });
    expect(again).toMatchObject({ headers: { 'idempotency-replayed': 'true' }, body: answer.body });
    expect(problemIn(await server.post('/v1/disputes', body))).toMatchObject({
      status: 409,
      type: '/problems/dispute-exists',
      event: eventOf(answer),
    });
    expect(await read()).toMatchObject({ state: 'open', knownAt: expect.stringMatching(/^position:\d+$/), sides: [] });
  });

  it('says what it holds, with what proves it', async () => {
    expect(problemIn(await server.get(`${at}/comparison`))).toMatchObject({ status: 404 });
    await server.record(`${at}/positions`, { side: 'ours', statement: '6 月 20 日の消印を確認' });
    const position = {
      side: 'theirs',
      statement: '6 月 10 日に到達した',
      readings: ['R02:next-business-day', 'R13:latest'],
      hypotheses: [
        {
          kind: 'corrected',
          eventId: claim,
          replacement: { arrivedOn: '2026-06-10' },
          point: 'arrival',
          documents: [PROOF],
        },
      ],
    };
    const answer = await server.post(`${at}/positions`, position, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status: 201, headers: { etag: '"2"' } });
    expect((await server.post(`${at}/positions`, position, { 'if-match': '"1"' })).status).toBe(412);
    expect((await read()).positions).toMatchObject([
      { side: 'ours', value: '0', refused: null, who: 'alice' },
      {
        side: 'theirs',
        value: '2480',
        statement: '6 月 10 日に到達した',
        hypotheses: [{ contractId: 'c-1', of: 'ReductionClaimed', documents: [PROOF] }],
      },
    ]);
  });

  it('sees what makes the difference, and what each point is worth', async () => {
    const comparison = await compared();
    expect(comparison).toMatchObject({
      first: { side: 'ours', value: '0' },
      other: { side: 'theirs', value: '2480' },
      difference: '2480',
      method: 'exact',
      smallestFromFirst: [['c-1/arrival']],
      smallestFromOther: [['c-1/arrival']],
      interaction: '0',
      impossible: [],
    });
    expect(comparison.points.map(({ id, together }) => [id, together])).toEqual([
      ['R02', '0'],
      ['R13', '0'],
      ['c-1/arrival', '2480'],
    ]);
    expect(comparison.lines.filter(({ difference }) => difference !== '0')).toMatchObject([
      { figure: 'totals', difference: '-2480' },
      { figure: 'credits/march', first: '0', other: '2480' },
      { figure: 'credits/march/status', first: 'lapsed', other: 'claimed', difference: null },
      { figure: 'obligations/reduction:march', first: null, other: '-2480' },
    ]);
    expect(await compared('?first=theirs&other=recorded')).toMatchObject({
      difference: '-2480',
      smallestFromFirst: [['c-1/arrival']],
    });
  });

  it('keeps to what was known when it was opened', async () => {
    await server.record('/v1/contracts/c-1/payments', { receivedOn: '2026-07-30', amount: '1000' });
    expect((await compared()).lines.find(({ figure }) => figure === 'totals')?.difference).toBe('-2480');
    const position = { side: 'theirs', hypotheses: [{ kind: 'voided', eventId: 'unknown' }] };
    expect(problemIn(await server.post(`${at}/positions`, position))).toMatchObject({
      status: 400,
      errors: [{ pointer: '/hypotheses/0/eventId' }],
    });
  });

  it('has what is contested carry its name', async () => {
    const { items } = await server.read<CreditsResponse>('/v1/contracts/c-1/credits?asOf=2026-07-31');
    expect(items).toMatchObject([{ outageId: 'march', disputes: ['claim'] }]);
    const rows = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-07-31');
    expect(rows.items.filter(({ disputes }) => disputes !== undefined)).toEqual([]); // no row has arisen yet
  });

  it('is decided for the contractor, and ends in the correction that names it', async () => {
    await server.record(`${at}/notes`, { text: '郵便局に照会した' });
    await server.record(`${at}/decision`, { decidedOn: '2026-08-01', side: 'theirs', reason: '配達証明による' });
    expect((await read()).state).toBe('decided');
    const closing = { closedOn: '2026-08-01', outcome: 'corrections', reason: '到達日を訂正した' };
    expect(problemIn(await server.post(`${at}/closing`, closing))).toMatchObject({
      status: 409,
      type: '/problems/nothing-names-the-dispute',
    });
    const correction = await server.record('/v1/contracts/c-1/corrections', {
      eventId: claim,
      reason: '配達証明による',
      replacement: { arrivedOn: '2026-06-10' },
      disputeId: 'claim',
    });
    const rows = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-07-31');
    expect(rows.items.filter(({ disputes }) => disputes !== undefined)).toMatchObject([
      { id: 'reduction:march', amount: '-2480', disputes: ['claim'] },
    ]);
    const contested = async (): Promise<readonly object[]> =>
      (await server.read<ObligationListResponse>('/v1/obligations')).items.filter((row) => row.disputes !== undefined);
    expect(await contested()).toMatchObject([{ contractId: 'c-1', id: 'reduction:march', disputes: ['claim'] }]);
    const table = (): Promise<string> => server.get('/v1/obligations.csv').then(({ text }) => text);
    expect((await table()).split('\r\n').filter((line) => line.endsWith(',claim'))).toMatchObject([
      expect.stringContaining('reduction:march'),
    ]);
    await server.record(`${at}/closing`, closing);
    expect(await table()).not.toContain('claim');
    expect(await contested()).toEqual([]);
    expect(await read()).toMatchObject({
      state: 'closed',
      outcome: 'corrections',
      links: [{ kind: 'correction', contractId: 'c-1', eventId: correction, type: 'EventCorrected' }],
      notes: [{ text: '郵便局に照会した' }],
      decision: { side: 'theirs' },
      closing: { reason: '到達日を訂正した' },
    });
    expect(await compared()).toMatchObject({ difference: '2480' }); // what was known then stays as it was
    const { items } = await server.read<CreditsResponse>('/v1/contracts/c-1/credits?asOf=2026-07-31');
    expect(items[0]).not.toHaveProperty('disputes');
    expect(problemIn(await server.post(`${at}/notes`, { text: '追記' }))).toMatchObject({
      status: 409,
      type: '/problems/dispute-closed',
    });
  });

  it('finds what was owed, then and now, and what made it different', async () => {
    const owed = await server.read<OwedResponse>('/v1/contracts/c-1/owed?on=2026-08-01');
    expect(owed.asKnownThen).not.toBeNull();
    expect(owed.differences).toEqual([]); // all of it was recorded on that day
    const earlier = await server.read<OwedResponse>('/v1/contracts/c-1/owed?on=2026-07-31');
    expect(earlier.asKnownThen).toBeNull();
    expect(earlier.differences.find(({ figure }) => figure === 'obligations/reduction:march')).toMatchObject({
      difference: '-2480',
      events: expect.arrayContaining([expect.objectContaining({ type: 'EventCorrected' })]),
    });
  });
});

describe('The examples of disputes', () => {
  it('are what is answered', async () => {
    const server = await startServer();
    const claim = await withClaim(server, 'minato-mail', '2026-06-20');
    const numbered = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
          .replaceAll(/"position":"\d+"/g, '"position":"1"'),
      );
    for (const [name, { body, event, path = {} }] of Object.entries<DisputeCommandExample>(DISPUTE_COMMAND_EXAMPLES)) {
      const to = { openDispute: '', takePosition: '/positions', addDisputeNote: '/notes', decideDispute: '/decision' };
      const at = path['disputeId'] === undefined ? '' : `/${path['disputeId']}`;
      const text = JSON.stringify(body).replaceAll('0ad3f1c6-3c4f-8a1e-9d1b-6f2a4d1c7e55', claim);
      const answer = await server.post(
        `/v1/disputes${at}${(to as Readonly<Record<string, string>>)[name] ?? '/closing'}`,
        text,
      );
      expect([name, answer.status]).toEqual([name, 201]);
      expect(answer.body).toMatchObject({ events: [{ type: event }] });
    }
    for (const [name, { url, answer }] of Object.entries(DISPUTE_READ_EXAMPLES)) {
      expect([name, numbered(await server.read(url))]).toEqual([name, numbered(answer)]);
    }
    await server.close();
  });
});

describe('A dispute that is settled', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startServer();
    await withClaim(server, 'c-1', '2026-04-01');
    await withClaim(server, 'c-2', '2026-04-01');
  });
  afterAll(() => server.close());

  it('runs from the opening over two contracts to the settlement, linked both ways', async () => {
    const opened = await server.post('/v1/disputes', {
      contractIds: ['c-1', 'c-2'],
      question: { figure: 'totals', asOf: '2026-07-31' },
      subject: '減額の基礎',
      documents: [PROOF],
    });
    const { disputeId } = opened.body as { readonly disputeId: string };
    expect(disputeId).toMatch(/^d-[0-9a-z]{16}$/);
    const at = `/v1/disputes/${disputeId}`;
    const { position } = opened.body as { readonly position: string };
    expect(await server.read(`/v1/contracts?minPosition=${position}`)).toMatchObject({
      items: [{ contractId: 'c-1', disputes: [disputeId] }, { contractId: 'c-2' }],
    });
    const rows = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-07-31');
    expect(rows.items.every(({ disputes }) => disputes?.includes(disputeId) === true)).toBe(true);
    await server.record(`${at}/positions`, { side: 'ours', readings: ['R06:base-only'] });
    await server.record(`${at}/positions`, { side: 'theirs' });
    const comparison = await server.read<ComparisonResponse>(`${at}/comparison`);
    expect(comparison).toMatchObject({ difference: '-828', smallestFromFirst: [['R06']] }); // 2 x (2480 - 2066)
    const narrowed = await server.read<ObligationsResponse>('/v1/contracts/c-1/obligations?asOf=2026-07-31');
    expect(narrowed.items.filter(({ disputes }) => disputes !== undefined).map(({ id }) => id)).toEqual([
      'reduction:march',
    ]);
    const settlement = await server.record('/v1/contracts/c-2/settlements', {
      agreedOn: '2026-08-01',
      waived: '400',
      disputeId,
      reason: '和解',
    });
    await server.record(`${at}/closing`, { closedOn: '2026-08-01', outcome: 'settlement', reason: '和解成立' });
    expect((await server.read<DisputeResponse>(at)).links).toMatchObject([
      { kind: 'settlement', contractId: 'c-2', eventId: settlement },
    ]);
    expect(await server.read('/v1/contracts/c-2/payments?asOf=2026-08-01')).toMatchObject({
      settlements: [{ settlementId: settlement, disputeId }],
    });
  });

  it('may end in a reading adopted for the contract, from then the default of its answers', async () => {
    const at = '/v1/disputes/reading';
    await server.record('/v1/disputes', {
      disputeId: 'reading',
      contractIds: ['c-1'],
      question: { figure: 'credits/march', asOf: '2026-07-31' },
      subject: '減額の基礎',
    });
    await server.record(`${at}/positions`, { side: 'theirs', readings: ['R06:base-only'] });
    const closing = { closedOn: '2026-08-01', outcome: 'adopted-reading', reason: '解釈を採用した' };
    expect((await server.post(`${at}/closing`, closing)).status).toBe(409);
    await server.record('/v1/adoptions', {
      readings: ['R06:base-only'],
      scope: { contractIds: ['c-1'] },
      adoptedOn: '2026-08-01',
      from: '2026-01-01',
      reason: '合意',
      disputeId: 'reading',
    });
    await server.record(`${at}/closing`, closing);
    expect((await server.read<DisputeResponse>(at)).links).toMatchObject([{ kind: 'adoption', contractId: null }]);
    const credits = await server.read<CreditsResponse>('/v1/contracts/c-1/credits?asOf=2026-07-31');
    expect(credits).toMatchObject({ readings: ['R06:base-only'], items: [{ amount: '2066' }] });
    // To the dispute it was not adopted yet: what it stands on is what was known when it was opened.
    expect(await server.read<ComparisonResponse>(`${at}/comparison?first=recorded`)).toMatchObject({
      first: { value: '2480' },
      other: { value: '2066' },
      smallestFromFirst: [['R06']],
    });
    const owed = await server.read<OwedResponse>('/v1/contracts/c-1/owed?on=2026-08-01');
    expect(owed.asKnownNow.readings).toEqual(['R06:base-only']);
  });

  it('is listed, the latest first, by contract and state, page by page', async () => {
    const open = (disputeId: string, contractIds: readonly string[]): Promise<string> =>
      server.record('/v1/disputes', {
        disputeId,
        contractIds,
        question: { figure: 'termination', asOf: '2026-07-31' },
        subject: '解約',
      });
    for (const disputeId of ['second', 'third', 'fourth']) await open(disputeId, ['c-1']);
    const idsOf = async (query: string): Promise<readonly string[]> =>
      (await server.read<DisputesResponse>(`/v1/disputes?${query}`)).items.map(({ disputeId }) => disputeId);
    expect(await idsOf('contractId=c-1&state=open')).toEqual(['fourth', 'third', 'second']);
    expect(await idsOf('contractId=c-2&state=open')).toEqual([]);
    expect(await idsOf('state=closed')).toHaveLength(2);
    const first = await server.read<DisputesResponse>('/v1/disputes?limit=2');
    expect(first.items.map(({ disputeId }) => disputeId)).toEqual(['fourth', 'third']);
    expect(await idsOf(`limit=3&cursor=${String(first.nextCursor)}`)).toHaveLength(3);
  });

  it('compares a dozen points exactly, and more of them greedily', async () => {
    const at = '/v1/disputes/third';
    const paid = (index: number): object => ({
      kind: 'added',
      type: 'ChangeAccepted',
      point: `p${String(index)}`,
      data: { acceptedOn: '2026-03-01', description: '追加', oneTimeFee: String(2 ** index) },
    });
    const held = (count: number): object => ({
      side: 'theirs',
      hypotheses: Array.from({ length: count }, (_, index) => paid(index)),
    });
    await server.record(`${at}/positions`, { side: 'ours' });
    await server.record(`${at}/positions`, held(12));
    const exact = await server.read<ComparisonResponse>(`${at}/comparison`);
    expect([exact.method, exact.points.length, exact.difference]).toEqual(['exact', 12, '0']);
    await server.record(`${at}/positions`, held(13));
    expect(await server.read<ComparisonResponse>(`${at}/comparison`)).toMatchObject({ method: 'greedy' });
  });

  it('names the position that cannot be', async () => {
    const at = '/v1/disputes/second';
    await server.record(`${at}/positions`, {
      side: 'theirs',
      hypotheses: [{ kind: 'added', type: 'ReductionClaimed', data: { outageId: 'none', arrivedOn: '2026-06-10' } }],
    });
    await server.record(`${at}/positions`, { side: 'ours' });
    expect(await server.read<ComparisonResponse>(`${at}/comparison`)).toMatchObject({
      difference: null,
      other: {
        value: null,
        refused: { contractId: 'c-1', code: 'unknown-target', detail: 'there is no outage none' },
      },
    });
  });

  it.each([
    [{ contractIds: [] }, '/contractIds'],
    [{ question: { figure: 'weather', asOf: '2026-07-31' } }, '/question/figure'],
    [{ knownAt: '2026-08-02T00:00:00Z' }, '/knownAt'],
    [{ contractIds: ['c-1', 'c-2'], question: { figure: 'contract/status', asOf: '2026-07-31' } }, '/contractIds'],
    [{ knownAt: 'yesterday' }, '/knownAt'],
    [{ disputeId: 'a/b' }, '/disputeId'],
    [{ colour: 'red' }, '/colour'],
  ])('learns what is wrong with an opening: %j', async (wrong, pointer) => {
    const opening = {
      contractIds: ['c-1'],
      question: { figure: 'totals', asOf: '2026-07-31' },
      subject: '残高',
    };
    const answer = await server.post('/v1/disputes', { ...opening, ...wrong });
    expect(answer.status).toBe(400);
    expect(problemIn(answer).errors?.map((error) => error.pointer)).toEqual([pointer]);
  });

  it('finds no dispute, contract or position that there is not', async () => {
    const opening = { contractIds: ['none'], question: { figure: 'totals', asOf: '2026-07-31' }, subject: '残高' };
    expect((await server.post('/v1/disputes', opening)).status).toBe(404);
    expect((await server.get('/v1/disputes/none')).status).toBe(404);
    expect((await server.post('/v1/disputes/none/notes', { text: '追記' })).status).toBe(404);
    expect((await server.get('/v1/disputes/second/comparison?first=nobody')).status).toBe(404);
    expect((await server.get('/v1/disputes/second?asOf=2026-07-01')).status).toBe(400);
    expect((await server.get('/v1/contracts/none/owed?on=2026-07-31')).status).toBe(404);
    expect((await server.get('/v1/contracts/c-1/owed')).status).toBe(400);
  });

  it('is named only by what is recorded of its contracts, and ends only in what stands', async () => {
    const [own, other, agreed] = ['c-3', 'c-1', { agreedOn: '2026-08-01', waived: '400', reason: '和解' }];
    const claim = await withClaim(server, own, '2026-04-01');
    const question = { figure: 'totals', asOf: '2026-07-31' };
    await server.record('/v1/disputes', { disputeId: 'named', contractIds: [own], question, subject: '残高' });
    const adoption = { readings: ['R06:base-only'], adoptedOn: '2026-08-01', from: '2026-08-01', reason: '合意' };
    const pointers = async (path: string, body: object): Promise<unknown> => {
      const answer = await server.post(path, body);
      return [answer.status, problemIn(answer).errors?.map(({ pointer }) => pointer)];
    };
    for (const [path, body] of [
      [`/v1/contracts/${other}/settlements`, { ...agreed, disputeId: 'named' }],
      [`/v1/contracts/${other}/settlements`, { ...agreed, disputeId: 'none' }],
      [`/v1/contracts/${own}/corrections`, { eventId: claim, void: true, reason: '誤り', disputeId: 'none' }],
      ['/v1/adoptions', { ...adoption, scope: { contractIds: [other] }, disputeId: 'named' }],
      ['/v1/adoptions', { ...adoption, scope: 'all', disputeId: 'none' }],
    ] as const) {
      expect([path, await pointers(path, body)]).toEqual([path, [400, ['/disputeId']]]);
    }
    const settlement = await server.record(`/v1/contracts/${own}/settlements`, { ...agreed, disputeId: 'named' });
    await server.record(`/v1/contracts/${own}/corrections`, { eventId: settlement, void: true, reason: '誤り' });
    const closing = { closedOn: '2026-08-01', outcome: 'settlement', reason: '和解成立' };
    expect((await server.read<DisputeResponse>('/v1/disputes/named')).links).toEqual([]);
    expect((await server.post('/v1/disputes/named/closing', closing)).body).toMatchObject({
      type: '/problems/nothing-names-the-dispute',
    });
    await server.record('/v1/disputes/named/closing', { ...closing, outcome: 'withdrawn' });
  });
});
