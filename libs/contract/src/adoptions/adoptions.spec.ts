import { describe, expect, it } from '@jest/globals';
import { civilDate, instant, isoDate, plusDays } from '@ledger/kernel';
import {
  concernedBy,
  nextAdoption,
  readingsAdopted,
  readingsOfPortfolio,
  type AdoptionData,
  type AdoptionEvent,
  type Adoptions,
} from '@ledger/contract';
import * as fc from 'fast-check';
import { adopted, adoptionData, adoptionsOf, only } from '../../../../test/support/adoptions.js';

const corrected = (adoptionId: string, replacement: AdoptionData): AdoptionEvent => ({
  type: 'AdoptionCorrected',
  data: { adoptionId, reason: '誤記', replacement },
});
const withdrawn = (adoptionId: string): AdoptionEvent => ({
  type: 'AdoptionWithdrawn',
  data: { adoptionId, withdrawnOn: '2026-07-10', reason: '取消し' },
});
const readingsOn = (adoptions: Adoptions, contractId = 'c-1', asOf = '2026-08-01'): object =>
  readingsAdopted(adoptions, contractId, civilDate(asOf)).readings;

describe('Adopted readings', () => {
  it('are none where nothing was adopted', () => {
    expect(readingsAdopted(adoptionsOf(), 'c-1', civilDate('2026-08-01'))).toEqual({
      readings: {},
      edition: undefined,
    });
  });

  it.each([
    ['2026-06-30', {}],
    ['2026-07-01', { R05: 'separate' }],
    ['2199-12-31', { R05: 'separate' }],
  ])('hold from their day on, whatever the day of the decision: asked as of %s', (asOf, readings) => {
    expect(readingsOn(adoptionsOf(adopted(['R05:separate'])), 'c-1', asOf)).toEqual(readings);
  });

  it('are not known before they were recorded, by position and by moment', () => {
    const adoptions = adoptionsOf(adopted(['R05:separate']));
    const on = civilDate('2026-08-01');
    expect(readingsAdopted(adoptions, 'c-1', on, { position: 9n }).readings).toEqual({});
    expect(readingsAdopted(adoptions, 'c-1', on, { position: 10n }).readings).toEqual({ R05: 'separate' });
    expect(readingsAdopted(adoptions, 'c-1', on, { instant: instant('2026-06-30T23:59:59Z') }).readings).toEqual({});
    const atOnce = { instant: instant('2026-07-01T00:00:00Z') };
    expect(readingsAdopted(adoptions, 'c-1', on, atOnce).readings).toEqual({ R05: 'separate' });
  });

  it('are for each question those recorded last, whichever day they hold from', () => {
    const adoptions = adoptionsOf(
      adopted(['R05:separate', 'R09:up'], { from: '2026-07-15' }),
      adopted(['R05:cumulative'], { from: '2026-07-01' }),
    );
    expect(readingsOn(adoptions)).toEqual({ R05: 'cumulative', R09: 'up' });
  });

  it('go back to the register where its own answer is adopted', () => {
    expect(readingsOn(adoptionsOf(adopted(['R05:separate']), adopted(['R05:once'])))).toEqual({ R05: 'once' });
  });

  it('for one contract go before those for all, also before later ones', () => {
    const adoptions = adoptionsOf(
      adopted(['R05:separate'], { scope: only('c-1') }),
      adopted(['R05:cumulative', 'R09:up']),
    );
    expect(readingsOn(adoptions, 'c-1')).toEqual({ R05: 'separate', R09: 'up' });
    expect(readingsOn(adoptions, 'c-2')).toEqual({ R05: 'cumulative', R09: 'up' });
    expect(readingsOfPortfolio(adoptions, civilDate('2026-08-01')).readings).toEqual({ R05: 'cumulative', R09: 'up' });
  });

  it('bring an edition with them', () => {
    const adoptions = adoptionsOf(
      adopted([], { edition: '2018-11-01' }),
      adopted(['R09:up'], { scope: only('c-1') }),
      adopted([], { edition: '2022-11-01', scope: only('c-2') }),
    );
    const on = civilDate('2026-08-01');
    expect(readingsAdopted(adoptions, 'c-1', on)).toEqual({ readings: { R09: 'up' }, edition: '2018-11-01' });
    expect(readingsAdopted(adoptions, 'c-2', on)).toEqual({ readings: {}, edition: '2022-11-01' });
  });

  it('are as corrected, in the place that they had', () => {
    const adoptions = adoptionsOf(
      adopted(['R05:separate']),
      adopted(['R05:cumulative'], { from: '2026-08-01' }),
      corrected('a1', adoptionData(['R05:separate', 'R09:up'])),
    );
    expect(readingsOn(adoptions, 'c-1', '2026-07-31')).toEqual({ R05: 'separate', R09: 'up' });
    expect(readingsOn(adoptions, 'c-1', '2026-08-01')).toEqual({ R05: 'cumulative', R09: 'up' });
  });

  it('count no more once they are withdrawn, and again once they are corrected after that', () => {
    const events = [adopted(['R05:separate']), withdrawn('a1')];
    expect(readingsOn(adoptionsOf(...events))).toEqual({});
    expect(readingsOn(adoptionsOf(...events, corrected('a1', adoptionData(['R09:up']))))).toEqual({ R09: 'up' });
    const before = { position: 19n };
    expect(readingsAdopted(adoptionsOf(...events), 'c-1', civilDate('2026-08-01'), before).readings).toEqual({
      R05: 'separate',
    });
  });

  it('say when the next of them begins to hold for a contract', () => {
    const adoptions = adoptionsOf(
      adopted(['R05:separate'], { from: '2026-10-01' }),
      adopted(['R09:up'], { from: '2026-09-01', scope: only('c-1') }),
    );
    const after = (contractId: string, asOf: string): string | undefined => {
      const next = nextAdoption(adoptions, contractId, civilDate(asOf));
      return next && isoDate(next);
    };
    expect(after('c-1', '2026-08-31')).toBe('2026-09-01');
    expect(after('c-1', '2026-09-01')).toBe('2026-10-01');
    expect(after('c-2', '2026-08-31')).toBe('2026-10-01');
    expect(after('c-2', '2026-10-01')).toBeUndefined();
  });

  it('say whom a change of them concerns: whom they were for, and whom they are for now', () => {
    const adoptions = adoptionsOf(
      adopted(['R05:separate'], { scope: only('c-2', 'c-1') }),
      corrected('a1', adoptionData(['R05:separate'], { scope: only('c-3', 'c-1') })),
      corrected('a1', adoptionData(['R05:separate'])),
      withdrawn('a1'),
    );
    expect([0, 1, 2, 3].map((place) => concernedBy(adoptions, place))).toEqual([
      ['c-1', 'c-2'],
      ['c-1', 'c-2', 'c-3'],
      'all',
      'all',
    ]);
  });
});

