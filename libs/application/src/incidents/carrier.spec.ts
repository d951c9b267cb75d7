import { afterEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore, WrongRevision, type EventStore, type RecordedEvent } from '@ledger/event-store';
import type { IncidentCommand } from '@ledger/contract';
import { TestLedger } from '../../../../test/support/test-ledger.js';
import { carriedIdOf } from './carry-to-contract.js';
import { IncidentCarrier } from './carrier.js';
import { GetIncidentHandler, type IncidentDetails } from './get-incident.js';
import { Incidents } from './incidents.js';

const report = {
  occurredAt: '2026-03-10T08:30:00+09:00',
  awareAt: '2026-03-10T09:00:00+09:00',
  extent: 'total',
  cause: 'provider',
} as const;
const recovered = { type: 'IncidentRecovered', data: { recoveredAt: '2026-03-12T09:00:00+09:00' } } as const;
const reportedOf = (contractIds: readonly string[] | 'all'): IncidentCommand => ({
  type: 'IncidentReported',
  data: { ...report, contractIds },
});

const ledgers: IncidentCarrier[] = [];
afterEach(async () => {
  await Promise.all(ledgers.splice(0).map((carrier) => carrier.close()));
});

/** A ledger with contracts in force, and what carries its incidents. */
const ledgerWith = async (
  contractIds: readonly string[],
  store: EventStore = new MemoryEventStore(),
): Promise<Scene> => {
  const ledger = new TestLedger(store);
  for (const contractId of contractIds) await ledger.active(contractId);
  return sceneOf(ledger);
};
const sceneOf = (ledger: TestLedger): Scene => {
  const { store, clock } = ledger;
  const incidents = new Incidents(store, clock);
  return {
    ledger,
    carrier: () => {
      const report = {
        failed: (_id: string, cause: unknown) => failures.push(cause),
        stopped: (cause: unknown) => failures.push(cause),
      };
      const carrier = new IncidentCarrier(store, new TestLedger(store, clock).streams, clock, report);
      ledgers.push(carrier);
      return carrier;
    },
    record: async (command, incidentId = 'i-1') => {
      await incidents.record(incidentId, command, { who: 'alice', requestId: 'r' });
    },
    incident: (limit = 50, cursor?: string) =>
      new GetIncidentHandler(store).execute({ incidentId: 'i-1', page: { limit, cursor } } as never),
    events: async (contractId) => (await store.readStream(`contract-${contractId}`)).events,
    types: async (contractId) =>
      (await store.readStream(`contract-${contractId}`)).events.slice(4).map(({ type }) => type),
  };
};
const failures: unknown[] = [];
interface Scene {
  readonly ledger: TestLedger;
  readonly carrier: () => IncidentCarrier;
  readonly record: (command: IncidentCommand, incidentId?: string) => Promise<void>;
  readonly incident: (limit?: number, cursor?: string) => Promise<IncidentDetails>;
  readonly events: (contractId: string) => Promise<readonly RecordedEvent[]>;
  /** Of what came after the contract was in force. */
  readonly types: (contractId: string) => Promise<readonly string[]>;
}

