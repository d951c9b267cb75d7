import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@ledger/event-store';
import { Feed } from '@ledger/application';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { EventStream } from './event-stream.js';

const patient = { heartbeatMilliseconds: 1_000_000, patienceMilliseconds: 1_000_000 };
const CONTRACTS = 300;

const longFeed = async (): Promise<{ feed: Feed; ledger: TestLedger }> => {
  const ledger = new TestLedger(new MemoryEventStore());
  for (let index = 0; index < CONTRACTS; index += 1) {
    const contractor = { name: '山'.repeat(200), contact: '川'.repeat(500) };
    await ledger.record(`c${String(index)}`, 'ContractApplied', { contractor, appliedOn: '2025-12-01' });
  }
  return { feed: new Feed(ledger.store), ledger };
};

describe('A stream of events', () => {
  it('reads the log no further than its listener takes', async () => {
    const { feed, ledger } = await longFeed();
    const stream = new EventStream(patient);
    await stream.listen((handler) => feed.follow({}, 0n, handler));
    await once(stream, 'readable');
    await new Promise((resolve) => setImmediate(resolve));
    expect(stream.readableLength).toBeLessThan(70_000); // of about 700 kB
    let text = '';
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.endsWith(`id: ${String(CONTRACTS)}\n\n`) || text.includes(`"position":"${String(CONTRACTS)}"`)) break;
    }
    expect([...text.matchAll(/^event: /gm)]).toHaveLength(CONTRACTS);
    expect(stream.destroyed).toBe(true);
    await ledger.store.close();
  });

  it('cuts a listener off who takes nothing any more', async () => {
    const { feed, ledger } = await longFeed();
    const stream = new EventStream({ ...patient, patienceMilliseconds: 1 });
    await stream.listen((handler) => feed.follow({}, 0n, handler));
    await once(stream, 'close');
    expect(stream.readableEnded).toBe(false);
    await ledger.store.close();
  });

  it('says now and then that it lives', async () => {
    const store = new MemoryEventStore();
    const stream = new EventStream({ ...patient, heartbeatMilliseconds: 1 });
    await stream.listen((handler) => new Feed(store).follow({}, 0n, handler));
    let text = '';
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.includes(': alive\n\n')) break;
    }
    await store.close();
  });

  it('breaks off when the log cannot be read', async () => {
    const store = new MemoryEventStore();
    const stream = new EventStream(patient);
    const closed = once(stream, 'close');
    closed.catch(() => undefined);
    await stream.listen((handler) =>
      Promise.resolve(
        store.subscribe({ after: 0n }, () =>
          handler({ events: [], position: 0n }).then(() => {
            throw new Error('unreadable');
          }),
        ),
      ),
    );
    await new TestLedger(store).record('a', 'ContractApplied', { contractor: { name: '山' }, appliedOn: '2025-12-01' });
    await expect(closed).rejects.toThrow('unreadable');
    await store.close();
  });
});
