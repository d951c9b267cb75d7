import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from '@jest/globals';
import { Kysely, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { building, testGenerationStore } from '../conformance/generation-store.conformance.js';
import { migrationsFor } from '../sql/migrations.js';
import type { Tables } from '../sql/tables.js';
import { NodeSqliteDialect } from './node-sqlite-dialect.js';
import { liveSqliteFile, openSqliteGenerations } from './open-sqlite-generations.js';
import { sqliteFlavour } from './sqlite-flavour.js';

const placesIn = (directory: string): { readonly first: string; readonly directory: string } => ({
  first: join(directory, 'contracts.db'),
  directory: join(directory, 'generations'),
});

testGenerationStore(
  'Generations in SQLite files',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'generations-'));
    return {
      open: () => openSqliteGenerations(placesIn(directory)),
      remove: () => rm(directory, { recursive: true }),
    };
  },
  true,
);

it('The live file is known to whoever only looks on', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'generations-'));
  const places = placesIn(directory);
  expect(liveSqliteFile(places)).toBe(places.first);
  const store = await openSqliteGenerations(places);
  expect(liveSqliteFile(places)).toBe(places.first);
  await store.makeLive('one');
  expect(liveSqliteFile(places)).toBe(join(places.directory, 'one.db'));
  await store.close();
  await rm(directory, { recursive: true });
});

it('What a rebuild has laid beside a generation goes with it, and goes when nobody builds it any more', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'generations-'));
  const places = placesIn(directory);
  let store = await openSqliteGenerations(places);
  const partsOf = (id: string): string => join(places.directory, `${id}.db.parts`);
  for (const id of ['dropped', 'goes-on', 'finished', 'unknown']) {
    await (await store.open(id)).close();
    await mkdir(partsOf(id));
    await writeFile(join(partsOf(id), 'events-0-0'), 'e');
  }
  await store.drop('dropped');
  expect(existsSync(partsOf('dropped'))).toBe(false);
  await store.saveBuilding({ ...building, generationId: 'goes-on' });
  await store.saveBuilding({ ...building, generationId: 'finished', state: 'finished' });
  await store.close();
  store = await openSqliteGenerations(places);
  expect(['goes-on', 'finished', 'unknown'].map((id) => existsSync(partsOf(id)))).toEqual([true, false, false]);
  expect(await store.ids()).toEqual(['finished', 'first', 'goes-on', 'unknown']);
  await store.close();
  await rm(directory, { recursive: true });
});

it('A generation in a file that another version has made holds nothing any more', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'generations-'));
  const places = placesIn(directory);
  const store = await openSqliteGenerations(places);
  const path = join(places.directory, 'one.db');
  const database = new Kysely<Tables>({ dialect: new NodeSqliteDialect(new DatabaseSync(path)) });
  const provider = { getMigrations: () => Promise.resolve({ ...migrationsFor(sqliteFlavour(path)) }) };
  const { error } = await new Migrator({ db: database, provider }).migrateTo('0005-obligations-in-their-contract');
  expect(error).toBeUndefined();
  await sql`insert into checkpoint (one, position, event_id) values (1, 7, 'e')`.execute(database);
  await database.destroy();
  expect(await store.ids()).toContain('one');
  expect(await store.holds('one')).toBe(false);
  await store.close();
  await rm(directory, { recursive: true });
});
