import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { placesIn } from '@ledger/application';
import { instant } from '@ledger/kernel';
import { openSqliteReadModelBeside } from '@ledger/projections';
import type { ContractsResponse } from '../../apps/api/src/portfolio/portfolio.responses.js';
import { CommandLine } from '../support/command-line.js';
import { activate } from '../support/lives.js';
import { startServer, type Server } from '../support/server.js';

jest.setTimeout(60_000); // each line of the command line starts an application

describe('A contract in quarantine', () => {
  let line: CommandLine;
  let server: Server;
  beforeEach(async () => {
    line = new CommandLine();
    server = await startServer({ dataDirectory: line.dataDirectory });
    for (const contractId of ['a', 'b']) await activate(server, contractId);
    await server.read('/v1/contracts');
  });
  afterEach(async () => {
    await server.close();
    line[Symbol.dispose]();
  });

  /** As a version would that cannot compute it. */
  const quarantine = async (...contractIds: readonly string[]): Promise<void> => {
    const list = await openSqliteReadModelBeside(placesIn(line.dataDirectory).contractList);
    const failed = { reason: 'it could not be read', since: instant('2026-07-31T09:00:00+09:00'), position: 4n };
    const failures = contractIds.map((contractId) => ({ contractId, ...failed }));
    await list?.save({ rows: [], failures, checkpoint: undefined });
    await list?.close();
  };
  const stale = async (): Promise<readonly string[]> => {
    const { items } = await server.read<ContractsResponse>('/v1/contracts');
    return items.filter((item) => item.stale !== null).map(({ contractId }) => contractId);
  };

  it('is computed again when an operator releases it, while the server runs', async () => {
    await quarantine('a', 'b');
    expect(await stale()).toEqual(['a', 'b']);
    expect(await line.output(['release', 'b'])).toMatch(/b +│ 2026-07-31T00:00:00\.000Z +│ it could not be read/);
    expect(await stale()).toEqual(['a']);
    expect(await line.output(['release'])).toContain('a ');
    expect(await stale()).toEqual([]);
  });

  it('is named where there is none', async () => {
    expect(await line.output(['release'])).toBe('No contract is in quarantine.\n');
    expect(await line.run(['release', 'a'])).toMatchObject({
      exitCode: 1,
      messages: 'ledger: contract a is not in quarantine\n',
    });
    using empty = new CommandLine();
    expect((await empty.run(['release'])).messages).toContain('there is no contract list');
  });
});