describe('Whatever is adopted', () => {
  const firstDay = civilDate('2026-07-01');
  const someData = fc.record({
    readings: fc.subarray(['R05:separate', 'R09:up', 'R01:elapsed'], { minLength: 1 }),
    scope: fc.oneof(
      fc.constant('all' as const),
      fc.subarray(['c-1', 'c-2'], { minLength: 1 }).map((contractIds) => ({ contractIds })),
    ),
    from: fc.integer({ min: 0, max: 5 }).map((days) => isoDate(plusDays(firstDay, days))),
  });
  const someAdoptions = fc
    .array(fc.tuple(someData, fc.constantFrom('adopt', 'correct', 'withdraw'), fc.nat()), { maxLength: 12 })
    .map((steps) => {
      const events: AdoptionEvent[] = [];
      const ids: string[] = [];
      for (const [data, step, choice] of steps) {
        const target = ids[choice % Math.max(ids.length, 1)];
        if (step === 'adopt' || target === undefined) {
          ids.push(`a${String(events.length + 1)}`);
          events.push(adopted(data.readings, data));
        } else
          events.push(step === 'correct' ? corrected(target, adoptionData(data.readings, data)) : withdrawn(target));
      }
      return adoptionsOf(...events);
    });
  const someDay = fc.integer({ min: -1, max: 7 }).map((days) => plusDays(firstDay, days));

  it('a contract’s readings change only by what concerns it, and on no day but those announced', () => {
    fc.assert(
      fc.property(someAdoptions, fc.constantFrom('c-1', 'c-2'), someDay, (adoptions, contractId, asOf) => {
        adoptions.recorded.forEach((event, place) => {
          const [before, after] = [event.position - 1n, event.position].map(
            (position) => readingsAdopted(adoptions, contractId, asOf, { position }).readings,
          );
          const concerned = concernedBy(adoptions, place);
          if (concerned !== 'all' && !concerned.includes(contractId)) expect(after).toEqual(before);
        });
        const next = nextAdoption(adoptions, contractId, asOf);
        const until = next === undefined ? plusDays(firstDay, 20) : plusDays(next, -1);
        expect(readingsAdopted(adoptions, contractId, until)).toEqual(readingsAdopted(adoptions, contractId, asOf));
      }),
    );
  });

  it('what is known at a position is what was known when the stream ended there', () => {
    fc.assert(
      fc.property(someAdoptions, someDay, fc.nat({ max: 12 }), (adoptions, asOf, count) => {
        const then = { recorded: adoptions.recorded.slice(0, count) };
        const position = BigInt(count * 10);
        expect(readingsAdopted(adoptions, 'c-1', asOf, { position })).toEqual(readingsAdopted(then, 'c-1', asOf));
      }),
    );
  });
});
