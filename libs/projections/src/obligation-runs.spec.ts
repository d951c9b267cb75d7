import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isoDate, type CivilDate, type IsoDate } from '@ledger/kernel';
import { contractorOn } from '@ledger/contract';
import { figuresOn, type Figures } from '@ledger/figures';
import type { Interpretation } from '@ledger/terms';
import { dayIn, interpretations, shapes, storyOf } from '../../../test/support/contracts.js';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { runsOf } from './obligation-runs.js';
import { comparedByDay, obligationsInText, textOfRuns, type ObligationRun } from './obligations-text.js';
import type { ObligationRow } from './read-model.js';

const figures = ({ history }: Story, on: CivilDate, under: Interpretation = reading()): Figures =>
  figuresOn(history, on, under);
const runs = (of: Figures): readonly ObligationRun[] => runsOf(of.settledRows(), of.contract);
/** The first month, or the kind, of each run, and how many they are. */
const lengths = (told: Story, on: IsoDate): readonly unknown[] =>
  runs(figures(told, day(on))).map(({ row: { id, kind, period }, months }) => [
    period === undefined ? kind : id.slice('monthly-fee:'.length),
    months,
  ]);

const billed = accepted('2025-12-20').and('BillingStarted', { startsOn: '2026-01-01' });

describe('The runs of a contract’s obligations', () => {
  it('take all months together that are the same but for their month', () => {
    expect(lengths(billed, '2026-06-30')).toEqual([
      ['initial-fee', 1],
      ['base:2026-01', 6],
    ]);
  });

  it('are the service’s and the option’s, whose months take turns', () => {
    const told = billed
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-25', acceptedOn: '2026-02-01' }, 'option')
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-10' });
    expect(lengths(told, '2026-06-30')).toEqual([
      ['initial-fee', 1],
      ['base:2026-01', 6],
      ['initial-fee', 1],
      ['homepage:2026-02', 1],
      ['homepage:2026-03', 4],
    ]);
  });

  it.each<[string, Story, readonly (readonly [string, number])[]]>([
    [
      'what is settled',
      billed.and('PaymentReceived', { receivedOn: '2026-03-20', amount: '72000' }),
      [
        ['base:2026-01', 2],
        ['base:2026-03', 1],
        ['base:2026-04', 3],
      ],
    ],
    [
      'the fee',
      billed.and('FeesRevised', { effectiveOn: '2026-03-15', monthlyFee: '40000' }),
      [
        ['base:2026-01', 2],
        ['base:2026-03', 1],
        ['base:2026-04', 3],
      ],
    ],
    [
      'the contractor',
      billed.and('ContractorChanged', { from: '2026-03-15', name: '新会社', reason: '承継' }),
      [
        ['base:2026-01', 3],
        ['base:2026-04', 3],
      ],
    ],
  ])('end where %s is another', (_, told, expected) => {
    expect(lengths(told, '2026-06-30')).toEqual([['initial-fee', 1], ...expected]);
  });

  it('end with a month that is not whole', () => {
    const told = billed.and('NoticeReceived', {
      ...{ subject: 'contract', arrivedAt: '2026-04-01', designatedOn: '2026-05-20', form: 'prescribed' },
    });
    expect(lengths(told, '2026-06-30')).toMatchObject([
      ['initial-fee', 1],
      ['base:2026-01', 4],
      ['base:2026-05', 1],
      [expect.anything(), 1],
    ]);
  });

  it('are by the id where they arise on one day', () => {
    const told = billed.and('NoticeReceived', {
      ...{ subject: 'contract', arrivedAt: '2026-02-01', designatedOn: '2026-04-01', form: 'prescribed' },
    });
    const ofTheDay = runs(figures(told, day('2026-06-30'))).filter(({ row }) => row.arisesOn === day('2026-04-01'));
    expect(ofTheDay.map(({ row }) => row.kind)).toEqual(['early-termination-charge', 'monthly-fee']);
  });
});

/** Every obligation by itself, by its own figures. */
const oneByOne = ({ obligations, contract }: Figures): readonly ObligationRow[] =>
  obligations()
    .items.map(
      ({ id, kind, subject, item, clause, period, arisesOn, amount, settled, outstanding, status }): ObligationRow => ({
        ...{ id, kind, subject, item, article: clause.label, period, arisesOn, amount, settled, outstanding, status },
        counterparty: contractorOn(contract, arisesOn).name,
      }),
    )
    .toSorted(comparedByDay);

/** Contracts that live through anything, and are called otherwise from some days on. */
const contracts = shapes.chain((shape) =>
  fc
    .tuple(
      fc.array(fc.tuple(dayIn(shape), fc.constantFrom('新会社', '株式会社例')), { maxLength: 3 }),
      dayIn(shape),
      interpretations,
    )
    .map(([renamed, on, under]) => {
      const told = renamed.reduce(
        (story, [from, name]) => story.and('ContractorChanged', { from: isoDate(from), name, reason: '承継' }),
        storyOf(shape),
      );
      return figures(told, on, under);
    }),
);

describe('Whatever a contract lives through', () => {
  it('its runs hold its obligations, each as it is by itself', () => {
    fc.assert(
      fc.property(contracts, (of) => {
        expect(obligationsInText(textOfRuns(runs(of)).text)).toEqual(oneByOne(of));
      }),
    );
  });

  it('they are in order, and none could go on with one of the next four', () => {
    fc.assert(
      fc.property(contracts, (of) => {
        const all = runs(of);
        expect(all.map(({ row }) => row)).toEqual(all.map(({ row }) => row).toSorted(comparedByDay));
        for (const [place, { row, months }] of all.entries()) {
          const text = textOfRuns([{ row, months: months + 1 }]).text;
          const next = obligationsInText(text)[months];
          expect(all.slice(place + 1, place + 5).map((later) => later.row)).not.toContainEqual(next ?? 'none');
        }
      }),
    );
  });
});
