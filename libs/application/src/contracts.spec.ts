import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore, OutcomeUnknown, type Appended } from '@ledger/event-store';
import { InvalidFact, UnknownTarget, type Command } from '@ledger/contract';
import { isoInstant } from '@ledger/kernel';
import { TestLedger } from '../../../test/support/test-ledger.js';
import type { Acknowledgement } from './envelope.js';
import { KeyReused, RevisionMoved } from './errors.js';
import { streamOf } from './streams.js';

const applied: Command = {
  type: 'ContractApplied',
  data: { contractor: { name: '山田商店' }, appliedOn: '2026-08-01' },
};
const payment = (amount: string): Command => ({ type: 'PaymentReceived', data: { receivedOn: '2026-08-20', amount } });
const keyed = (key: string, path = '/v1/contracts'): { idempotency: { path: string; key: string } } => ({
  idempotency: { path, key },
});
const idsOf = ({ recorded }: Acknowledgement): readonly string[] => recorded.events.map(({ id }) => id);

describe('Recording', () => {
  it('answers with what was recorded, where it stands', async () => {
    const ledger = new TestLedger();
    const { recorded, replayed } = await ledger.send('c-1', applied);
    expect(replayed).toBe(false);
    expect(recorded).toMatchObject({
      contractId: 'c-1',
      revision: 0,
      position: '1',
      events: [{ type: 'ContractApplied', revision: 0 }],
    });
    const second = await ledger.send('c-1', payment('100'));
    expect(second.recorded).toMatchObject({ revision: 1, position: '2' });
  });

  it('names a contract itself where the client does not, each differently', async () => {
    const ledger = new TestLedger();
    const made = await Promise.all(Array.from({ length: 20 }, () => ledger.send(undefined, applied)));
    const ids = made.map(({ recorded }) => recorded.contractId);
    expect(new Set(ids).size).toBe(20);
    for (const id of ids) expect(id).toMatch(/^c-[0-9a-hjkmnp-tv-z]{16}$/);
  });

  it.each(['', 'a/b', '$all', '../x', 'x'.repeat(65), 'a\u0000'])('does not make a contract %j', async (id) => {
    const ledger = new TestLedger();
    await expect(ledger.send(id, applied)).rejects.toThrow(InvalidFact);
    await expect(ledger.send(id, payment('1'))).rejects.toThrow(UnknownTarget);
    expect(await ledger.store.head()).toBe(0n);
  });

  it('does not make a contract twice, and names the one there is', async () => {
    const ledger = new TestLedger();
    const [id] = idsOf(await ledger.send('c-1', applied));
    await expect(ledger.send('c-1', applied)).rejects.toMatchObject({ name: 'AlreadyRecorded', eventId: id });
  });

  it('records several events of one command together, each with its own place', async () => {
    const ledger = new TestLedger();
    await ledger.record('c-1', 'ContractApplied', {
      contractor: { name: '山田商店' },
      appliedOn: '2026-07-01',
      options: ['homepage'],
    });
    await ledger.record('c-1', 'FeesQuoted', {
      quotedOn: '2026-07-02',
      initialFee: '1',
      monthlyFee: '2',
      options: { homepage: { initialFee: '3', monthlyFee: '4' } },
    });
    await ledger.record('c-1', 'TargetsDesignated', { from: '2026-07-02', domains: ['example.jp'], ipAddresses: [] });
    const { recorded } = await ledger.record('c-1', 'ContractAccepted', { acceptedOn: '2026-07-03' });
    expect(recorded).toMatchObject({
      revision: 4,
      position: '5',
      events: [
        { type: 'ContractAccepted', revision: 3 },
        { type: 'OptionAdded', revision: 4 },
      ],
    });
    const { contract } = await ledger.streams.read('c-1');
    expect(contract?.history.recorded.map(({ position }) => position)).toEqual([1n, 2n, 3n, 4n, 5n]);
  });

  it('writes canonical JSON without a position, with who and when', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied, { who: 'alice', requestId: 'r-7', ...keyed('k') });
    const { events } = await ledger.store.readStream(streamOf('c-1'));
    expect(events[0]?.data).toMatch(
      /^\{"appliedOn":"2026-08-01","contractor":\{"name":\{"commitment":"sha256:[0-9a-f]{64}"\}\}\}$/,
    );
    expect(events[0]?.metadata).toMatch(
      /^\{"idempotency":\{"fingerprint":"[0-9a-f]{64}","key":"[0-9a-f]{64}","path":"\/v1\/contracts"\},"recordedAt":"2026-09-01T00:00:00\.000Z","requestId":"r-7","schema":1,"who":"alice"\}$/,
    );
    expect(events[0]?.beside.map(({ value }) => value)).toEqual(['山田商店']);
  });

  it('never lets recordedAt go back within a contract, whatever the clock does', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    ledger.clock.advance(-30);
    await ledger.send('c-1', payment('1'));
    ledger.clock.advance(31);
    await ledger.send('c-1', payment('1'));
    const { contract } = await ledger.streams.read('c-1');
    expect(contract?.history.recorded.map(({ recordedAt }) => isoInstant(recordedAt))).toEqual([
      '2026-09-01T00:00:00.000Z',
      '2026-09-01T00:00:00.000Z',
      '2026-09-01T01:00:00.000Z',
    ]);
  });
});

