import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant, plusHours } from '@ledger/kernel';
import type { DeliveryProgress, DeliveryStore, DeliveryUpdate, HeldStream } from '../delivery-store.js';
import { LeaseLost, type ReadModel } from '../read-model.js';

/** Where a store is kept that can be opened again, and by several at once. */
export interface DeliveryPlace {
  readonly open: () => Promise<DeliveryStore>;
  /** What keeps the leases of the same place. */
  readonly openLeases: () => Promise<ReadModel>;
  readonly remove: () => Promise<void>;
}

const at = instant('2026-08-01T09:00:00+09:00');
const well: DeliveryProgress = {
  webhookId: 'w',
  position: 2n ** 62n,
  begunBy: 0,
  failure: undefined,
  waiting: undefined,
  deliveredAt: at,
};
const failing: DeliveryProgress = {
  ...well,
  waiting: { events: 7, upTo: 2n ** 62n + 1n },
  deliveredAt: undefined,
  failure: {
    since: at,
    attempts: 3,
    lastAt: at,
    reason: 'answered 503',
    status: 503,
    eventId: 'e',
    nextAttemptAt: at,
  },
};
const dead: DeliveryProgress = {
  ...well,
  failure: { ...failing.failure!, status: undefined, nextAttemptAt: undefined },
};

/** What every place for the progress of deliveries must do. */
export const testDeliveryStore = (name: string, newPlace: () => Promise<DeliveryPlace>): void => {
  describe(name, () => {
    let place: DeliveryPlace;
    let store: DeliveryStore;
    beforeEach(async () => {
      place = await newPlace();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.remove();
    });

    it('knows nothing of what was never delivered', async () => {
      expect(await store.progress('w')).toBeUndefined();
      expect(await store.index()).toBeUndefined();
    });

    it.each([well, failing, dead])(
      'keeps progress as it was saved last, also for the next process',
      async (progress) => {
        await store.save({ progress: { ...well, position: 1n } });
        await store.save({ progress: { ...well, webhookId: 'other' } });
        await store.save({ progress });
        const next = await place.open();
        expect(await next.progress('w')).toEqual(progress);
        await next.close();
      },
    );

    const later = plusHours(at, 1);
    const held = (stream: string, change: Partial<HeldStream> = {}): HeldStream => ({
      stream,
      revision: 3,
      position: 2n ** 61n,
      events: 2,
      failure: failing.failure!,
      ...change,
    });
    const givenUp = held('given-up', { position: 5n, failure: dead.failure! });
    const save = (update: Omit<DeliveryUpdate, 'progress'>, webhookId = 'w'): Promise<void> =>
      store.save({ progress: { ...well, webhookId }, ...update });

    it('keeps what is held back of each webhook, and knows whose turn it is', async () => {
      const second = held('b', { failure: { ...failing.failure!, nextAttemptAt: later } });
      await save({ held: [second, held('a'), givenUp] });
      await save({ held: [held('a', { events: 100 })] }, 'other');
      expect(await store.heldAmong('w', ['a', 'given-up', 'none'])).toEqual(
        expect.arrayContaining([held('a'), givenUp]),
      );
      expect(await store.heldAmong('w', [])).toEqual([]);
      expect(await store.heldDue('w', at, 9)).toEqual([held('a')]);
      expect(await store.heldDue('w', later, 1)).toEqual([held('a')]);
      expect(await store.heldDue('w', undefined, 9)).toEqual([held('a'), second]); // what was given up has no turn
      expect(await store.heldSummary('w')).toEqual({ streams: 3, events: 6, first: givenUp, nextAttemptAt: at });
      expect(await store.heldSummary('none')).toEqual({
        streams: 0,
        events: 0,
        first: undefined,
        nextAttemptAt: undefined,
      });
    });

    it('writes over what is held back, lets go of it, and has it tried again', async () => {
      await save({ held: [held('a'), held('b'), givenUp] });
      await save({ held: [held('a', { events: 9 })], released: ['b'] });
      expect(await store.heldSummary('w')).toMatchObject({ streams: 2, events: 11 });
      await save({ all: { triedAt: later, alsoGivenUp: false } });
      expect((await store.heldDue('w', undefined, 9)).map(({ stream }) => stream)).toEqual(['a']);
      await save({ all: { triedAt: later, alsoGivenUp: true } });
      expect((await store.heldDue('w', later, 9)).map(({ stream }) => stream)).toEqual(['a', 'given-up']);
      await save({ held: [held('c')] }, 'other');
      await save({ all: 'released', held: [held('d')] });
      expect((await store.heldDue('w', undefined, 9)).map(({ stream }) => stream)).toEqual(['d']);
      expect((await store.heldSummary('other')).streams).toBe(1);
    });

    it('writes nothing for whoever does not lead any more', async () => {
      const leases = await place.openLeases();
      const first = (await leases.takeLease('leader', 'one', 60_000))!;
      await store.save({ progress: well, held: [held('a')] }, first);
      await leases.releaseLease(first);
      const second = (await leases.takeLease('leader', 'two', 60_000))!;
      const late = store.save({ progress: failing, released: ['a'] }, first);
      await expect(late).rejects.toThrow(LeaseLost);
      expect([await store.progress('w'), (await store.heldSummary('w')).streams]).toEqual([well, 1]);
      await store.save({ progress: failing, released: ['a'] }, second);
      expect([await store.progress('w'), (await store.heldSummary('w')).streams]).toEqual([failing, 0]);
      await leases.close();
    });

    it('keeps the webhooks that were found, and how far the log was looked through', async () => {
      await store.extendIndex({ position: 7n, webhookIds: ['b', 'a'] });
      await store.extendIndex({ position: 2n ** 62n, webhookIds: ['c', 'b'] });
      expect(await store.index()).toEqual({ position: 2n ** 62n, webhookIds: ['a', 'b', 'c'] });
    });

    it('goes back nowhere when two look through the log', async () => {
      await store.extendIndex({ position: 9n, webhookIds: [] });
      await store.extendIndex({ position: 8n, webhookIds: ['a'] });
      expect(await store.index()).toEqual({ position: 9n, webhookIds: ['a'] });
    });
  });
};
