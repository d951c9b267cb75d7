import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, isoDate, plusDays, type CivilDate } from '@ledger/kernel';
import { historyOf, type RecordedContractEvent } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { dayIn, interpretations, shapes, storyOf, type Shape } from '../../../test/support/contracts.js';
import { day, reading, story, workedContract, type Story } from '../../../test/support/history.js';
import { figuresOn, type Figures } from './figures.js';
import type { Obligation } from './obligation.js';

const contracts = shapes.chain((shape) => fc.tuple(fc.constant(shape), dayIn(shape), interpretations));
const lifeOf = (shape: Shape, asOf: CivilDate, interpretation: Interpretation): Figures =>
  figuresOn(storyOf(shape).history, asOf, interpretation);

/** What an obligation is about, whatever its amount. */
const about = ({ id, kind, subject, item, clause }: Obligation): string =>
  [id, kind, subject, item, clause.label].join(' ');

describe('The figures of any contract', () => {
  it('are none before the day of acceptance', () => {
    fc.assert(
      fc.property(shapes, interpretations, fc.integer({ min: 1, max: 400 }), (shape, interpretation, daysBefore) => {
        const figures = lifeOf(shape, plusDays(civilDate(shape.start), -daysBefore), interpretation);
        const nothing = { arisen: 0, reduced: 0, waived: 0, paid: 0, repaid: 0, outstanding: 0, overpaid: 0 };
        expect(figures.obligations()).toEqual({ items: [], totals: nothing });
        expect(figures.credits()).toEqual([]);
        expect(figures.termination()).toMatchObject({ status: 'none', notices: [], minimumPeriod: undefined });
        expect(figures.overview()).toMatchObject({ base: undefined, options: [] });
        expect(figures.deadlines()).toEqual([]);
        expect(figures.discrepancies()).toEqual([]);
      }),
    );
  });

  it('name each obligation once, of what it is about, on whatever day and under whatever reading', () => {
    fc.assert(
      fc.property(
        contracts,
        interpretations,
        fc.integer({ min: 0, max: 400 }),
        ([shape, asOf, interpretation], other, later) => {
          const known = new Map<string, string>();
          for (const [on, under] of [
            [asOf, interpretation],
            [plusDays(asOf, later), other],
          ] as const) {
            const { items } = lifeOf(shape, on, under).obligations();
            expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
            for (const row of items) {
              expect(row.id).toMatch(/^[A-Za-z0-9:._-]+$/);
              expect(known.get(row.id) ?? about(row)).toBe(about(row));
              known.set(row.id, about(row));
            }
          }
        },
      ),
    );
  });

  it('give an id to the same service under every reading', () => {
    fc.assert(
      fc.property(contracts, interpretations, ([shape, asOf, interpretation], other) => {
        const periodsOf = (under: Interpretation): Map<string, string> =>
          new Map(
            lifeOf(shape, asOf, under)
              .obligations()
              .items.flatMap((row) => ('service' in row ? [[row.id, row.service.eventId] as const] : [])),
          );
        const others = periodsOf(other);
        for (const [id, eventId] of periodsOf(interpretation)) expect(others.get(id) ?? eventId).toBe(eventId);
      }),
    );
  });

  it('never lose an obligation as days go by, as long as no fact is added', () => {
    fc.assert(
      fc.property(contracts, fc.integer({ min: 1, max: 300 }), ([shape, asOf, interpretation], later) => {
        // The facts of the first day alone, asked about on the first and on a later day.
        const { history } = storyOf(shape);
        const counted = figuresOn(history, asOf, interpretation).contract;
        const isCounted = (event: RecordedContractEvent): boolean =>
          JSON.stringify(counted).includes(`"${event.eventId}"`);
        const known = { ...history, facts: history.facts.filter((fact) => isCounted(fact)) };
        const ids = (on: CivilDate): readonly string[] =>
          figuresOn(known, on, interpretation)
            .obligations()
            .items.map(({ id }) => id);
        const then = new Set(ids(plusDays(asOf, later)));
        expect(ids(asOf).filter((id) => !then.has(id))).toEqual([]);
      }),
    );
  });

  it('do not depend on when facts of different days were typed in', () => {
    fc.assert(
      fc.property(
        contracts.filter(([{ revisions, notices, outages }]) => {
          // Of facts of one kind and day the later recorded counts: those are left out here.
          const days = [
            revisions.map(({ on }) => on),
            notices.map(({ arrivedOn }) => arrivedOn),
            outages.map(({ awareOn, at }) => `${String(awareOn)} ${at}`),
          ];
          return days.every((among) => new Set<unknown>(among).size === among.length);
        }),
        fc.infiniteStream(fc.nat()),
        ([shape, asOf, interpretation], keys) => {
          const told = storyOf(shape);
          const late = figuresOn(historyOf('c-1', shuffled(told, keys)), asOf, interpretation);
          const figures = figuresOn(told.history, asOf, interpretation);
          const rows = (of: Figures): readonly unknown[] =>
            of
              .obligations()
              .items.map(({ id, amount, settled, arisesOn, period }) => [id, amount, settled, arisesOn, period])
              .sort();
          expect(rows(late)).toEqual(rows(figures));
          expect(late.obligations().totals).toEqual(figures.obligations().totals);
          expect(late.termination().effectiveOn).toBe(figures.termination().effectiveOn);
          expect(late.termination().earlyTermination.total).toBe(figures.termination().earlyTermination.total);
          expect(
            late
              .credits()
              .map(({ outageId, status, amount }) => [outageId, status, amount])
              .sort(),
          ).toEqual(
            figures
              .credits()
              .map(({ outageId, status, amount }) => [outageId, status, amount])
              .sort(),
          );
        },
      ),
    );
  });

  it('are the same whichever is asked for first, and however often', () => {
    fc.assert(
      fc.property(contracts, ([shape, asOf, interpretation]) => {
        const [some, others] = [lifeOf(shape, asOf, interpretation), lifeOf(shape, asOf, interpretation)];
        const first = [some.obligations(), some.termination(), some.credits(), some.payments()];
        const again = [others.payments(), others.credits(), others.termination(), others.obligations()].reverse();
        expect(again).toEqual(first);
        expect(some.obligations()).toBe(first[0]);
      }),
    );
  });
});

