import { describe, expect, it } from '@jest/globals';
import { SystemClock } from '@ledger/kernel';
import { MemoryBesideStore, MemoryEventStore } from '@ledger/event-store';
import { eventually } from '../../../test/support/eventually.js';
import { sweepingBeside } from './duties.js';
import { Journal } from './journal.js';
import type { Leader } from './projection.js';

const leader = undefined as unknown as Leader; // it needs no right: two that look do no harm
const atOnce = { first: 0, between: 0 };

describe('Whoever leads', () => {
  it('takes back values that no event names, and goes on where the log did not answer for a while', async () => {
    const [store, beside, journal] = [new MemoryEventStore(), new MemoryBesideStore(), new Journal(new SystemClock())];
    await beside.write([{ commitment: 'sha256:1', salt: 'aa', value: '山田' }]);
    const head = store.head.bind(store);
    let isAway = true;
    store.head = () => (isAway ? Promise.reject(new Error('away')) : head());
    const term = sweepingBeside(store, beside, journal, atOnce).begin(leader);
    await eventually(() => expect(journal.lastError?.message).toContain('away'));
    isAway = false;
    await eventually(async () => expect((await beside.read(['sha256:1'])).size).toBe(0));
    await term.end();
  });

  it('takes nothing back while the log is not the one of the read model', async () => {
    const [store, beside, journal] = [new MemoryEventStore(), new MemoryBesideStore(), new Journal(new SystemClock())];
    await beside.write([{ commitment: 'sha256:1', salt: 'aa', value: '山田' }]);
    let asked = 0;
    const alarmed = Object.defineProperty(journal, 'isStopped', { get: () => (asked += 1) > 0 });
    const term = sweepingBeside(store, beside, alarmed, atOnce).begin(leader);
    await eventually(() => expect(asked).toBeGreaterThan(5));
    await term.end();
    expect((await beside.read(['sha256:1'])).size).toBe(1);
  });

  it('waits for no look when it ends', async () => {
    const journal = new Journal(new SystemClock());
    const term = sweepingBeside(new MemoryEventStore(), new MemoryBesideStore(), journal).begin(leader);
    await term.end();
    expect(journal.lastError).toBeNull();
  });
});
