import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openEventStore, type LogSettings } from '@ledger/hosting';
import { readPages, type RecordedEvent } from '@ledger/event-store';
import { CommandLine } from '../support/command-line.js';
import { startEventStoreDouble, type EventStoreDouble } from '../support/eventstoredb/event-store-double.js';
import { startServer } from '../support/server.js';

jest.setTimeout(120_000); // each line of the command line starts an application

let node: EventStoreDouble;
beforeAll(async () => {
  node = await startEventStoreDouble();
});
afterAll(() => node.stop());

type Store = LogSettings['store'];

/** Runs a line of the command line over the log that the environment then names. */
const over = async <Result>(store: Store, url: string, work: () => Promise<Result>): Promise<Result> => {
  process.env['LEDGER_STORE'] = store;
  process.env['EVENTSTOREDB_URL'] = url;
  try {
    return await work();
  } finally {
    delete process.env['LEDGER_STORE'];
    delete process.env['EVENTSTOREDB_URL'];
  }
};

/** Everything that the log holds, but for the positions: each store has its own. */
const contentOf = async (settings: LogSettings): Promise<readonly Omit<RecordedEvent, 'position'>[]> => {
  const store = await openEventStore(settings);
  try {
    const events: Omit<RecordedEvent, 'position'>[] = [];
    for await (const page of readPages(store)) events.push(...page.map(({ position: _, ...event }) => event));
    return events;
  } finally {
    await store.close();
  }
};

const questions = ['example-worked', 'example-lasting', 'example-agreed-end'].flatMap((contractId) => [
  ['figures', contractId, '--json', '--as-of', '2026-07-31'],
  ['events', contractId, '--json'],
]);

/** What is answered but for where in the log it stands. */
const answersOf = async (line: CommandLine): Promise<readonly unknown[]> => {
  const answers: unknown[] = [];
  for (const question of questions) answers.push(withoutPositions(JSON.parse(await line.output(question))));
  return answers;
};

const withoutPositions = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, member: unknown) => (/position/i.test(key) ? undefined : member)));

describe('An export from one store and its restore into another', () => {
  it('carry the same bytes and give the same figures, both ways', async () => {
    using embedded = new CommandLine();
    using cluster = new CommandLine();
    using again = new CommandLine();
    await embedded.output(['example']);
    const server = await startServer({ dataDirectory: embedded.dataDirectory });
    const body = { contractor: { name: '鍵の会社' }, appliedOn: '2026-07-01' };
    expect((await server.post('/v1/contracts', body, { 'idempotency-key': 'once' })).status).toBe(201);
    await server.close();
    const [there, back] = ['there', 'back'].map((name) => join(embedded.dataDirectory, '..', `${name}.ndjson`));

    await embedded.output(['export', there!]);
    const restored = await over('eventstoredb', node.url, () => cluster.run(['restore', there!]));
    expect(restored).toEqual({ exitCode: 0, output: '', messages: '76 events restored\n' });
    await over('eventstoredb', node.url, () => cluster.output(['export', back!]));
    await again.output(['restore', back!]);

    const [first, second, third] = await Promise.all([
      contentOf({ store: 'sqlite', dataDirectory: embedded.dataDirectory, eventStoreUrl: undefined }),
      contentOf({ store: 'eventstoredb', dataDirectory: cluster.dataDirectory, eventStoreUrl: node.url }),
      contentOf({ store: 'sqlite', dataDirectory: again.dataDirectory, eventStoreUrl: undefined }),
    ]);
    expect(first).toHaveLength(76);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(first.filter(({ claim }) => claim !== undefined)).toHaveLength(1);
    expect(first.some(({ beside }) => beside.length > 0)).toBe(true);

    const expected = await answersOf(embedded);
    expect(await over('eventstoredb', node.url, () => answersOf(cluster))).toEqual(expected);
    expect(await answersOf(again)).toEqual(expected);
    expect(await again.output(['export'])).toBe(await embedded.output(['export']));

    // restored once more, nothing is written twice; another export is refused
    const once = await over('eventstoredb', node.url, () => cluster.run(['restore', there!]));
    expect(once.messages).toBe('76 events restored\n');
    await again.output(['example']);
    using other = new CommandLine();
    await other.output(['example']);
    await other.output(['export', `${back!}.other`]);
    const refused = await over('eventstoredb', node.url, () => cluster.run(['restore', `${back!}.other`]));
    expect(refused.exitCode).toBe(1);
    expect(refused.messages).toMatch(/holds .*an export is restored into an empty one/);
  });

  it('say what is wrong with the environment, and keep the password to themselves', async () => {
    using line = new CommandLine();
    const without = await over('eventstoredb', '', () => line.run(['export']));
    expect(without.messages).toBe('ledger: EVENTSTOREDB_URL is needed where LEDGER_STORE is eventstoredb\n');
    const dead = await over('eventstoredb', 'esdb://admin:geheim@127.0.0.1:9?tls=false', () => line.run(['export']));
    expect(dead.exitCode).toBe(1);
    expect(dead.messages).toMatch(/^ledger: the event store cannot be reached: /);
    const odd = await over('eventstoredb', 'esdb://admin:geheim@127.0.0.1:9?tls=false&colour=red', () =>
      line.run(['export']),
    );
    expect(odd.messages).toMatch(/has an option that nobody knows: colour/);
    for (const { messages } of [dead, odd]) expect(messages).not.toContain('geheim');
  });
});
