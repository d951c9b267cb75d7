import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { problemIn, startServer, type Server } from '../support/server.js';
import { eventually } from '../support/eventually.js';

interface Recorded {
  readonly generationId: string;
}
interface Generation {
  readonly generationId: string;
  readonly state: string;
  readonly isLive: boolean;
  readonly done: number;
  readonly total: number | null;
  readonly digest: string | null;
  readonly fromLog: boolean;
  readonly errors: readonly unknown[];
}
interface Diff {
  readonly totals: {
    readonly figures: number;
    readonly contracts: number;
    readonly obligations: string;
    readonly digest: string;
    readonly byCause: readonly {
      readonly cause: string;
      readonly detail: string | null;
      readonly obligations: string;
    }[];
    readonly byArticle: readonly { readonly article: string | null; readonly obligations: string }[];
  } | null;
  readonly items: readonly {
    readonly contractId: string;
    readonly figure: string;
    readonly yen: string | null;
    readonly causes: readonly { readonly cause: string; readonly detail: string | null; readonly yen: string | null }[];
  }[];
  readonly nextCursor: string | null;
}

/** Of a contract: each makes its row dearer. */
const MOST_WRITTEN = 100;

let server: Server;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

const contract = async (contractId: string): Promise<void> => {
  const at = `/v1/contracts/${contractId}`;
  await server.record('/v1/contracts', {
    contractId,
    contractor: { name: `株式会社${contractId}` },
    appliedOn: '2025-12-01',
  });
  await server.record(`${at}/fee-quotes`, { quotedOn: '2025-12-10', initialFee: '100000', monthlyFee: '31000' });
  await server.record(`${at}/acceptance`, { acceptedOn: '2025-12-20' });
  await server.record(`${at}/billing-start`, { startsOn: '2026-01-15' });
};
const ended = async (contractId: string): Promise<void> => {
  await contract(contractId);
  await server.record(`/v1/contracts/${contractId}/notices`, {
    subject: 'contract',
    arrivedAt: '2026-05-20',
    designatedOn: '2026-06-30',
    form: 'prescribed',
  });
};
const rebuilt = async (body: object): Promise<Generation> => {
  const answer = await server.post('/v1/rebuilds', body);
  expect(answer).toMatchObject({ status: 202 });
  const { generationId } = answer.body as Recorded;
  expect(answer.headers['location']).toBe(`/v1/rebuilds/${generationId}`);
  return eventually(async () => {
    const generation = await server.read<Generation>(`/v1/rebuilds/${generationId}`);
    expect(generation.state).toBe('finished');
    return generation;
  });
};
const diffOf = (generationId: string, query = ''): Promise<Diff> =>
  server.read(`/v1/generations/${generationId}/diff${query}`);
const isLive = (generationId: string): Promise<void> =>
  eventually(async () => {
    expect(await server.read<Generation>(`/v1/generations/${generationId}`)).toMatchObject({ isLive: true });
  });

