import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import {
  startEventStoreDouble,
  type EventStoreDouble,
} from '../../../../test/support/eventstoredb/event-store-double.js';
import { MemoryBesideStore } from '../beside-store.js';
import { anEvent } from '../conformance/fixture.js';
import type { BesideValue } from '../event-store.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { BesideSweep } from '../sweep-beside.js';

let double: EventStoreDouble;
beforeAll(async () => {
  double = await startEventStoreDouble();
});
afterAll(() => double.stop());

/** A log whose values stand beside it in memory. */
const withLog = async (
  test: (log: EventStoreDbEventStore, beside: KeptOpen, look: () => Promise<number>) => Promise<void>,
): Promise<void> => {
  const beside = new KeptOpen();
  const log = await EventStoreDbEventStore.open({ url: double.url, namespace: randomUUID(), beside });
  const sweep = new BesideSweep(log, beside);
  try {
    await test(log, beside, () => sweep.look(new AbortController().signal));
  } finally {
    await log.close();
  }
};

/** Lets a test do something the moment that values were written. */
class KeptOpen extends MemoryBesideStore {
  written: () => Promise<void> = () => Promise.resolve();

  override async write(values: readonly BesideValue[]): Promise<readonly string[]> {
    const added = await super.write(values);
    const { written } = this;
    this.written = () => Promise.resolve();
    await written();
    return added;
  }
}

const valueOf = (commitment: string): BesideValue => ({ commitment, salt: 'aa', value: `of ${commitment}` });
const recorded = (log: EventStoreDbEventStore, commitment: string): Promise<unknown> =>
  log.append(randomUUID(), [anEvent({ beside: [valueOf(commitment)] })], 'none');

describe('Values beside a log that no event names', () => {
  it('are taken back by the second look, and those of events never', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('recorded', 'left behind', 'erased'), { maxLength: 30 }),
        async (fates) => {
          await withLog(async (log, beside, look) => {
            const named = fates.map((fate, index) => ({ fate, commitment: `sha256:${String(index)}` }));
            for (const { fate, commitment } of named) {
              if (fate === 'left behind') await beside.write([valueOf(commitment)]);
              else await recorded(log, commitment);
              if (fate === 'erased') await beside.erase([commitment]);
            }
            const left = named.filter(({ fate }) => fate === 'left behind').length;
            expect([await look(), await look(), await look()]).toEqual([0, left, 0]);
            const known = await beside.read(named.map(({ commitment }) => commitment));
            for (const { fate, commitment } of named) {
              const value = { recorded: valueOf(commitment), 'left behind': undefined, erased: 'erased' }[fate];
              expect(known.get(commitment)).toEqual(value);
            }
          });
        },
      ),
      { numRuns: 20 },
    ));

  it('stay where their append comes about between two looks', () =>
    withLog(async (log, beside, look) => {
      beside.written = async () => {
        expect(await look()).toBe(0); // an append is under way
      };
      await recorded(log, 'sha256:1');
      expect([await look(), await look()]).toEqual([0, 0]);
      expect(await beside.read(['sha256:1'])).toEqual(new Map([['sha256:1', valueOf('sha256:1')]]));
    }));

  it('are there again where an append names what an earlier one had left behind, and lost meanwhile', () =>
    withLog(async (log, beside, look) => {
      await beside.write([valueOf('sha256:1')]);
      await look();
      beside.written = async () => {
        expect(await look()).toBe(1);
      };
      await recorded(log, 'sha256:1');
      expect(await beside.read(['sha256:1'])).toEqual(new Map([['sha256:1', valueOf('sha256:1')]]));
    }));

  it('stay where the look is ended, or the log does not answer', () =>
    withLog(async (log, beside) => {
      await beside.write([valueOf('sha256:1')]);
      const sweep = new BesideSweep(log, beside);
      await sweep.look(new AbortController().signal);
      expect(await sweep.look(AbortSignal.abort())).toBe(0);
      const mute = { head: () => log.head(), readAll: () => Promise.reject(new Error('away')) };
      const over = new BesideSweep({ ...mute, head: () => Promise.resolve(1n) }, beside);
      await expect(over.look(new AbortController().signal)).rejects.toThrow('away');
      expect((await beside.read(['sha256:1'])).size).toBe(1);
    }));

  it('may be more than are asked for at once', () =>
    withLog(async (log, beside, look) => {
      const commitments = Array.from({ length: 12_000 }, (_, index) => `sha256:${String(index)}`);
      await beside.write(commitments.map(valueOf));
      await log.append('s', [anEvent({ beside: commitments.slice(0, 100).map(valueOf) })], 'none');
      expect([await look(), await look()]).toEqual([0, 11_900]);
      expect((await beside.read(commitments)).size).toBe(100);
    }));
});
