import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { building, testGenerationStore } from '../conformance/generation-store.conformance.js';
import { liveSqliteFile, openSqliteGenerations } from './open-sqlite-generations.js';

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
