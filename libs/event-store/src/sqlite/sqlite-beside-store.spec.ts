import { expect, it } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { conformsToBesideStore } from '../conformance/beside-store.conformance.js';
import { temporaryDirectory } from '../conformance/temporary-directory.js';
import { StoreDamaged } from '../errors.js';
import { SqliteBesideStore } from './sqlite-beside-store.js';

conformsToBesideStore('SqliteBesideStore', () =>
  Promise.resolve(SqliteBesideStore.open(join(temporaryDirectory(), 'beside.db'))),
);

it('A file of values beside keeps them, for several processes, and nothing of what was erased', async () => {
  const directory = temporaryDirectory();
  const path = join(directory, 'beside.db');
  const [one, other] = [SqliteBesideStore.open(path), SqliteBesideStore.open(path)];
  await one.write([{ commitment: 'c', salt: 'salt-to-forget', value: 'value-to-forget' }]);
  expect((await other.read(['c'])).get('c')).toMatchObject({ value: 'value-to-forget' });
  await other.close();
  await one.erase(['c']);
  for (const name of readdirSync(directory)) {
    expect(readFileSync(join(directory, name), 'latin1')).not.toContain('to-forget');
  }
  await one.close();
  const again = SqliteBesideStore.open(path);
  expect((await again.read(['c'])).get('c')).toBe('erased');
  await again.close();
});

it('A file that is something else is not taken for one of values beside', () => {
  const path = join(temporaryDirectory(), 'beside.db');
  writeFileSync(path, 'something else '.repeat(400));
  expect(() => SqliteBesideStore.open(path)).toThrow(StoreDamaged);
});