describe('A rebuild of the read models', () => {
  it('says how far it is, and with which digest it ended: twice the same', async () => {
    await contract('a');
    await ended('b');
    const [one, other] = [await rebuilt({ scope: 'all' }), await rebuilt({ scope: 'all' })];
    expect(one).toMatchObject({ state: 'finished', isLive: false, done: 2, total: 2, errors: [] });
    expect(other.digest).toBe(one.digest);
    expect((await diffOf(one.generationId)).totals).toMatchObject({ figures: 0, contracts: 0 });
    const list = await server.read<{ items: readonly Generation[] }>('/v1/rebuilds');
    expect(list.items.map(({ generationId }) => generationId)).toEqual([other.generationId, one.generationId]);
    const kept = await server.read<{ items: readonly Generation[] }>('/v1/generations');
    expect(kept.items.map(({ generationId }) => generationId)).toEqual([other.generationId, one.generationId, 'first']);
  });

  it('comes to the same digest where all of the log is read, whatever was kept of it', async () => {
    await contract('a');
    const [one, other] = [await rebuilt({ scope: 'all' }), await rebuilt({ scope: 'all', fromLog: true })];
    expect([one.digest, one.fromLog, other.fromLog]).toEqual([other.digest, false, true]);
    const { body } = await server.post('/v1/rebuilds', { scope: 'all', fromLog: 'yes' });
    expect(body).toMatchObject({ errors: [{ pointer: '/fromLog' }] });
  });

  it('is watched until it ends', async () => {
    await contract('a');
    const { generationId } = await rebuilt({ scope: { contractIds: ['a'] } });
    const { text, headers } = await server.get(`/v1/rebuilds/${generationId}/progress`, {
      accept: 'text/event-stream',
    });
    expect(headers['content-type']).toBe('text/event-stream');
    expect(text).toMatch(/^event: progress\ndata: \{.*"state":"finished".*\}\n\n$/);
  });

  it('tells of the premises what each is worth', async () => {
    await ended('a');
    await contract('b');
    const { generationId } = await rebuilt({ scope: 'all', readings: ['R04:whole-months'] });
    const { totals, items } = await diffOf(generationId);
    expect(totals).toMatchObject({
      contracts: 1,
      obligations: '17000',
      byCause: [{ cause: 'reading', detail: 'R04:whole-months', obligations: '17000' }],
    });
    expect(totals?.byArticle).toContainEqual(expect.objectContaining({ article: '9(1)', obligations: '17000' }));
    expect(items.map(({ contractId, figure, yen }) => [contractId, figure, yen])).toEqual([
      ['a', 'obligations/early-termination-charge:1:base', '17000'],
      ['a', 'totals', '17000'],
    ]);
  });

  it('says of all differences what they come to, and shows them contract by contract', async () => {
    for (const contractId of ['a', 'b', 'c']) await ended(contractId);
    const { generationId } = await rebuilt({ scope: 'all', readings: ['R04:whole-months'] });
    const whole = await diffOf(generationId);
    expect(whole.totals).toMatchObject({ contracts: 3, obligations: '51000' });
    const pages = [await diffOf(generationId, '?limit=1')];
    for (let cursor = pages[0]!.nextCursor; cursor !== null; cursor = pages.at(-1)!.nextCursor) {
      pages.push(await diffOf(generationId, `?limit=1&cursor=${cursor}`));
    }
    expect(pages.map(({ totals }) => totals)).toEqual([whole.totals, null, null]);
    expect(pages.map(({ items }) => new Set(items.map(({ contractId }) => contractId)))).toEqual(
      ['a', 'b', 'c'].map((contractId) => new Set([contractId])),
    );
    expect(pages.flatMap(({ items }) => items)).toEqual(whole.items);
  });

  it('as known then differs by what was recorded later', async () => {
    await contract('a');
    const { generationId } = await rebuilt({ scope: { contractIds: ['a'] } });
    const known = await server.read<{ position: string }>(`/v1/contracts/a/obligations`);
    const payment = await server.record('/v1/contracts/a/payments', { receivedOn: '2026-02-01', amount: '1000' });
    await server.record('/v1/contracts/a/corrections', {
      eventId: payment,
      reason: 'miscounted',
      replacement: { receivedOn: '2026-02-01', amount: '1500' },
    });
    const then = await rebuilt({ scope: 'all', knownAt: `position:${known.position}` });
    expect((await diffOf(then.generationId, `?against=${generationId}`)).totals).toMatchObject({ figures: 0 });
    const { items } = await diffOf('first', `?against=${then.generationId}`);
    expect(items.find(({ figure }) => figure === 'totals')).toMatchObject({
      yen: '-1500',
      causes: [
        { cause: 'later-fact', detail: payment, yen: '-1000' },
        { cause: 'correction', yen: '-500' },
      ],
    });
  });

  it('under hypotheses, and as of a day', async () => {
    await contract('a');
    const hypotheses = {
      a: [{ kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-02-01', amount: '4000' } }],
    };
    const { generationId } = await rebuilt({ scope: { contractIds: ['a'] }, hypotheses, asOf: '2026-07-31' });
    const { items } = await diffOf(generationId);
    expect(items.find(({ figure }) => figure === 'totals')).toMatchObject({
      yen: '-35000',
      causes: [
        { cause: 'hypothesis', yen: '-4000' },
        { cause: 'day', detail: '2026-07-31', yen: '-31000' },
      ],
    });
  });

  it('of a filter holds what that finds', async () => {
    await contract('a');
    await ended('b');
    expect(await rebuilt({ scope: { filter: { status: 'terminated' } } })).toMatchObject({ done: 1, total: 1 });
  });

  it('is cancelled only while it is built, and refused where it makes no sense', async () => {
    await contract('a');
    const { generationId } = await rebuilt({ scope: 'all' });
    expect(problemIn(await server.post(`/v1/rebuilds/${generationId}/cancel`)).type).toBe('/problems/generation-state');
    expect(await server.post('/v1/rebuilds/none/cancel')).toMatchObject({ status: 404 });
    for (const body of [
      { scope: 'some' },
      { scope: { contractIds: [] } },
      { scope: { filter: { color: 'red' } } },
      { scope: 'all', readings: ['R99:x'] },
      { scope: 'all', edition: '2001-01-01' },
      { scope: 'all', knownAt: 'position:999999' },
      { scope: 'all', hypotheses: { a: [{ kind: 'added', type: 'PaymentReceived', data: {} }] } },
      { scope: 'all', colour: 'red' },
    ]) {
      expect([body, (await server.post('/v1/rebuilds', body)).status]).toEqual([body, 400]);
    }
  });

  it('asked for twice with one key is one', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const [one, again] = [
      await server.post('/v1/rebuilds', { scope: 'all' }, headers),
      await server.post('/v1/rebuilds', { scope: 'all' }, headers),
    ];
    expect(again.body).toEqual(one.body);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await server.post('/v1/rebuilds', { scope: 'all', asOf: '2026-01-01' }, headers)).toMatchObject({
      status: 422,
    });
  });
});

