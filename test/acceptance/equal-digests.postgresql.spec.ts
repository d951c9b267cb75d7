import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import {
  ContractListProjector,
  openPostgresqlReadModel,
  openSqliteReadModel,
  rebuildGeneration,
  type ReadModel,
} from '@ledger/projections';
import { populate } from '../support/population.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { TestLedger } from '../support/test-ledger.js';

/** As in equal-digests.spec.ts. */
const EVENTS = Number(process.env['REBUILD_EVENTS'] ?? 5000);
const asOf = civilDate('2026-09-01');
const unreported = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

describe(`The digest in PostgreSQL, of ${String(EVENTS)} events`, () => {
  const ledger = new TestLedger();
  const opened: ReadModel[] = [];
  let server: PostgresqlServer;
  const open = async (opening: Promise<ReadModel>): Promise<ReadModel> => {
    const made = await opening;
    opened.push(made);
    return made;
  };
  const inPostgresql = async (): Promise<ReadModel> => open(openPostgresqlReadModel(await server.newDatabase()));
  beforeAll(async () => {
    server = await PostgresqlServer.start();
  });
  afterAll(async () => {
    for (const one of opened) await one.close();
    await server.stop();
  });

  it('is that in SQLite, kept and rebuilt', async () => {
    const kept = [await open(openSqliteReadModel(':memory:')), await inPostgresql()];
    const projectors = kept.map(
      (list) => new ContractListProjector(ledger.store, ledger.streams, list, ledger.clock, unreported),
    );
    const caughtUp = async (): Promise<void> => {
      for (const projector of projectors) await projector.caughtUp();
    };
    await populate(ledger, EVENTS, caughtUp);
    await caughtUp();
    for (const projector of projectors) await projector.close();
    const { digest } = await rebuildGeneration({
      store: ledger.store,
      source: ledger.streams,
      clock: ledger.clock,
      generation: await inPostgresql(),
      scope: { kind: 'all' },
      premises: { asOf },
    });
    expect(await Promise.all(kept.map((list) => list.digest()))).toEqual([digest, digest]);
    await ledger.active('one-more');
    expect(await inPostgresql().then((empty) => empty.digest())).not.toBe(digest);
  }, 3_600_000);
});
