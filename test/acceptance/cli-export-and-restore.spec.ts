import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readPages, SqliteEventStore, type EventStore, type RecordedEvent } from '@ledger/event-store';
import { placesIn } from '@ledger/application';
import { restoreLog } from '../../apps/cli/src/archive/restore-log.js';
import { CommandLine } from '../support/command-line.js';
import { startServer } from '../support/server.js';

jest.setTimeout(60_000); // each line of the command line starts an application

const everythingIn = async (store: EventStore): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const page of readPages(store)) events.push(...page);
  return events;
};
const logOf = async (dataDirectory: string): Promise<readonly RecordedEvent[]> => {
  const store = await SqliteEventStore.openReadOnly({ directory: placesIn(dataDirectory).log });
  try {
    return await everythingIn(store);
  } finally {
    await store.close();
  }
};

describe('An export and its restore', () => {
  let source: CommandLine;
  let file: string;
  beforeAll(async () => {
    source = new CommandLine();
    await source.output(['example']);
    const server = await startServer({ dataDirectory: source.dataDirectory });
    const body = { contractor: { name: '鍵の会社' }, appliedOn: '2026-07-01' };
    expect((await server.post('/v1/contracts', body, { 'idempotency-key': 'once' })).status).toBe(201);
    await server.close();
    file = join(source.dataDirectory, '..', 'ledger.ndjson');
    expect((await source.run(['export', file])).messages).toBe('76 events exported\n');
  });
  afterAll(() => source[Symbol.dispose]());

  it('carry the log itself: bytes, metadata, positions and the values beside', async () => {
    using target = new CommandLine();
    expect(await target.run(['restore', file])).toEqual({ exitCode: 0, output: '', messages: '76 events restored\n' });
    const restored = await logOf(target.dataDirectory);
    expect(restored).toEqual(await logOf(source.dataDirectory));
    expect(restored.filter(({ claim }) => claim !== undefined)).toHaveLength(1);
    expect(await target.output(['export'])).toBe(readFileSync(file, 'utf8'));
  });

  it('give the same figures', async () => {
    using target = new CommandLine();
    await target.output(['restore', '-'], readFileSync(file));
    for (const contractId of ['example-worked', 'example-lasting', 'example-agreed-end']) {
      for (const question of [
        ['figures', contractId, '--json'],
        ['events', contractId, '--json'],
      ]) {
        const asked = [...question, '--as-of', '2026-07-31', '--known-at', 'position:60'];
        const [was, is] = [await source.run(asked), await target.run(asked)];
        expect(is).toEqual(was);
      }
    }
    expect(await target.output(['contracts', '--json'])).toBe(await source.output(['contracts', '--json']));
  });

  it('keep what must not happen twice from happening again', async () => {
    using target = new CommandLine();
    await target.output(['restore', file]);
    const server = await startServer({ dataDirectory: target.dataDirectory });
    const body = { contractor: { name: '鍵の会社' }, appliedOn: '2026-07-01' };
    const answer = await server.post('/v1/contracts', body, { 'idempotency-key': 'once' });
    await server.close();
    expect([answer.status, answer.headers['idempotency-replayed']]).toEqual([201, 'true']);
    expect((await target.run(['example'])).output).toMatch(/^The example is there already/);
    expect(await logOf(target.dataDirectory)).toHaveLength(76);
  });

  it('leave out what was erased', async () => {
    using first = new CommandLine();
    await first.output(['restore', file]);
    const store = await SqliteEventStore.open({ directory: placesIn(first.dataDirectory).log });
    const stream = 'contract-example-worked';
    const [application] = (await store.readStream(stream, { limit: 1 })).events;
    const commitments = application!.beside.map(({ commitment }) => commitment);
    await store.eraseBeside(stream, commitments);
    await store.close();
    using second = new CommandLine();
    await second.output(['restore', '-'], await first.output(['export']));
    expect(await second.output(['figures', 'example-worked'])).toMatch(
      /contractor +\[erased\], corporation, \[erased\]\n/,
    );
    expect(await logOf(second.dataDirectory)).toEqual(await logOf(first.dataDirectory));
  });

  it('are for the eyes of the user alone, and complete or not there', () => {
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(readdirSync(join(source.dataDirectory, '..')).sort()).toEqual(['data', 'ledger.ndjson']);
  });

  it('replace no file unasked, and nothing that is no file', async () => {
    using target = new CommandLine();
    await target.output(['example']);
    const older = join(target.dataDirectory, '..', 'older.ndjson');
    writeFileSync(older, 'kept');
    expect(await target.run(['export', older])).toEqual({
      exitCode: 1,
      output: '',
      messages: `ledger: ${older} is there already: choose another, or replace it with --force\n`,
    });
    expect(readFileSync(older, 'utf8')).toBe('kept');
    await target.output(['export', '--force', older]);
    expect(readFileSync(older, 'utf8')).toBe(await target.output(['export']));
    expect((await target.run(['export', '--force', target.dataDirectory])).messages).toMatch(
      /no file that could be replaced/,
    );
  });

  it('restore nothing from a file that is cut off or tampered with', async () => {
    const text = readFileSync(file, 'utf8');
    for (const damaged of [text.slice(0, -200), text.replace('"551', '"552').replace('31000', '32000'), '', 'x\n']) {
      using target = new CommandLine();
      const { exitCode, messages } = await target.run(['restore', '-'], damaged);
      expect(exitCode).toBe(1);
      expect(messages).toMatch(/^ledger: .*(cut off|not as it was written|not an export).*\n$/);
      expect(readdirSync(target.dataDirectory)).toEqual([]);
      expect((await target.run(['contracts'])).messages).toMatch(/there is no ledger/);
    }
  });

  it('restore nothing into a ledger that holds something, and leave it as it was', async () => {
    using target = new CommandLine();
    await target.output(['example']);
    const before = await logOf(target.dataDirectory);
    expect(await target.run(['restore', file])).toMatchObject({
      exitCode: 1,
      messages: 'ledger: the ledger holds 75 events: an export is restored into an empty one, see --data-dir\n',
    });
    expect(await logOf(target.dataDirectory)).toEqual(before);
  });

  it('restore into a ledger that a server made and nobody used, but not under its feet', async () => {
    using target = new CommandLine();
    const server = await startServer({ dataDirectory: target.dataDirectory });
    expect((await target.run(['restore', file])).messages).toBe(
      'ledger: a server has the ledger open: stop it first\n',
    );
    await server.close();
    await target.output(['restore', file]);
    expect(await logOf(target.dataDirectory)).toHaveLength(76);
    expect(readdirSync(target.dataDirectory).filter((name) => name.startsWith('log'))).toEqual(['log']);
  });

  it('begin anew where a restore was interrupted', async () => {
    using target = new CommandLine();
    const { log } = placesIn(target.dataDirectory);
    const unfinished = await SqliteEventStore.open({ directory: `${log}.restoring` });
    await unfinished.append(
      'x',
      [{ id: '00000000-0000-4000-8000-000000000000', type: 'X', data: '{}', metadata: '{}' }],
      'none',
    );
    await unfinished.close();
    expect((await target.run(['contracts'])).messages).toMatch(/there is no ledger/);
    await target.output(['restore', file]);
    expect(await logOf(target.dataDirectory)).toHaveLength(76);
    expect(existsSync(`${log}.restoring`)).toBe(false);
  });

  it('begin anew where a restore was interrupted while it moved an empty log out of the way', async () => {
    using target = new CommandLine();
    const { log } = placesIn(target.dataDirectory);
    for (const directory of [log, `${log}.empty`]) await (await SqliteEventStore.open({ directory })).close();
    await target.output(['restore', file]);
    expect(await logOf(target.dataDirectory)).toHaveLength(76);
    expect(readdirSync(target.dataDirectory)).toEqual(['log']);
  });

  it('do not disturb another restore that is at work', async () => {
    using target = new CommandLine();
    const { log } = placesIn(target.dataDirectory);
    const other = await SqliteEventStore.open({ directory: `${log}.restoring` });
    expect((await target.run(['restore', file])).messages).toBe('ledger: another restore is at work\n');
    await other.close();
  });

  it('carry long streams and many, in their order', async () => {
    using target = new CommandLine();
    mkdirSync(target.dataDirectory);
    const { log } = placesIn(target.dataDirectory);
    const events = Array.from({ length: 5000 }, (_, index): RecordedEvent => {
      const stream = index % 7 === 0 ? 'long' : `contract-${String(Math.floor(index / 2000))}`;
      return {
        stream,
        revision: 0n,
        position: BigInt(index + 1),
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        type: 'T',
        data: JSON.stringify({ text: 'あ'.repeat(index % 300) }),
        metadata: '{}',
        beside: [],
      };
    });
    const revisions = new Map<string, bigint>();
    const numbered = events.map((event) => {
      const revision = revisions.get(event.stream) ?? 0n;
      revisions.set(event.stream, revision + 1n);
      return { ...event, revision };
    });
    async function* source(): AsyncGenerator<RecordedEvent> {
      for (const event of numbered) yield await Promise.resolve(event);
    }
    expect(await restoreLog(log, source())).toBe(5000);
    expect(await logOf(target.dataDirectory)).toEqual(numbered);
  });

  it('say what is in the way of writing', async () => {
    writeFileSync(`${file}.dir`, '');
    expect(await source.run(['export', join(`${file}.dir`, 'x')])).toMatchObject({ exitCode: 1 });
    expect((await source.run(['restore', '/nowhere/x'])).messages).toBe('ledger: there is no /nowhere/x\n');
  });
});