describe('A generation becomes live', () => {
  it('at once where it makes nothing different, and the one before stays until it is dropped', async () => {
    await contract('a');
    const { generationId } = await rebuilt({ scope: 'all' });
    await contract('b');
    expect(await server.post(`/v1/generations/${generationId}/switch`, {})).toMatchObject({ status: 202 });
    await isLive(generationId);
    const list = await server.read<{ items: readonly { readonly contractId: string }[] }>('/v1/contracts');
    expect(list.items.map(({ contractId }) => contractId)).toEqual(['a', 'b']);
    expect(await server.send('DELETE', `/v1/generations/${generationId}`)).toMatchObject({ status: 409 });
    await contract('c');
    expect(await server.post('/v1/generations/first/switch', {})).toMatchObject({ status: 202 });
    await isLive('first');
    const after = await server.read<{ items: readonly { readonly contractId: string }[] }>('/v1/contracts');
    expect(after.items.map(({ contractId }) => contractId)).toEqual(['a', 'b', 'c']);
    expect(await server.send('DELETE', `/v1/generations/${generationId}`)).toMatchObject({ status: 200 });
    expect(problemIn(await server.post(`/v1/generations/${generationId}/switch`, {})).type).toBe(
      '/problems/generation-state',
    );
  });

  it('while writers go on, to and fro: nothing is missed, and nothing applied twice', async () => {
    for (const contractId of ['a', 'b', 'c']) await contract(contractId);
    const { generationId } = await rebuilt({ scope: 'all' });
    let isOver = false;
    const write = async (contractId: string): Promise<number> => {
      let written = 0;
      for (; !isOver && written < MOST_WRITTEN; written += 1) {
        await server.record(`/v1/contracts/${contractId}/payments`, { receivedOn: '2026-02-01', amount: '1' });
      }
      return written;
    };
    const outstanding = async (): Promise<readonly number[]> => {
      const { items } = await server.read<{ items: readonly { readonly outstanding: string }[] }>('/v1/contracts');
      return items.map((item) => Number(item.outstanding));
    };
    const seen: (readonly number[])[] = [];
    const read = async (): Promise<void> => {
      while (!isOver) {
        seen.push(await outstanding());
        await setImmediate(); // all else has its turn, too
      }
    };
    const before = await outstanding();
    const [writers, reader] = [Promise.all(['a', 'b', 'c'].map(write)), read()];
    try {
      for (const wanted of [generationId, 'first', generationId]) {
        expect(await server.post(`/v1/generations/${wanted}/switch`, {})).toMatchObject({ status: 202 });
        await isLive(wanted);
      }
    } finally {
      isOver = true;
    }
    const written = await writers;
    await reader;
    expect(await outstanding()).toEqual(before.map((amount, index) => amount - (written[index] ?? 0)));
    for (const [index, one] of seen.entries()) {
      for (const [place, amount] of one.entries())
        expect(amount).toBeLessThanOrEqual(seen[index - 1]?.[place] ?? amount);
    }
    const fresh = await rebuilt({ scope: 'all' });
    expect((await diffOf(fresh.generationId)).totals).toMatchObject({ figures: 0 });
    expect((await diffOf(fresh.generationId, '?against=first')).totals).toMatchObject({ figures: 0 });
  });

  it('never with premises of its own', async () => {
    await ended('a');
    for (const premises of [
      { readings: ['R04:whole-months'] },
      { knownAt: 'position:3' },
      { asOf: '2026-05-01' },
      { edition: '2018-11-01' },
      { hypotheses: { a: [] } },
    ]) {
      const { generationId } = await rebuilt({ scope: 'all', ...premises });
      const answer = await server.post(`/v1/generations/${generationId}/switch`, {});
      expect([answer.status, problemIn(answer).type]).toEqual([409, '/problems/not-for-live']);
    }
    const { generationId } = await rebuilt({ scope: { contractIds: ['a'] } });
    expect(problemIn(await server.post(`/v1/generations/${generationId}/switch`, {})).type).toBe(
      '/problems/not-for-live',
    );
  });
});

