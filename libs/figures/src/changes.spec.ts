import { describe, expect, it } from '@jest/globals';
import { historyOf, interpretationUnder, readingsAdopted, type Adoptions, type KnownAt } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { adopted, adoptionsOf, only } from '../../../test/support/adoptions.js';
import { accepted, day, reading, workedContract, type Story } from '../../../test/support/history.js';
import { changesBetween, type FigureChange } from './changes.js';

const afterEvents = (count: number): KnownAt => ({ position: BigInt(count) });
const changes = (told: Story, from: number, to: number, asOf = '2026-07-31'): readonly FigureChange[] =>
  changesBetween(told.history, afterEvents(from), afterEvents(to), day(asOf), () => reading());
const eventsOf = (found: readonly FigureChange[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(found.map(({ name, events }) => [name, events]));

describe('What became different between two states of knowledge', () => {
  const all = workedContract.events.length;

  it('is nothing where nothing was recorded', () => {
    expect(changes(workedContract, all, all)).toEqual([]);
  });

  it('names each figure, what it was and what it is, and the event that changed it', () => {
    const found = changes(workedContract, all - 1, all);
    expect(eventsOf(found)).toMatchObject({
      contract: ['notice'],
      termination: ['notice'],
      totals: ['notice'],
      'obligations/early-termination-charge:1:base': ['notice'],
      'obligations/monthly-fee:base:2026-07': ['notice'],
    });
    const named = (name: string): FigureChange | undefined => found.find((change) => change.name === name);
    expect(named('totals')).toMatchObject({
      before: { figure: { outstanding: 340727 } },
      after: { figure: { outstanding: 548919 } },
    });
    expect(named('obligations/monthly-fee:base:2026-07')).toMatchObject({
      before: { figure: { amount: 31000 } },
      after: undefined,
    });
    expect(named('obligations/early-termination-charge:1:base')?.before).toBeUndefined();
    expect(named('obligations/monthly-fee:base:2026-01')).toBeUndefined();
  });

  it('goes backwards as well', () => {
    const found = changes(workedContract, all, all - 1);
    expect(found.find(({ name }) => name === 'totals')).toMatchObject({
      before: { figure: { outstanding: 548919 } },
      after: { figure: { outstanding: 340727 } },
      events: ['notice'],
    });
  });

  it('tells apart what several events changed', () => {
    const told = workedContract
      .and('PaymentReceived', { receivedOn: '2026-07-01', amount: '100000' }, 'payment')
      .and('ThirdPartyComplaintReceived', { receivedOn: '2026-07-01', summary: '' }, 'complaint')
      .and(
        'EventCorrected',
        {
          eventId: 'OutageRecovered-7',
          type: 'OutageRecovered',
          reason: 'one minute too early',
          replacement: { outageId: 'outage', recoveredAt: '2026-03-13T09:00:00+09:00' },
        },
        'correction',
      );
    const found = eventsOf(changes(told, all, all + 3));
    expect(found).toEqual({
      totals: ['payment', 'correction'],
      'obligations/initial-fee:base': ['payment'], // the two units of the reduction settled a part of it before
      'obligations/monthly-fee:base:2026-01': ['payment', 'correction'], // a third unit leaves more of the payment for it
      'obligations/reduction:outage': ['correction'],
      'credits/outage': ['correction'],
    });
  });

  it('names the adoption of a reading that made the difference, among the events that made others', () => {
    const adoptions = adoptionsOf(
      adopted(['R06:base-only'], { from: '2026-01-01' }), // at position 10
      adopted(['R11:not-billed'], { from: '2026-01-01', scope: only('c-2') }),
      { type: 'AdoptionWithdrawn', data: { adoptionId: 'a1', withdrawnOn: '2026-07-02', reason: '' } },
    );
    const { events } = workedContract; // the last, a notice, at position 10: here it comes between the adoptions
    const told = historyOf('c-1', [
      ...events.slice(0, -1),
      ...events.slice(-1).map((notice) => ({ ...notice, position: 15n })),
    ]);
    const under = (known: Adoptions): Interpretation =>
      interpretationUnder(readingsAdopted(known, 'c-1', day('2026-07-31')));
    const between = (from: number, to: number): ReturnType<typeof eventsOf> =>
      eventsOf(changesBetween(told, afterEvents(from), afterEvents(to), day('2026-07-31'), under, adoptions));
    expect(between(9, 10)).toEqual({
      'credits/outage': ['a1'],
      'obligations/reduction:outage': ['a1'],
      totals: ['a1'],
      'obligations/initial-fee:base': ['a1'],
    });
    expect(between(9, 20)).toMatchObject({ termination: ['notice'], totals: ['a1', 'notice'] });
    expect(between(15, 20)).toEqual({});
    expect(between(9, 30)).not.toHaveProperty(['credits/outage']);
    expect(between(30, 20)).toMatchObject({ 'credits/outage': ['a3'] });
  });

  it('begins with nothing before the contract', () => {
    const found = changes(workedContract, 0, 1, '2025-12-20');
    expect(found.map(({ name, before }) => [name, before])).toEqual([
      ['contract', undefined],
      ['termination', undefined],
      ['totals', undefined],
    ]);
  });

  it('looks at neighbours together where very many events lie between', () => {
    let told = accepted('2026-01-01').and('BillingStarted', { startsOn: '2026-01-01' });
    const first = told.events.length;
    for (let n = 0; n < 600; n += 1) told = told.and('PaymentReceived', { receivedOn: '2026-01-02', amount: '1' });
    const [totals] = changes(told, first, first + 600, '2026-01-31').filter(({ name }) => name === 'totals');
    expect(totals?.events).toHaveLength(600);
  });
});
