import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { testGenerationStore } from '../conformance/generation-store.conformance.js';
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
