import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contractOn, grownBy, historyOf, type ContractEvent, type History, type KnownAt } from '@ledger/contract';
import { instant, type Instant } from '@ledger/kernel';
import { billed, running, sample } from '../../../test/support/facts.js';
import { day, knowing, recorded } from '../../../test/support/given.js';

const correctedTo = (eventId: string, startsOn: string): ContractEvent => ({
  type: 'EventCorrected',
  data: { eventId, type: 'BillingStarted', reason: '訂正', replacement: { startsOn } },
});
const voided = (eventId: string): ContractEvent => ({ type: 'EventVoided', data: { eventId, reason: '取消' } });
const billingIn = (events: readonly ContractEvent[], knownAt?: KnownAt): unknown =>
  historyOf('c-1', recorded(...events), knownAt).facts.find(({ type }) => type === 'BillingStarted')?.data;

/** The contract as of a day, or that there is none. */
const stateOf = (history: History): unknown => {
  try {
    return contractOn(history, day('2026-07-31'));
  } catch (cause) {
    return String(cause);
  }
};

describe('The history of a contract', () => {
  it('has the facts in the order of their recording', () => {
    expect(knowing(...running).facts.map(({ eventId }) => eventId)).toEqual(['e1', 'e2', 'e3', 'e4']);
  });
  it('copies nothing where nothing is corrected', () => {
    const events = recorded(...running);
    expect(historyOf('c-1', events).facts).toBe(events);
  });
  it('puts a correction in the place of the fact, which keeps its id and its place', () => {
    const [, , , fact] = knowing(...running, correctedTo('e4', '2026-02-01')).facts;
    expect(fact).toMatchObject({
      eventId: 'e4',
      revision: 3,
      position: 30n,
      type: 'BillingStarted',
      data: { startsOn: '2026-02-01' },
      correctedBy: 'e5',
    });
  });
  it('lets the latest of several corrections count', () => {
    expect(billingIn([...running, correctedTo('e4', '2026-02-01'), correctedTo('e4', '2026-03-01')])).toEqual({
      startsOn: '2026-03-01',
    });
  });
  it('leaves out what is void, until a correction undoes that', () => {
    expect(billingIn([...running, voided('e4')])).toBeUndefined();
    expect(billingIn([...running, voided('e4'), correctedTo('e4', '2026-02-01')])).toEqual({ startsOn: '2026-02-01' });
    expect(billingIn([...running, correctedTo('e4', '2026-02-01'), voided('e4')])).toBeUndefined();
  });

  const events = [...running, correctedTo('e4', '2026-02-01'), voided('e4')];
  it.each([
    ['the position of the correction', { position: 40n }, { startsOn: '2026-02-01' }],
    ['a position just before it', { position: 39n }, billed.data],
    ['a position before the fact', { position: 29n }, undefined],
    ['the instant of the correction', { instant: instant('2026-07-01T00:04:00Z') }, { startsOn: '2026-02-01' }],
    ['an instant just before it', { instant: instant('2026-07-01T00:03:59.999999Z') }, billed.data],
    ['an instant before the fact', { instant: instant('2026-07-01T00:02:59Z') }, undefined],
    ['everything', undefined, undefined],
  ])('as known at %s', (_, knownAt, expected) => {
    expect(billingIn(events, knownAt)).toEqual(expected);
  });
  it('is empty before the first event', () => {
    expect(historyOf('c-1', recorded(...events), { position: -1n })).toEqual({
      contractId: 'c-1',
      facts: [],
      recorded: [],
    });
  });

  const someEvents = fc.array(
    fc.oneof(
      fc.constant(sample('PaymentReceived')),
      fc.nat(12).map((n) => correctedTo(`e${String(n)}`, '2026-02-01')),
      fc.nat(12).map((n) => voided(`e${String(n)}`)),
    ),
    { maxLength: 12 },
  );
  it('known at an event’s instant is that known at its position', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(12), (more, index) => {
        const all = recorded(...running, ...more);
        const { position, recordedAt } = all[index % all.length] ?? { position: 0n, recordedAt: 0 as Instant };
        expect(historyOf('c-1', all, { instant: recordedAt })).toEqual(historyOf('c-1', all, { position }));
      }),
    );
  });
  it('as known once is the history of what was recorded by then', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(15), (more, count) => {
        const all = recorded(...running, ...more);
        const knownAt = { position: BigInt(count * 10) - 1n };
        expect(historyOf('c-1', all, knownAt)).toEqual(historyOf('c-1', all.slice(0, count)));
      }),
    );
  });
  it('grows to what it is when all of it is known at once, also where its beginning was read before', () => {
    fc.assert(
      fc.property(someEvents, fc.integer({ min: 1, max: 15 }), (more, count) => {
        const all = recorded(...running, ...more);
        const before = historyOf('c-1', all.slice(0, count));
        stateOf(before);
        const grown = grownBy(before, all.slice(count));
        expect(grown).toEqual(historyOf('c-1', all));
        expect(stateOf(grown)).toEqual(stateOf(historyOf('c-1', all)));
      }),
    );
  });
});
