import { beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidFact, UnknownTarget } from '@ledger/contract';
import { Refusal } from '@ledger/terms';
import { TestLedger } from '../../../test/support/test-ledger.js';
import type { Acknowledgement, Envelope } from './envelope.js';
import { FailedCommand, KeyReused, RevisionMoved } from './errors.js';
import { ImportFacts, ImportFactsHandler, type ImportedFact } from './import-facts.js';
import { streamOf } from './streams.js';

const applied = { type: 'ContractApplied', data: { contractor: { name: '山田商店' }, appliedOn: '2026-06-01' } };
const quoted = {
  type: 'FeesQuoted',
  data: {
    quotedOn: '2026-06-02',
    initialFee: '1',
    monthlyFee: '2',
    options: { homepage: { initialFee: '3', monthlyFee: '4' } },
  },
};
const accepted = { type: 'ContractAccepted', data: { acceptedOn: '2026-06-03' } };
const payment = (amount: string, eventId?: string): ImportedFact => ({
  type: 'PaymentReceived',
  data: { receivedOn: '2026-06-20', amount, reference: '山田' },
  eventId,
});
const paymentId = '00000000-0000-8000-8000-000000000001';

let ledger: TestLedger;
let handler: ImportFactsHandler;
beforeEach(() => {
  ledger = new TestLedger();
  handler = new ImportFactsHandler(ledger.store, ledger.streams, ledger.clock);
});
const importing = (
  facts: readonly ImportedFact[],
  envelope: Partial<Envelope> = {},
  contractId = 'c-1',
): Promise<Acknowledgement> =>
  handler.execute(new ImportFacts(contractId, facts, { who: 'local', requestId: 'r', ...envelope }));
const failureOf = (facts: readonly ImportedFact[]): Promise<FailedCommand> =>
  importing(facts).then(
    () => {
      throw new Error('it was imported');
    },
    (error: unknown) => error as FailedCommand,
  );