/** The same events told in another order, but nothing before what it is about, nor an option's period before an earlier one. */
const shuffled = (told: Story, keys: Iterable<number>): readonly RecordedContractEvent[] => {
  const draws = keys[Symbol.iterator]();
  const isFirst = ({ type }: RecordedContractEvent): boolean =>
    [
      'ContractApplied',
      'FeesQuoted',
      'ContractAccepted',
      'OptionAdded',
      'OptionBillingStarted',
      'OutageDetected',
    ].includes(type);
  const drawn = told.events.map((event) => ({
    event,
    key: isFirst(event)
      ? -1
      : Number(draws.next().value) + (/Withdrawn|Reversed|Recovered|Claimed|Decided/.test(event.type) ? 2 ** 32 : 0),
  }));
  return drawn
    .sort((a, b) => a.key - b.key)
    .map(({ event }, place) => ({ ...event, revision: place, position: BigInt(place + 1) }));
};

describe('Two facts of one kind for the same day', () => {
  it('are a quote and the one that replaces it', () => {
    const quoted = story()
      .and('ContractApplied', { contractor: { name: '株式会社例' }, appliedOn: '2026-01-01' })
      .and('FeesQuoted', {
        quotedOn: '2026-01-02',
        initialFee: '1',
        monthlyFee: '10',
        options: { homepage: { initialFee: '3', monthlyFee: '30' } },
      })
      .and('FeesQuoted', { quotedOn: '2026-01-02', initialFee: '2', monthlyFee: '20' })
      .and('FeesQuoted', { quotedOn: '2026-01-04', initialFee: '9', monthlyFee: '90' })
      .and('ContractAccepted', { acceptedOn: '2026-01-03' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-03', acceptedOn: '2026-01-03' }, 'option');
    const { items } = figuresOn(quoted.history, day('2026-01-31'), reading()).obligations();
    // The later quote of 2 January says nothing of the option, so that the earlier one is still in force for it.
    expect(items.map(({ id, amount }) => [id, amount as number])).toEqual([
      ['initial-fee:base', 2],
      ['initial-fee:homepage:option', 3],
    ]);
  });
});

describe('A forecast', () => {
  it('goes on with what is known', () => {
    const events = workedContract.events.slice(0, 5);
    const figures = figuresOn(story(events).history, day('2027-03-31'), reading());
    expect(figures.obligations().items.at(-1)?.id).toBe('monthly-fee:base:2027-03');
    expect(figures.obligations().items).toHaveLength(2 + 15); // both initial fees, January 2026 to March 2027
  });

  it('of the last day that may be asked about is one row a month', () => {
    const asOf = day('2199-12-31');
    const { items } = figuresOn(story(workedContract.events.slice(0, 4)).history, asOf, reading()).obligations();
    expect(items.at(-1)?.id).toBe('monthly-fee:base:2199-12');
    expect(items).toHaveLength(1 + 174 * 12);
    expect(isoDate(asOf)).toBe('2199-12-31');
  });
});