describe('Carrying an incident', () => {
  it('tells every contract that it names of the outage and of the recovery, once', async () => {
    const scene = await ledgerWith(['c-1', 'c-2', 'c-3']);
    await scene.record(reportedOf(['c-1', 'c-2']));
    const carrier = scene.carrier();
    await carrier.caughtUp();
    expect(await scene.types('c-1')).toEqual(['OutageDetected']);
    await scene.record(recovered);
    await carrier.caughtUp();
    for (const contractId of ['c-1', 'c-2']) {
      expect(await scene.types(contractId)).toEqual(['OutageDetected', 'OutageRecovered']);
    }
    expect(await scene.types('c-3')).toEqual([]);
    const [detected] = (await scene.events('c-1')).slice(4);
    expect(detected).toMatchObject({ id: carriedIdOf('i-1', 'c-1', 0) });
    expect(JSON.parse(detected?.data ?? '')).toEqual({ ...report, outageId: 'i-1' });
    expect(await scene.incident()).toMatchObject({
      state: 'carried',
      affected: 2,
      carried: 2,
      refused: 0,
      remaining: 0,
      recoveredAt: recovered.data.recoveredAt,
      items: [],
    });
    expect(failures).toEqual([]);
  });

  it('tells all contracts that were in force by what was known when it was reported', async () => {
    const scene = await ledgerWith(['in-force', 'ended', 'ending-that-day', 'ended-later-recorded']);
    const { ledger } = scene;
    const ending = { form: 'prescribed', subject: 'contract' } as const;
    await ledger.record('ended', 'NoticeReceived', { ...ending, arrivedAt: '2026-02-07' }); // to 9 March
    await ledger.record('ending-that-day', 'NoticeReceived', { ...ending, arrivedAt: '2026-02-08' });
    await ledger.record('applied', 'ContractApplied', { contractor: { name: '申込' }, appliedOn: '2026-01-01' });
    await ledger.active('starting-later');
    const { events } = await ledger.store.readStream('contract-starting-later');
    await ledger.record('starting-later', 'EventCorrected', {
      eventId: events.at(-1)?.id ?? '',
      reason: '訂正',
      replacement: { startsOn: '2026-03-11' },
    });
    await scene.record(reportedOf('all'));
    await ledger.active('recorded-later');
    await ledger.record('ended-later-recorded', 'NoticeReceived', { ...ending, arrivedAt: '2026-01-20' });
    await scene.carrier().caughtUp();
    const told = async (contractId: string): Promise<boolean> =>
      (await scene.events(contractId)).some(({ type }) => type === 'OutageDetected');
    for (const contractId of ['in-force', 'ending-that-day', 'ended-later-recorded']) {
      expect([contractId, await told(contractId)]).toEqual([contractId, true]);
    }
    for (const contractId of ['ended', 'applied', 'starting-later', 'recorded-later']) {
      expect([contractId, await told(contractId)]).toEqual([contractId, false]);
    }
    expect(await scene.incident()).toMatchObject({ state: 'carried', affected: 3, carried: 3 });
  });

  it('lists the contracts that refuse, each with its reason', async () => {
    const scene = await ledgerWith(['c-1', 'c-2']);
    await scene.ledger.record('c-2', 'OutageDetected', { ...report, outageId: 'i-1', extent: 'partial' });
    await scene.record(reportedOf(['c-1', 'c-2', 'nobody']));
    await scene.record(recovered);
    await scene.carrier().caughtUp();
    const { items, ...incident } = await scene.incident();
    expect(incident).toMatchObject({ affected: 3, carried: 1, refused: 2, remaining: 0, state: 'carried' });
    expect(items).toEqual([
      {
        contractId: 'c-2',
        event: 'OutageDetected',
        code: 'already-recorded',
        detail: expect.stringContaining('outage i-1 is already recorded'),
        article: '10',
        quote: expect.stringMatching(/利用し得ない/),
      },
      {
        contractId: 'nobody',
        event: 'OutageDetected',
        code: 'contract-not-found',
        detail: 'there is no contract nobody',
        article: null,
        quote: null,
      },
    ]);
    expect(await scene.types('c-2')).toEqual(['OutageDetected']); // its own, which is not recovered from by ours
    const first = await scene.incident(1);
    expect(first.items).toHaveLength(1);
    const second = await scene.incident(1, first.nextCursor ?? '');
    expect([...first.items, ...second.items]).toEqual(items);
    expect(second.nextCursor).toBeNull();
  });

  it('has room for a page on which everybody refuses', async () => {
    const names = Array.from({ length: 500 }, (_, index) => `${'long-'.repeat(11)}${String(index)}`);
    const scene = await ledgerWith(names);
    for (const name of names) await scene.ledger.record(name, 'OutageDetected', { ...report, outageId: 'i-1' });
    await scene.record(reportedOf('all'));
    await scene.carrier().caughtUp();
    expect(await scene.incident()).toMatchObject({ state: 'carried', affected: 500, carried: 0, refused: 500 });
    expect(failures).toEqual([]);
  });

  it('carries a correction to the same contracts, and lists those whose history it would break', async () => {
    const scene = await ledgerWith(['c-1', 'c-2']);
    await scene.record(reportedOf('all'));
    const carrier = scene.carrier();
    await carrier.caughtUp();
    await scene.ledger.record('c-2', 'ReductionDecided', {
      outageId: 'i-1',
      decidedOn: '2026-03-11',
      decision: 'denied',
      reason: '対象外',
    });
    await scene.ledger.active('c-3');
    const later = { ...report, awareAt: '2026-03-12T09:00:00+09:00' };
    await scene.record({ type: 'IncidentCorrected', data: { reason: '時刻の訂正', replacement: later } });
    await carrier.caughtUp();
    expect(await scene.types('c-1')).toEqual(['OutageDetected', 'EventCorrected']);
    expect(await scene.types('c-2')).toEqual(['OutageDetected', 'ReductionDecided']);
    expect(await scene.types('c-3')).toEqual([]);
    const { contract } = await scene.ledger.streams.read('c-1');
    expect(contract?.history.facts.at(-1)?.data).toMatchObject({ awareAt: later.awareAt, outageId: 'i-1' });
    expect(await scene.incident()).toMatchObject({
      affected: 2,
      carried: 1,
      refused: 1,
      items: [{ contractId: 'c-2', event: 'EventCorrected', code: 'broken-history', article: '10' }],
    });
  });

  it('takes everything back where the incident never was, and tells nobody new of it', async () => {
    const scene = await ledgerWith(['c-1', 'c-2']);
    await scene.record(reportedOf(['c-1']));
    await scene.record(recovered);
    const carrier = scene.carrier();
    await carrier.caughtUp();
    const { events } = await scene.incident();
    await scene.record({ type: 'IncidentVoided', data: { eventId: events[1]?.id ?? '', reason: '誤報' } });
    await scene.record({ type: 'IncidentVoided', data: { reason: '誤報' } });
    await scene.record(reportedOf(['c-2']), 'i-2');
    await scene.record({ type: 'IncidentVoided', data: { reason: '誤報' } }, 'i-2');
    await carrier.caughtUp();
    expect((await scene.types('c-1')).slice(2)).toEqual(['EventVoided', 'EventVoided']);
    expect(await scene.incident()).toMatchObject({ isVoid: true, carried: 1, refused: 0 });
    expect((await scene.types('c-2')).filter((type) => type === 'OutageDetected').length).toBeLessThan(2);
    const { contract } = await scene.ledger.streams.read('c-2');
    expect(contract?.history.facts.some(({ type }) => type === 'OutageDetected')).toBe(false);
  });

  it('leaves what a clerk corrected in one contract as it is when the incident is over', async () => {
    const scene = await ledgerWith(['c-1']);
    await scene.record(reportedOf(['c-1']));
    const carrier = scene.carrier();
    await carrier.caughtUp();
    const eventId = carriedIdOf('i-1', 'c-1', 0);
    const replacement = { ...report, extent: 'partial' };
    await scene.ledger.record('c-1', 'EventCorrected', { eventId, reason: '一部のみ', replacement });
    await scene.record(recovered);
    await carrier.caughtUp();
    const { contract } = await scene.ledger.streams.read('c-1');
    expect(contract?.history.facts.find(({ eventId: id }) => id === eventId)?.data).toMatchObject({
      extent: 'partial',
    });
    expect(await scene.types('c-1')).toEqual(['OutageDetected', 'EventCorrected', 'OutageRecovered']);
  });
});

