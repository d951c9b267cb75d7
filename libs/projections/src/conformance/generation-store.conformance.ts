import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@ledger/kernel';
import { FIRST_GENERATION, type Building, type GenerationStore } from '../generations/generation-store.js';
import { LeaseLost, type ReadModel } from '../read-model.js';
import { digestOfRow } from '../contract-digest.js';
import { obligation, row, written } from './example-rows.js';

/** Where generations are kept: opened again and again, and by several at once, they are the same. */
export interface GenerationsPlace {
  readonly open: () => Promise<GenerationStore>;
  readonly remove: () => Promise<void>;
}

const everything = { upTo: 2n ** 62n, after: undefined, limit: 200 };
/** One that is being built. */
export const building: Building = {
  generationId: 'one',
  state: 'building',
  done: 3,
  total: undefined,
  rate: undefined,
  failed: 1,
  firstErrors: [{ contractId: 'c', reason: 'unreadable' }],
  position: 2n ** 60n,
  codeVersion: '1',
  startedAt: instant('2026-08-01T09:00:00+09:00'),
  endedAt: undefined,
  digest: undefined,
  reason: undefined,
};

/** What every place for generations promises. @param newPlace an empty one; several may open it unless it is in one process alone */
export const testGenerationStore = (
  title: string,
  newPlace: () => Promise<GenerationsPlace>,
  isShared: boolean,
): void => {
  describe(title, () => {
    let place: GenerationsPlace;
    let store: GenerationStore;
    beforeEach(async () => {
      place = await newPlace();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await place.open();
    };
    const saved = async (model: ReadModel, ...contractIds: readonly string[]): Promise<void> => {
      const rows = contractIds.map((id) => row(id, { obligations: [obligation('o', '2026-01-15')] }));
      await model.save({ rows, failures: [], checkpoint: { position: BigInt(contractIds.length), eventId: 'e' } });
    };
    const build = async (generationId: string, ...contractIds: readonly string[]): Promise<void> => {
      const model = await store.open(generationId);
      await saved(model, ...contractIds);
      await model.close();
    };
    const contractsOf = async (model: ReadModel): Promise<readonly string[]> =>
      (await model.page({}, everything)).map(({ contractId }) => contractId);
    const contractsIn = async (generationId: string): Promise<readonly string[]> => {
      const model = await store.open(generationId);
      const contracts = await contractsOf(model);
      await model.close();
      return contracts;
    };

    it('begins with the rows that there are', async () => {
      expect(await store.liveId()).toBe(FIRST_GENERATION);
      expect(await store.ids()).toEqual([FIRST_GENERATION]);
      await saved(store.live, 'a');
      expect(await contractsIn(FIRST_GENERATION)).toEqual(['a']);
    });

    it('keeps any number of generations side by side', async () => {
      await saved(store.live, 'a');
      await build('one', 'a', 'b');
      await build('two', 'c');
      expect(await store.ids()).toEqual([FIRST_GENERATION, 'one', 'two']);
      await reopen();
      expect(await contractsIn('one')).toEqual(['a', 'b']);
      expect(await contractsIn('two')).toEqual(['c']);
      expect(await contractsOf(store.live)).toEqual(['a']);
      expect((await store.live.checkpoint())?.position).toBe(1n);
    });

    it('switches, keeps the one before, and switches back', async () => {
      await saved(store.live, 'a');
      await build('one', 'a', 'b');
      await store.makeLive('one');
      expect(await store.liveId()).toBe('one');
      expect(await contractsOf(store.live)).toEqual(['a', 'b']);
      expect((await store.live.checkpoint())?.position).toBe(2n);
      expect(await contractsIn(FIRST_GENERATION)).toEqual(['a']);
      expect(await store.ids()).toEqual([FIRST_GENERATION, 'one']);
      await saved(store.live, 'a', 'b', 'c');
      await reopen();
      expect(await contractsOf(store.live)).toEqual(['a', 'b', 'c']);
      await store.makeLive(FIRST_GENERATION);
      expect(await contractsOf(store.live)).toEqual(['a']);
      expect(await contractsIn('one')).toEqual(['a', 'b', 'c']);
      await store.makeLive(FIRST_GENERATION);
      expect(await store.liveId()).toBe(FIRST_GENERATION);
    });

    it('drops a generation, but never the live one', async () => {
      await build('one', 'a');
      await expect(store.drop(FIRST_GENERATION)).rejects.toThrow('is live');
      await store.makeLive('one');
      await expect(store.drop('one')).rejects.toThrow('is live');
      await store.drop(FIRST_GENERATION);
      await store.drop(FIRST_GENERATION);
      expect(await store.ids()).toEqual(['one']);
      expect(await contractsOf(store.live)).toEqual(['a']);
    });

    it('makes an empty one of the name that was dropped', async () => {
      await build('one', 'a');
      await store.drop('one');
      expect(await contractsIn('one')).toEqual([]);
    });

    it('knows which of them hold anything', async () => {
      expect(await Promise.all([store.holds(FIRST_GENERATION), store.holds('one')])).toEqual([false, false]);
      await saved(store.live, 'a');
      await build('one', 'a');
      await (await store.open('empty')).close();
      await reopen();
      const all = [FIRST_GENERATION, 'one', 'empty', 'unknown'];
      expect(await Promise.all(all.map((id) => store.holds(id)))).toEqual([true, true, false, false]);
      await store.makeLive('one');
      expect(await Promise.all(all.map((id) => store.holds(id)))).toEqual([true, true, false, false]);
      await store.drop(FIRST_GENERATION);
      expect(await store.holds(FIRST_GENERATION)).toBe(false);
      expect(await store.ids()).toEqual(['empty', 'one']);
    });

    it('remembers how far each is built', async () => {
      expect(await store.building('one')).toBeUndefined();
      await store.saveBuilding(building);
      expect(await store.building('one')).toEqual(building);
      const finished = { ...building, state: 'finished', total: 4, digest: 'd', endedAt: building.startedAt } as const;
      await store.saveBuilding(finished);
      await reopen();
      expect(await store.building('one')).toEqual(finished);
    });

    it('gives all rows with what they hold, of one state', async () => {
      const model = await store.open('one');
      const rows = Array.from({ length: 450 }, (_, index) => row(`c${String(index).padStart(3, '0')}`));
      const [first, ...others] = rows.map((one) => ({ ...one, ...written([obligation('o', '2026-01-15')]) }));
      await model.save({ rows: [first!, ...others], failures: [], checkpoint: undefined });
      const pages = model.everyRow('c000')[Symbol.asyncIterator]();
      const seen = [...((await pages.next()).value as readonly unknown[])];
      await model.save({ rows: [row('c300', { revision: 9 })], failures: [], checkpoint: undefined });
      for (let page = await pages.next(); page.done !== true; page = await pages.next()) seen.push(...page.value);
      expect(seen).toHaveLength(others.length);
      const stored = others.map(({ bounds: _, ...one }) => ({ ...one, stale: undefined, digest: digestOfRow(one) }));
      if (isShared) expect(seen).toEqual(stored);
      await model.close();
    });

    if (!isShared) return;
    describe('of which several processes look at the same', () => {
      it('shows the switch to all of them at once', async () => {
        await saved(store.live, 'a');
        await build('one', 'a', 'b');
        const other = await place.open();
        expect(await contractsOf(other.live)).toEqual(['a']);
        await store.makeLive('one');
        expect(await other.liveId()).toBe('one');
        await other.close();
      });
    });
  });
};

/** What a place promises that a lease guards. */
export const testFencedGenerations = (title: string, newPlace: () => Promise<GenerationsPlace>): void => {
  describe(title, () => {
    it('switches and drops for whoever leads, and for nobody else', async () => {
      const place = await newPlace();
      const store = await place.open();
      const lease = await store.live.takeLease('projector', 'me', 60_000);
      const model = await store.open('one');
      await model.save({ rows: [row('a')], failures: [], checkpoint: undefined }, lease);
      const late = { name: 'projector', token: 99 };
      await expect(model.save({ rows: [row('b')], failures: [], checkpoint: undefined }, late)).rejects.toThrow(
        LeaseLost,
      );
      await model.close();
      await expect(store.makeLive('one', late)).rejects.toThrow(LeaseLost);
      await expect(store.drop('one', late)).rejects.toThrow(LeaseLost);
      expect(await store.liveId()).toBe(FIRST_GENERATION);
      await store.makeLive('one', lease);
      expect((await store.live.page({}, everything)).map(({ contractId }) => contractId)).toEqual(['a']);
      expect(await store.live.takeLease('projector', 'another', 1000)).toBeUndefined();
      await store.drop(FIRST_GENERATION, lease);
      await store.close();
      await place.remove();
    });
  });
};
