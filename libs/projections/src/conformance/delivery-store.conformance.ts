import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { instant } from '@ledger/kernel';
import type { DeliveryProgress, DeliveryStore } from '../delivery-store.js';

/** Where a store is kept that can be opened again, and by several at once. */
export interface DeliveryPlace {
  readonly open: () => Promise<DeliveryStore>;
  readonly remove: () => Promise<void>;
}

const at = instant('2026-08-01T09:00:00+09:00');
const well: DeliveryProgress = { webhookId: 'w', position: 2n ** 62n, begunBy: 0, failure: undefined };
const failing: DeliveryProgress = {
  ...well,
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
        await store.save({ ...well, position: 1n });
        await store.save({ ...well, webhookId: 'other' });
        await store.save(progress);
        const next = await place.open();
        expect(await next.progress('w')).toEqual(progress);
        await next.close();
      },
    );

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