describe('Two carriers', () => {
  it('tell every contract once', async () => {
    const names = Array.from({ length: 700 }, (_, index) => `c-${String(index)}`);
    const scene = await ledgerWith(names);
    const carriers = [scene.carrier(), scene.carrier()];
    await scene.record(reportedOf('all'));
    for (const carrier of carriers) carrier.start();
    await scene.record(recovered);
    await Promise.all(carriers.map((carrier) => carrier.caughtUp()));
    for (const name of names) expect(await scene.types(name)).toEqual(['OutageDetected', 'OutageRecovered']);
    expect(await scene.incident()).toMatchObject({ state: 'carried', affected: 700, carried: 700, refused: 0 });
    expect(failures).toEqual([]);
  });
});

/** Fails after so many appends, as if the process had been killed there: what was sent is written or not, and nobody is told. */
class Mortal extends MemoryEventStore {
  left = Number.MAX_SAFE_INTEGER;
  override append(...args: Parameters<EventStore['append']>): ReturnType<EventStore['append']> {
    this.left -= 1;
    return this.left < 0 ? new Promise(() => undefined) : super.append(...args);
  }
}

describe('A carrier that is killed', () => {
  it.each([0, 1, 300, 500, 501, 600, 601, 602])(
    'after %i appends is followed by one that finishes what it began',
    async (appends) => {
      const names = Array.from({ length: 600 }, (_, index) => `c-${String(index)}`);
      const store = new Mortal();
      const scene = await ledgerWith(names, store);
      await scene.record(reportedOf('all'));
      store.left = appends;
      const dying = scene.carrier();
      dying.start();
      while (store.left >= 0) await new Promise((resolve) => setImmediate(resolve));
      ledgers.pop(); // it would wait for an answer that never comes
      store.left = Number.MAX_SAFE_INTEGER;
      await scene.carrier().caughtUp();
      for (const name of names) expect(await scene.types(name)).toEqual(['OutageDetected']);
      expect(await scene.incident()).toMatchObject({ state: 'carried', affected: 600, carried: 600 });
    },
  );
});

describe('A carrier that is closed in the middle', () => {
  it('says of all that it told that they were told, and another tells the rest', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `c-${String(index)}`);
    const scene = await ledgerWith(names);
    const { store } = scene.ledger;
    const append = store.append.bind(store);
    const carrier = scene.carrier();
    const closed = new Promise<void>((resolve) => {
      store.append = (stream, ...rest) => {
        if (stream === 'contract-c-120') resolve(carrier.close());
        return append(stream, ...rest);
      };
    });
    await scene.record(reportedOf('all'));
    carrier.start();
    await closed;
    const types = await Promise.all(names.map((name) => scene.types(name)));
    const told = types.filter(({ length }) => length === 1).length;
    expect(told).toBeGreaterThan(120);
    expect(told).toBeLessThan(300);
    expect(await scene.incident()).toMatchObject({ state: 'finding-contracts', carried: told });
    await scene.carrier().caughtUp();
    for (const name of names) expect(await scene.types(name)).toEqual(['OutageDetected']);
  });
});

describe('Losing a race for a contract', () => {
  it('leads to a decision on what the contract has become', async () => {
    const scene = await ledgerWith(['c-1']);
    const { store } = scene.ledger;
    const append = store.append.bind(store);
    let isFirst = true;
    store.append = async (stream, ...rest) => {
      if (stream === 'contract-c-1' && isFirst) {
        isFirst = false;
        throw new WrongRevision(stream, 3n, 4n);
      }
      return append(stream, ...rest);
    };
    await scene.record(reportedOf(['c-1']));
    await scene.carrier().caughtUp();
    expect(await scene.types('c-1')).toEqual(['OutageDetected']);
  });
});