describe('If-Match', () => {
  it('lets a command through at the revision it names', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const { recorded } = await ledger.send('c-1', payment('1'), { expectedRevision: 0 });
    expect(recorded.revision).toBe(1);
  });

  it('names the events in between where the contract has moved on, also when another server recorded them', async () => {
    const here = new TestLedger();
    const elsewhere = new TestLedger(here.store, here.clock);
    await here.send('c-1', applied);
    const [first] = idsOf(await here.send('c-1', payment('1')));
    const [second] = idsOf(await elsewhere.send('c-1', payment('2')));
    const refused = here.send('c-1', payment('3'), { expectedRevision: 0 });
    await expect(refused).rejects.toThrow(RevisionMoved);
    await expect(refused).rejects.toMatchObject({
      expected: 0,
      actual: 2,
      between: [
        { id: first, revision: 1 },
        { id: second, revision: 2 },
      ],
    });
    await expect(here.send('c-1', payment('3'), { expectedRevision: 2 })).resolves.toMatchObject({
      replayed: false,
    });
  });

  it('is refused ahead of the contract, and where there is none', async () => {
    const ledger = new TestLedger();
    await expect(ledger.send('c-1', applied, { expectedRevision: 0 })).rejects.toMatchObject({
      name: 'RevisionMoved',
      actual: undefined,
      between: [],
    });
    await ledger.send('c-1', applied);
    await expect(ledger.send('c-1', payment('1'), { expectedRevision: 5 })).rejects.toMatchObject({
      actual: 0,
      between: [],
    });
  });
});

