import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import { SqliteEventStore } from '@ledger/event-store';
import { openPostgresqlReadModel, openSqliteReadModel, rebuild, type ReadModel } from '@ledger/projections';
import { CommandLine } from '../support/command-line.js';
import { PostgresqlServer } from '../support/postgresql.js';
import { startProjector, type ProjectorProcess } from '../support/projector-process.js';
import { TestLedger } from '../support/test-ledger.js';

describe('Two projectors over one log', () => {
  let postgresql: PostgresqlServer;
  let directory = '';
  let url = '';
  let ledger: TestLedger;
  let readModel: ReadModel;
  let projectors: ProjectorProcess[] = [];
  beforeAll(async () => {
    postgresql = await PostgresqlServer.start();
  });
  afterAll(() => postgresql.stop());
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'projectors-'));
    url = await postgresql.newDatabase();
    ledger = new TestLedger(await SqliteEventStore.open({ directory: join(directory, 'log') }));
    readModel = await openPostgresqlReadModel(url);
    const start = (): Promise<ProjectorProcess> => startProjector(directory, { LEDGER_READ_MODEL_URL: url });
    projectors = [await start(), await start()];
  });
  afterEach(async () => {
    for (const { child, end } of projectors) {
      child.kill('SIGCONT');
      await end('SIGKILL');
    }
    await readModel.close();
    await ledger.store.close();
    rmSync(directory, { recursive: true });
  });

  /** Who leads, and who stands by. */
  const roles = async (): Promise<readonly [leader: ProjectorProcess, standby: ProjectorProcess]> => {
    const isLeader = async (): Promise<readonly boolean[]> =>
      Promise.all(projectors.map(async ({ health }) => (await health()).role === 'leader'));
    await until(async () => (await isLeader()).filter(Boolean).length === 1);
    const [first, second] = projectors as [ProjectorProcess, ProjectorProcess];
    return (await isLeader())[0] === true ? [first, second] : [second, first];
  };
  const contained = async (): Promise<boolean> =>
    (await readModel.checkpoint())?.position === (await ledger.store.head());
  const rebuilt = async (): Promise<string> => {
    const list = await openSqliteReadModel(':memory:');
    const clock = new SystemClock();
    await rebuild(ledger.store, new Streams(ledger.store, 1_000_000), list, clock);
    return list.digest();
  };

  it('have one leader, and the other takes over when that is killed: nothing is missing', async () => {
    await ledger.active('a');
    const [leader, standby] = await roles();
    await until(contained);
    expect(await standby.health()).toMatchObject({ status: 'ok', role: 'standby', token: null, lag: { events: 0 } });
    const { token } = await leader.health();
    await leader.end('SIGKILL');
    await ledger.active('b');
    await until(contained);
    expect(await readModel.digest()).toBe(await rebuilt());
    const health = await standby.health();
    expect(health).toMatchObject({ status: 'ok', role: 'leader', lag: { events: 0, seconds: 0 }, quarantined: 0 });
    expect(health.token).toBeGreaterThan(token ?? 0);
  });

  it('have another leader when one hangs, and that writes nothing when it goes on', async () => {
    await ledger.active('a');
    const [leader, standby] = await roles();
    await until(contained);
    leader.child.kill('SIGSTOP');
    for (const contractId of ['b', 'c', 'd']) await ledger.active(contractId);
    await until(contained);
    expect((await standby.health()).role).toBe('leader');
    leader.child.kill('SIGCONT');
    await until(async () => (await leader.health()).role === 'standby');
    await ledger.active('e');
    await until(contained);
    expect(await readModel.digest()).toBe(await rebuilt());
    expect((await standby.health()).role).toBe('leader');
    expect((await standby.health()).passed).toEqual({ handled: 16, ignored: 0, failed: 0 });
  });

  it('compute a contract in quarantine again when an operator releases it', async () => {
    await ledger.active('a');
    await until(contained);
    const failure = { contractId: 'a', reason: 'r', since: new SystemClock().now(), position: 1n };
    await readModel.save({ rows: [], failures: [failure], checkpoint: undefined });
    using line = new CommandLine();
    process.env['LEDGER_READ_MODEL_URL'] = url;
    expect(await line.output(['release', 'a']).finally(() => delete process.env['LEDGER_READ_MODEL_URL'])).toMatch(
      /a /,
    );
    await until(async () => (await readModel.failures()).length === 0);
    expect(await readModel.digest()).toBe(await rebuilt());
  });

  it('pass over without waiting when the leader is stopped as it should be', async () => {
    await ledger.active('a');
    const [leader, standby] = await roles();
    expect(await leader.end('SIGTERM')).toBe(0);
    await until(async () => (await standby.health()).role === 'leader');
    const metrics = await (await fetch(`${standby.url}/metrics`)).text();
    expect(metrics).toContain('ledger_projector_leader 1\n');
    expect(metrics).toMatch(/ledger_projector_positions_total\{outcome="failed"\} 0\n$/);
  });
});

/** Looks again and again, as long as the test may last. */
const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
};
