import { describe, expect, it } from '@jest/globals';
import { AllReader } from './log-reader.js';
import type { RawEvent } from './read-message.js';
import type { AllRequest, Reads, Taking } from './reads.js';

/** A server that takes no position but that of an event: as one does that looks for it in its files. */
class Strict {
  readonly asked: string[] = [];

  constructor(private readonly events: readonly RawEvent[]) {}

  all({ from, direction, count }: AllRequest, take: Taking): Promise<void> {
    const place = typeof from === 'string' ? from : from.commit;
    this.asked.push(String(place));
    if (typeof place === 'bigint' && !this.events.some(({ position }) => position === place)) {
      return Promise.reject(Object.assign(new Error('invalid position'), { code: 3 }));
    }
    const isIn = (position: bigint): boolean =>
      typeof place === 'string' || (direction === 'forward' ? position >= place : position < place);
    const wanted = this.events.filter(({ position }) => isIn(position));
    if (direction === 'backward') wanted.reverse();
    wanted.slice(0, count).every((event) => take(event));
    return Promise.resolve();
  }
}

const event = (position: number, stream = 'ledger.one'): RawEvent => ({
  stream,
  revision: 0n,
  position: BigInt(position),
  prepare: BigInt(position),
  id: '',
  type: 'T',
  data: '{}',
  metadata: '{}',
});
const events = [event(100), event(180), event(260, '$stats'), event(333), event(421, 'other'), event(500)];
const own = [100n, 180n, 333n, 500n];

const readerOf = (server: Strict): AllReader => new AllReader(server as unknown as Reads, 'ledger.');

describe('Reading $all of a server that takes no position but that of an event', () => {
  it('begins between any two', async () => {
    for (let place = 0n; place <= 510n; place += 1n) {
      const forward = await readerOf(new Strict(events)).forward({ after: place });
      expect(forward.events.map(({ position }) => position)).toEqual(own.filter((one) => one > place));
      const backward = await readerOf(new Strict(events)).backward({ before: place });
      expect(backward.events.map(({ position }) => position)).toEqual(own.filter((one) => one < place).toReversed());
    }
  });

  it('needs no more than a second question just before an event, and begins near the place otherwise', async () => {
    const before = new Strict(events);
    expect((await readerOf(before).forward({ after: 332n, limit: 1 })).events).toHaveLength(1);
    expect(before.asked).toEqual(['332', '333']);

    const between = new Strict(events);
    const reader = readerOf(between);
    reader.remember(180n);
    expect((await reader.forward({ after: 300n, limit: 1 })).events.map(({ position }) => position)).toEqual([333n]);
    expect(between.asked).toEqual(['300', '301', '180']);
  });

  it('says whether it came to the end, with pages of any size', async () => {
    for (let limit = 1; limit <= 6; limit += 1) {
      const reader = readerOf(new Strict(events));
      const seen: bigint[] = [];
      for (let after = 0n; ;) {
        const page = await reader.forward({ after, limit });
        seen.push(...page.events.map(({ position }) => position));
        after = page.events.at(-1)?.position ?? after;
        if (page.isEnd) break;
      }
      expect(seen).toEqual(own);
    }
  });
});