describe('An import', () => {
  it('records facts one after the other, each decided on those before it, in one append', async () => {
    const { recorded, replayed } = await importing([applied, quoted, accepted, payment('3')]);
    expect(replayed).toBe(false);
    expect(recorded).toMatchObject({ contractId: 'c-1', revision: 3, position: '4' });
    expect(recorded.events.map(({ type }) => type)).toEqual([
      'ContractApplied',
      'FeesQuoted',
      'ContractAccepted',
      'PaymentReceived',
    ]);
  });

  it('records all or nothing, and says which fact stood in the way and why', async () => {
    const failure = await failureOf([applied, accepted, quoted]);
    expect(failure).toBeInstanceOf(FailedCommand);
    expect(failure.index).toBe(1);
    expect(failure.cause).toBeInstanceOf(Refusal);
    expect(await ledger.store.head()).toBe(0n);
  });

  it('says which fact is none', async () => {
    const failure = await failureOf([
      applied,
      { type: 'PaymentReceived', data: { receivedOn: '2026-02-30', amount: '1' } },
    ]);
    expect(failure).toMatchObject({ index: 1, cause: { faults: [{ pointer: '/data/receivedOn' }] } });
    expect(await failureOf([{ type: 'Nothing', data: {} }])).toMatchObject({
      index: 0,
      cause: { faults: [{ pointer: '/type' }] },
    });
    expect(await failureOf([{ type: 'toString', data: {} }])).toMatchObject({
      cause: { faults: [{ pointer: '/type' }] },
    });
  });

  it('records nothing twice, and what is new where some is known', async () => {
    const first = await importing([applied, payment('1')]);
    const again = await importing([applied, payment('1')]);
    expect(again).toEqual({ recorded: first.recorded, replayed: true });
    const more = await importing([applied, payment('1'), payment('2')]);
    expect(more.recorded.events).toMatchObject([{ type: 'PaymentReceived', revision: 2 }]);
    expect(more.replayed).toBe(false);
  });

  it('tells facts that are alike in everything apart by their number', async () => {
    await importing([applied, payment('1'), payment('1')]);
    expect(await ledger.store.lastRevision(streamOf('c-1'))).toBe(2n);
    await importing([applied, payment('1'), payment('1'), payment('1')]);
    expect(await ledger.store.lastRevision(streamOf('c-1'))).toBe(3n);
  });

  it('takes the same fact in another order of its members for the same', async () => {
    await importing([applied]);
    const { contractor, appliedOn } = applied.data;
    const { replayed } = await importing([{ type: 'ContractApplied', data: { appliedOn, contractor } }]);
    expect(replayed).toBe(true);
  });

  it('lets a fact refer to one before it by the id that it was given', async () => {
    const { recorded } = await importing([
      applied,
      payment('5', paymentId),
      { type: 'PaymentReversed', data: { paymentId, reversedOn: '2026-06-21', reason: '組戻し' } },
    ]);
    expect(recorded.events[1]?.id).toBe(paymentId);
  });

  it('refuses an id that stands twice, or that another event has', async () => {
    expect(await failureOf([applied, payment('5', paymentId), payment('6', paymentId)])).toMatchObject({
      index: 2,
      cause: { faults: [{ pointer: '/eventId' }] },
    });
    await importing([applied, payment('5', paymentId)]);
    expect(await failureOf([payment('6', paymentId)])).toMatchObject({
      index: 0,
      cause: { faults: [{ pointer: '/eventId' }] },
    });
    expect(await failureOf([{ ...quoted, eventId: paymentId }])).toMatchObject({
      cause: { faults: [{ pointer: '/eventId' }] },
    });
  });

  it('knows a fact again that was recorded in another writing, or was erased in part', async () => {
    const targets = {
      type: 'TargetsDesignated',
      data: { from: '2026-06-02', domains: ['例え.JP', 'xn--r8jz45g.jp'], ipAddresses: [] },
      eventId: paymentId,
    };
    const named = { ...applied, eventId: '00000000-0000-8000-8000-000000000002' };
    await importing([named, targets]);
    const { events } = await ledger.store.readStream(streamOf('c-1'));
    const commitments = events.flatMap(({ beside }) => beside.map(({ commitment }) => commitment));
    await ledger.store.eraseBeside(streamOf('c-1'), commitments);
    ledger.streams.forget('c-1');
    expect((await importing([named, targets])).replayed).toBe(true);
  });

  it('knows the events again that follow from a fact at once', async () => {
    const withOption = { type: 'ContractApplied', data: { ...applied.data, options: ['homepage'] } };
    const targets = {
      type: 'TargetsDesignated',
      data: { from: '2026-06-02', domains: ['a.example'], ipAddresses: [] },
    };
    const facts = [withOption, quoted, targets, accepted];
    const { recorded } = await importing(facts);
    expect(recorded.events.map(({ type }) => type).slice(3)).toEqual(['ContractAccepted', 'OptionAdded']);
    expect((await importing(facts)).replayed).toBe(true);
    expect(await ledger.store.head()).toBe(5n);
  });

  it('adds to a contract that has moved on, unless it was to be as it was', async () => {
    await importing([applied]);
    await ledger.record('c-1', 'FeesQuoted', { quotedOn: '2026-06-02', initialFee: '1', monthlyFee: '2' });
    await expect(importing([accepted], { expectedRevision: 0 })).rejects.toBeInstanceOf(RevisionMoved);
    await importing([accepted], { expectedRevision: 1 });
    expect(await ledger.store.head()).toBe(3n);
  });

  it('gives the first answer again to the same key, and refuses it with other facts', async () => {
    const keyed = { idempotency: { path: '/v1/contracts/c-1/imports', key: 'k' } };
    const first = await importing([applied], keyed);
    await importing([payment('1')]);
    expect(await importing([applied], keyed)).toEqual({ recorded: first.recorded, replayed: true });
    await expect(importing([applied, payment('1')], keyed)).rejects.toBeInstanceOf(KeyReused);
  });

  it('loses no race: what others record meanwhile is taken into account', async () => {
    const many = Array.from({ length: 20 }, (_, index) => importing([applied, payment(String(index + 1))]));
    await Promise.all(many);
    expect(await ledger.store.lastRevision(streamOf('c-1'))).toBe(20n);
  });

  it.each(['PAYMENT', '00000000-0000-8000-8000-00000000000A', ''])('takes no %j for an id', async (eventId) => {
    expect(await failureOf([applied, payment('1', eventId)])).toMatchObject({
      index: 1,
      cause: { faults: [{ pointer: '/eventId' }] },
    });
  });

  it.each(['a/b', '$all', '', 'x'.repeat(65)])('finds no contract %j', async (contractId) => {
    await expect(importing([applied], {}, contractId)).rejects.toBeInstanceOf(UnknownTarget);
  });

  it('has at least one fact', async () => {
    await expect(importing([])).rejects.toBeInstanceOf(InvalidFact);
  });
});
