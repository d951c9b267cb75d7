import { describe, expect, it } from '@jest/globals';
import type { BesideStore } from '../beside-store.js';
import type { BesideValue } from '../event-store.js';

const name: BesideValue = { commitment: 'sha256:1', salt: 'aa', value: '山田 太郎 😀' };
const contact: BesideValue = { commitment: 'sha256:2', salt: '', value: '' };

/** What every store of values beside does. @param open an empty one */
export const conformsToBesideStore = (title: string, open: () => Promise<BesideStore>): void => {
  const withStore = async (test: (store: BesideStore) => Promise<void>): Promise<void> => {
    const store = await open();
    try {
      await test(store);
    } finally {
      await store.close();
    }
  };

  describe(title, () => {
    it('gives back what was written, and says what was new', () =>
      withStore(async (store) => {
        expect(await store.write([name])).toEqual(['sha256:1']);
        expect(await store.write([name, contact])).toEqual(['sha256:2']);
        const known = await store.read(['sha256:2', 'sha256:1', 'sha256:3']);
        expect([...known].sort()).toEqual([
          ['sha256:1', name],
          ['sha256:2', contact],
        ]);
        expect(await store.read([])).toEqual(new Map());
      }));

    it('remembers what was erased, and takes it up no more', () =>
      withStore(async (store) => {
        await store.write([name, contact]);
        await store.erase(['sha256:1', 'sha256:3']);
        expect(await store.write([name])).toEqual([]);
        const known = await store.read(['sha256:1', 'sha256:2', 'sha256:3']);
        expect([known.get('sha256:1'), known.get('sha256:2'), known.size]).toEqual(['erased', contact, 2]);
      }));

    it('knows nothing more of what was withdrawn', () =>
      withStore(async (store) => {
        await store.write([name, contact]);
        await store.withdraw(['sha256:1']);
        expect([...(await store.read(['sha256:1', 'sha256:2'])).keys()]).toEqual(['sha256:2']);
        expect(await store.write([name])).toEqual(['sha256:1']);
      }));

    it('takes nothing back that was erased', () =>
      withStore(async (store) => {
        await store.write([name]);
        await store.erase(['sha256:1']);
        await store.withdraw(['sha256:1']);
        expect((await store.read(['sha256:1'])).get('sha256:1')).toBe('erased');
      }));

    it('lists what it has, page by page, without what was erased', () =>
      withStore(async (store) => {
        const commitments = Array.from({ length: 25 }, (_, index) => `sha256:${String(index)}-é`);
        await store.write(commitments.map((commitment) => ({ ...name, commitment })));
        await store.erase([commitments[7] ?? '']);
        await store.withdraw([commitments[3] ?? '']);
        const listed: string[] = [];
        for (let page = await store.commitments('', 10); page.length > 0;) {
          expect(page.length).toBeLessThanOrEqual(10);
          listed.push(...page);
          page = await store.commitments(page.at(-1) ?? '', 10);
        }
        expect(listed.sort()).toEqual(commitments.filter((_, index) => index !== 7 && index !== 3).sort());
      }));
  });
};
