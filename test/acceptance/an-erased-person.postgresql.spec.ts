import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openPostgresqlReadModel, openSqliteReadModel, rebuild, type ReadModel } from '@ledger/projections';
import { PostgresqlServer } from '../support/postgresql.js';
import { TestLedger } from '../support/test-ledger.js';

const TABLES = ['contracts', 'deadlines', 'bases', 'failures'];

/** A read model, and everything that its tables say. */
interface Place {
  readonly readModel: ReadModel;
  readonly contents: () => Promise<string>;
}

describe('A person whose values were erased', () => {
  let directory = '';
  let postgresql: PostgresqlServer;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'erased-'));
    postgresql = await PostgresqlServer.start();
  });
  afterAll(async () => {
    await postgresql.stop();
    rmSync(directory, { recursive: true });
  });

  const inSqlite = async (): Promise<Place> => {
    const path = join(directory, 'contracts.db');
    const contents = (): Promise<string> => {
      const database = new DatabaseSync(path, { readOnly: true });
      const rows = TABLES.map((table) => database.prepare(`select * from ${table}`).all());
      database.close();
      return Promise.resolve(JSON.stringify(rows));
    };
    return { readModel: await openSqliteReadModel(path), contents };
  };
  const inPostgresql = async (): Promise<Place> => {
    const url = await postgresql.newDatabase();
    const contents = async (): Promise<string> => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const rows: unknown[] = [];
      for (const table of TABLES) rows.push((await client.query<object>(`select * from ${table}`)).rows);
      await client.end();
      return JSON.stringify(rows);
    };
    return { readModel: await openPostgresqlReadModel(url), contents };
  };

  it.each([
    ['SQLite', inSqlite],
    ['PostgreSQL', inPostgresql],
  ])('is named nowhere in a read model in %s that is made anew', async (_, open) => {
    const { readModel, contents } = await open();
    const ledger = new TestLedger();
    await ledger.active('c-1');
    await ledger.record('c-1', 'ContractorChanged', { from: '2026-03-01', name: 'Ｔａｎａｋａ 一郎', reason: '承継' });
    const summary = '佐藤の苦情';
    await ledger.record('c-1', 'ThirdPartyComplaintReceived', {
      thirdParty: '佐藤',
      receivedOn: '2026-04-01',
      summary,
    });
    await rebuild(ledger.store, ledger.streams, readModel, ledger.clock);
    const named = /山田|ａｎａｋａ|tanaka|佐藤/i;
    expect(await contents()).toMatch(named);

    const { events } = await ledger.store.readStream('contract-c-1');
    const commitments = events.flatMap(({ beside }) => beside.map(({ commitment }) => commitment));
    await ledger.store.eraseBeside('contract-c-1', commitments);
    ledger.streams.forget('c-1');
    await rebuild(ledger.store, ledger.streams, readModel, ledger.clock);
    expect(await contents()).not.toMatch(named);
    const everything = { upTo: 2n ** 62n, after: undefined, limit: 10 };
    expect(await readModel.page({}, everything)).toMatchObject([{ contractId: 'c-1', contractor: '[erased]' }]);
    expect(await readModel.page({ text: 'tanaka' }, everything)).toEqual([]);
    await readModel.close();
  });
});