describe('Rows that somebody edited in the database', () => {
  let directory = '';
  beforeEach(async () => {
    await server.close();
    directory = mkdtempSync(join(tmpdir(), 'edited-'));
    server = await startServer({ dataDirectory: directory });
    await contract('a');
    await contract('b');
    await server.read('/v1/contracts');
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const edit = (statement: string): void => {
    const database = new DatabaseSync(join(directory, 'contracts.db'));
    database.exec(statement);
    database.close();
  };

  /** The fee with which a contract begins. */
  const editFee = (from: number, to: number): void =>
    edit(
      `update contracts set obligations = replace(obligations, ',${String(from)},0,', ',${String(to)},0,') where contract_id = 'a'`,
    );

  it('are found by a rebuild, and mended by a switch that somebody accepts', async () => {
    editFee(100_000, 100_500);
    edit("delete from contracts where contract_id = 'b'");
    const { generationId } = await rebuilt({ scope: 'all' });
    const { totals, items } = await diffOf(generationId);
    expect(totals?.byCause).toMatchObject([{ cause: 'edited-row', contracts: 2 }]);
    expect(items).toContainEqual(
      expect.objectContaining({
        contractId: 'a',
        figure: 'obligations/initial-fee:base',
        article: '8',
        yen: '-500',
        causes: [{ cause: 'edited-row', detail: null, yen: '-500' }],
      }),
    );
    const at = `/v1/generations/${generationId}`;
    const refused = await server.post(`${at}/switch`, {});
    expect([refused.status, problemIn(refused)]).toMatchObject([
      409,
      { type: '/problems/diff-not-accepted', diff: { digest: totals?.digest, figures: totals?.figures } },
    ]);
    editFee(100_500, 100_501);
    const changed = await server.post(`${at}/accept`, { diff: totals?.digest });
    expect([changed.status, problemIn(changed).type]).toEqual([409, '/problems/diff-changed']);
    const { totals: now } = await diffOf(generationId);
    expect(await server.post(`${at}/accept`, { diff: now?.digest, reason: '行を直す' })).toMatchObject({ status: 201 });
    expect(await server.read<object>(at)).toMatchObject({
      acceptances: [{ against: 'first', diff: now?.digest, figures: now?.figures, reason: '行を直す', by: 'alice' }],
    });
    editFee(100_501, 100_502);
    expect(problemIn(await server.post(`${at}/switch`, {})).type).toBe('/problems/diff-not-accepted');
    editFee(100_502, 100_501);
    expect(await server.post(`${at}/switch`, {})).toMatchObject({ status: 202 });
    await isLive(generationId);
    expect((await diffOf(generationId, '?against=first')).items.length).toBeGreaterThan(0);
    const back = await server.post('/v1/generations/first/switch', {});
    expect(problemIn(back).type).toBe('/problems/diff-not-accepted');
    await server.close();
    server = await startServer({ dataDirectory: directory });
    await isLive(generationId);
    const list = await server.read<{ items: readonly { readonly contractId: string }[] }>('/v1/contracts');
    expect(list.items.map(({ contractId }) => contractId)).toEqual(['a', 'b']);
  });

  it('are found also where what they say is no amount', async () => {
    editFee(100_000, 1.5);
    const { generationId } = await rebuilt({ scope: 'all' });
    const { totals, items } = await diffOf(generationId);
    expect(items.filter(({ figure }) => figure.startsWith('obligations/'))).toMatchObject([
      { before: { amount: '1.5' }, after: { amount: '100000' }, causes: [{ cause: 'edited-row' }] },
    ]);
    expect(await server.post(`/v1/generations/${generationId}/accept`, { diff: totals?.digest })).toMatchObject({
      status: 201,
    });
  });

  it('stand in a table, a line for each cause', async () => {
    edit("update contracts set outstanding = 7, contractor = '=1+1' where contract_id = 'a'");
    const { generationId } = await rebuilt({ scope: 'all' });
    const { text, headers } = await server.get(`/v1/generations/${generationId}/diff`, { accept: 'text/csv' });
    expect(headers['content-type']).toContain('text/csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toBe('contractId,figure,article,before,after,yen,cause,detail,causeYen');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^a,totals,,.*,edited-row,,\d+$/);
  });
});

describe('Rows that are gone', () => {
  /** As a step to other tables leaves them. */
  const empty = (file: string): void => {
    const database = new DatabaseSync(file);
    for (const table of ['contracts', 'deadlines', 'failures', 'checkpoint', 'notes', 'bases']) {
      database.exec(`delete from ${table}`);
    }
    database.close();
  };

  it('are told of: nothing is compared with them, and they do not become live', async () => {
    await server.close();
    const directory = mkdtempSync(join(tmpdir(), 'emptied-'));
    const restarted = async (): Promise<void> => {
      server = await startServer({ dataDirectory: directory });
    };
    await restarted();
    await contract('a');
    const { generationId } = await rebuilt({ scope: 'all' });
    await server.post(`/v1/generations/${generationId}/switch`, {});
    await isLive(generationId);
    const { generationId: another } = await rebuilt({ scope: { contractIds: ['a'] }, asOf: '2026-05-01' });
    await server.close();
    empty(join(directory, 'contracts.db'));
    for (const id of [generationId, another]) empty(join(directory, 'generations', `${id}.db`));
    await restarted();
    for (const id of ['first', another]) {
      const [at, reason] = [`/v1/generations/${id}`, expect.stringContaining('its rows are gone')];
      expect(await server.read<Generation>(at)).toMatchObject({ state: 'emptied', isLive: false, reason });
      for (const answer of [
        await server.post(`${at}/accept`, { diff: '0'.repeat(64) }),
        await server.get(`${at}/diff`),
      ]) {
        expect([answer.status, problemIn(answer)]).toMatchObject([
          409,
          { type: '/problems/generation-state', detail: reason },
        ]);
      }
      expect(await server.post(`${at}/switch`, {})).toMatchObject({ status: 409 });
    }
    expect((await server.post('/v1/generations/first/switch', {})).text).toContain('its rows are gone');
    const { items } = await server.read<{ items: readonly Generation[] }>('/v1/generations');
    expect(items.map(({ generationId: id, state }) => [id, state])).toEqual([
      [another, 'emptied'],
      [generationId, 'finished'], // it is live, and made again from the log
      ['first', 'emptied'],
    ]);
    expect((await server.read<{ items: readonly object[] }>('/v1/contracts')).items).toHaveLength(1);
    const fresh = await rebuilt({ scope: 'all' });
    expect((await diffOf(fresh.generationId)).totals).toMatchObject({ figures: 0 });
    expect(await server.send('DELETE', '/v1/generations/first')).toMatchObject({ status: 200 });
    rmSync(directory, { recursive: true });
  });
});