describe('An idempotency key', () => {
  const path = '/v1/contracts/c-1/payments';

  it('gives the first answer again and appends nothing, also after a restart', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const first = await ledger.send('c-1', payment('1'), keyed('k', path));
    await ledger.send('c-1', payment('2'));
    const again = await ledger.send('c-1', payment('1'), keyed('k', path));
    const restarted = await new TestLedger(ledger.store).send('c-1', payment('1'), keyed('k', path));
    expect(again).toEqual({ recorded: first.recorded, replayed: true });
    expect(restarted).toEqual(again);
    expect(await ledger.store.head()).toBe(3n);
  });

  it('is looked up before If-Match', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const envelope = { ...keyed('k', path), expectedRevision: 0 };
    const first = await ledger.send('c-1', payment('1'), envelope);
    expect(await ledger.send('c-1', payment('1'), envelope)).toEqual({ ...first, replayed: true });
    await expect(ledger.send('c-1', payment('2'), envelope)).rejects.toThrow(KeyReused);
  });

  it('belongs to caller and path', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const acknowledgements = [
      await ledger.send('c-1', payment('1'), { ...keyed('k', path), who: 'alice' }),
      await ledger.send('c-1', payment('2'), { ...keyed('k', path), who: 'bob' }),
      await ledger.send('c-1', payment('3'), { ...keyed('k', `${path}/x`), who: 'bob' }),
    ];
    expect(acknowledgements.map(({ replayed }) => replayed)).toEqual([false, false, false]);
    await expect(ledger.send('c-1', payment('9'), { ...keyed('k', path), who: 'bob' })).rejects.toThrow(KeyReused);
  });

  it('is not kept where the command was refused', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const early: Command = { type: 'PaymentReceived', data: { receivedOn: '2026-09-02', amount: '1' } };
    await expect(ledger.send('c-1', early, keyed('k', path))).rejects.toThrow(InvalidFact);
    ledger.clock.advance(24);
    await expect(ledger.send('c-1', early, keyed('k', path))).resolves.toMatchObject({ replayed: false });
  });

  it('comes with a body that can be compared, or is refused', async () => {
    const ledger = new TestLedger();
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`) as Record<string, unknown>;
    for (const replacement of [{ reference: '\ud800' }, deep]) {
      const correction: Command = { type: 'EventCorrected', data: { eventId: 'e', reason: 'r', replacement } };
      await expect(ledger.send('c-1', correction, keyed('k', path))).rejects.toThrow(InvalidFact);
    }
  });

  it('makes one contract, whatever the bodies name it', async () => {
    const ledger = new TestLedger();
    const first = await ledger.send(undefined, applied, keyed('k'));
    expect(await ledger.send(undefined, applied, keyed('k'))).toEqual({ ...first, replayed: true });
    await expect(ledger.send('other', applied, keyed('k'))).rejects.toThrow(KeyReused);
    await expect(new TestLedger(ledger.store).send('another', applied, keyed('k'))).rejects.toThrow(KeyReused);
    await ledger.send('other', applied, keyed('k2'));
    await expect(ledger.send('other', applied, keyed('k'))).rejects.toThrow(KeyReused);
    expect(await ledger.store.head()).toBe(2n);
  });

  it('lets a second request wait for the first, and repeats its answer', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied);
    const all = await Promise.all(Array.from({ length: 10 }, () => ledger.send('c-1', payment('1'), keyed('k', path))));
    expect(all.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(all.flatMap(idsOf)).size).toBe(1);
    expect(await ledger.store.head()).toBe(2n);
  });

  it('says nothing of what was sent: without the key a body cannot be tried out', async () => {
    const ledger = new TestLedger();
    await ledger.send('c-1', applied, keyed('secret key'));
    await ledger.send('c-2', applied, keyed('other key'));
    const { events } = await ledger.store.readAll();
    const fingerprints = events.map(
      ({ metadata }) => (JSON.parse(metadata) as { idempotency: { fingerprint: string } }).idempotency.fingerprint,
    );
    expect(fingerprints[0]).not.toBe(fingerprints[1]);
    expect(events.map(({ metadata }) => metadata).join()).not.toContain('secret');
  });
});

describe('Several servers over one log', () => {
  const servers = (): readonly [TestLedger, TestLedger, TestLedger] => {
    const store = new MemoryEventStore();
    return [new TestLedger(store), new TestLedger(store), new TestLedger(store)];
  };

  it('lose no command to a race, and record each once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            server: fc.constantFrom(0, 1, 2),
            contract: fc.nat(1),
            key: fc.option(fc.nat(5), { nil: undefined }),
          }),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        async (requests) => {
          const ledgers = servers();
          for (const contractId of ['c-0', 'c-1']) await ledgers[0].send(contractId, applied);
          const sent = requests.map(({ server, contract, key }, index) => ({
            server,
            contractId: `c-${String(contract)}`,
            amount: String(key ?? 100 + index),
            key: key === undefined ? undefined : `k${String(key)}`,
          }));
          const answers = await Promise.all(
            sent.map(({ server, contractId, amount, key }) =>
              ledgers[server].send(
                contractId,
                payment(amount),
                key === undefined ? {} : keyed(key, `/v1/contracts/${contractId}/payments`),
              ),
            ),
          );
          const once = new Set(sent.map(({ contractId, amount }) => `${contractId} ${amount}`));
          expect(new Set(answers.flatMap(idsOf)).size).toBe(once.size);
          expect(await ledgers[0].store.head()).toBe(BigInt(2 + once.size));
          for (const ledger of ledgers) {
            for (const contractId of ['c-0', 'c-1']) {
              const { contract } = await ledger.streams.read(contractId);
              const fresh = await new TestLedger(ledger.store).streams.read(contractId);
              expect(contract?.history).toEqual(fresh.contract?.history);
            }
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('make one contract of one key', async () => {
    const ledgers = servers();
    const settled = await Promise.allSettled(
      ledgers.flatMap((ledger, server) => [
        ledger.send(undefined, applied, keyed('k')),
        ledger.send(undefined, applied, keyed('k')),
        ledger.send(`named-${String(server)}`, applied, keyed('k')),
      ]),
    );
    const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refusals = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(new Set(answers.map(({ recorded }) => recorded.contractId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(KeyReused);
    expect(await ledgers[0].store.head()).toBe(1n);
  });

  it('decide on what the other recorded: a fact that can be true only once is recorded once', async () => {
    const [here, elsewhere] = servers();
    await here.active('c-1');
    const terminated: Command = {
      type: 'ContractTerminated',
      data: { declaredOn: '2026-08-01', effectiveOn: '2026-08-31', ground: 'agreement', reason: 'agreed' },
    };
    await elsewhere.streams.read('c-1');
    await here.send('c-1', terminated);
    await expect(elsewhere.send('c-1', terminated)).rejects.toThrow();
    expect((await elsewhere.streams.read('c-1')).contract?.revision).toBe(4);
  });
});

describe('A store that breaks down while it writes', () => {
  /** Says of an append that nobody knows whether it stands. */
  class Unsure extends MemoryEventStore {
    failures = 1;
    constructor(private readonly writes: boolean) {
      super();
    }
    override async append(...append: Parameters<MemoryEventStore['append']>): Promise<Appended> {
      if (this.failures === 0 || (await this.head()) === 0n) return super.append(...append);
      this.failures -= 1;
      if (this.writes) await super.append(...append);
      throw new OutcomeUnknown('power');
    }
  }

  it.each([true, false])(
    'is asked again, so that the fact is recorded once (it was written: %p)',
    async (isWritten) => {
      const ledger = new TestLedger(new Unsure(isWritten));
      await ledger.send('c-1', applied);
      const answer = await ledger.send('c-1', payment('1'));
      expect(answer).toMatchObject({ recorded: { revision: 1, position: '2' }, replayed: false });
      expect((await ledger.send('c-1', payment('2'))).recorded.revision).toBe(2);
      const fresh = await new TestLedger(ledger.store).streams.read('c-1');
      expect((await ledger.streams.read('c-1')).contract?.history).toEqual(fresh.contract?.history);
    },
  );

  it('and does not know it then either leaves the question open', async () => {
    const store = new Unsure(false);
    const ledger = new TestLedger(store);
    await ledger.send('c-1', applied);
    store.failures = 2;
    await expect(ledger.send('c-1', payment('1'))).rejects.toThrow(OutcomeUnknown);
  });
});
