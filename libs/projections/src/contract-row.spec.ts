import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isoDate, plusDays, type CivilDate } from '@ledger/kernel';
import { accepted, day, workedContract, type Story } from '../../../test/support/history.js';
import { NO_ADOPTIONS, type Adoptions } from '@ledger/contract';
import { adopted, adoptionsOf, only } from '../../../test/support/adoptions.js';
import { obligationsInText } from './obligations-text.js';
import type { ComputedRow } from './read-model.js';
import { rowOn } from './contract-row.js';
import { basisOf } from './impact/basis.js';

const rowOf = ({ history }: Story, on: CivilDate, adoptions = NO_ADOPTIONS): ComputedRow =>
  rowOn({ history, revision: history.recorded.length - 1, madeAt: 1n, adoptions }, on);

const dateIn = (from: string, days: number): fc.Arbitrary<CivilDate> =>
  fc.integer({ min: 0, max: days }).map((n) => plusDays(day(from), n));

/** Contracts that begin, change and end on any days, in any of the ways in which time alone can change their rows. */
const contracts: fc.Arbitrary<Story> = fc
  .record({
    billing: fc.option(dateIn('2026-01-01', 200), { nil: undefined }),
    option: fc.option(fc.tuple(dateIn('2026-01-01', 200), fc.integer({ min: 0, max: 100 })), { nil: undefined }),
    renamed: fc.option(dateIn('2026-01-01', 400), { nil: undefined }),
    revised: fc.option(dateIn('2026-01-01', 400), { nil: undefined }),
    notice: fc.option(fc.tuple(dateIn('2026-01-01', 300), fc.integer({ min: 0, max: 120 })), { nil: undefined }),
    optionNotice: fc.option(dateIn('2026-01-01', 300), { nil: undefined }),
    outage: fc.option(fc.tuple(dateIn('2026-01-01', 300), fc.boolean()), { nil: undefined }),
    paid: fc.option(dateIn('2026-01-01', 300), { nil: undefined }),
  })
  .map(({ billing, option, renamed, revised, notice, optionNotice, outage, paid }) => {
    let told = accepted('2025-12-20', { initial: '1000', option: ['500', '6200'] });
    if (billing !== undefined) told = told.and('BillingStarted', { startsOn: isoDate(billing) });
    if (option !== undefined) {
      const [acceptedOn, later] = option;
      const startsOn = isoDate(plusDays(acceptedOn, later));
      told = told
        .and('OptionAdded', { option: 'homepage', appliedOn: '2025-12-25', acceptedOn: isoDate(acceptedOn) })
        .and('OptionBillingStarted', { option: 'homepage', startsOn });
    }
    if (renamed !== undefined)
      told = told.and('ContractorChanged', { from: isoDate(renamed), name: '新会社', reason: '承継' });
    if (revised !== undefined) told = told.and('FeesRevised', { effectiveOn: isoDate(revised), monthlyFee: '40000' });
    if (outage !== undefined) {
      const [on, isRecovered] = outage;
      const awareAt = `${isoDate(on)}T10:00:00+09:00`;
      told = told.and('OutageDetected', {
        outageId: 'o',
        occurredAt: awareAt,
        awareAt,
        extent: 'total',
        cause: 'provider',
      });
      if (isRecovered)
        told = told.and('OutageRecovered', {
          outageId: 'o',
          recoveredAt: `${isoDate(plusDays(on, 3))}T10:00:00+09:00`,
        });
      told = told.and('ReductionClaimed', { outageId: 'o', arrivedOn: isoDate(plusDays(on, 2)) });
    }
    if (paid !== undefined) told = told.and('PaymentReceived', { receivedOn: isoDate(paid), amount: '100000' });
    if (notice !== undefined) {
      const [arrivedOn, later] = notice;
      const designatedOn = isoDate(plusDays(arrivedOn, later));
      told = told.and('NoticeReceived', {
        subject: 'contract',
        arrivedAt: isoDate(arrivedOn),
        designatedOn,
        form: 'prescribed',
      });
    }
    if (optionNotice !== undefined) {
      told = told.and('NoticeReceived', { subject: 'homepage', arrivedAt: isoDate(optionNotice), form: 'prescribed' });
    }
    return told;
  });

/** Readings that make a difference to these contracts, adopted from any days on. */
const adoptions: fc.Arbitrary<Adoptions> = fc
  .array(
    fc.record({
      reading: fc.constantFrom('R01:elapsed', 'R03:full-month', 'R04:whole-months', 'R05:separate', 'R11:not-billed'),
      scope: fc.constantFrom('all' as const, only('c-1'), only('c-2')),
      from: dateIn('2026-01-01', 500).map(isoDate),
    }),
    { maxLength: 4 },
  )
  .map((all) => adoptionsOf(...all.map(({ reading, ...data }) => adopted([reading], data))));

/** The day by which everything of these contracts has happened, as it has where a list is kept. */
const present = '2026-10-31';

describe('A row of the contract list', () => {
  it('shows the worked contract of the terms', () => {
    const { obligations, bounds, deadlines, basis, ...row } = rowOf(workedContract, day('2026-07-31'));
    expect(row).toEqual({
      contractId: 'c-1',
      contractor: '株式会社例',
      status: 'terminated',
      billingStartedOn: day('2026-01-15'),
      minimumPeriodEndsOn: day('2027-01-14'),
      effectiveEndOn: day('2026-06-30'),
      outstanding: 548919,
      earliestFactOn: day('2025-12-20'),
      dueOn: undefined,
      revision: 9,
      madeAt: 1n,
    });
    const owed = obligationsInText(obligations);
    expect(owed.reduce((sum, { outstanding }) => sum + outstanding, 0)).toBe(548919);
    expect(owed).toHaveLength(17);
    expect(bounds.days).toEqual({ from: owed[0]?.arisesOn, to: owed.at(-1)?.arisesOn });
    expect(deadlines).toEqual([]);
    expect(basis).toEqual(basisOf(workedContract.history, 9));
  });

  it.each([
    ['2026-06-01', '2026-06-30'], // the charges of the early end arise
    ['2026-06-30', '2026-07-01'], // terminated from the day after
    ['2026-07-01', undefined], // nothing changes any more
  ])('of a contract that ends on 30 June 2026 is due, computed on %s, on %s', (on, dueOn) => {
    expect(rowOf(workedContract, day(on)).dueOn).toBe(dueOn === undefined ? undefined : day(dueOn));
  });

  it('rests on what is adopted for the contract, from its day on', () => {
    const cumulative = adoptionsOf(adopted(['R05:cumulative'], { from: '2026-08-01', scope: only('c-1') }));
    const before = rowOf(workedContract, day('2026-07-31'), cumulative);
    expect([before.outstanding, before.dueOn]).toEqual([548919, day('2026-08-01')]);
    const after = rowOf(workedContract, day('2026-08-01'), cumulative);
    expect([after.outstanding, after.dueOn]).toEqual([548919 + 40000, undefined]);
    const others = adoptionsOf(adopted(['R05:cumulative'], { scope: only('c-2') }));
    expect(rowOf(workedContract, day('2026-08-01'), others)).toEqual(rowOf(workedContract, day('2026-08-01')));
  });

  it('of a contract that is billed is due when the next month’s fee arises', () => {
    const billed = accepted('2025-12-20').and('BillingStarted', { startsOn: '2026-01-15' });
    expect(rowOf(billed, day('2026-01-10')).dueOn).toBe(day('2026-01-15'));
    expect(rowOf(billed, day('2026-01-15')).dueOn).toBe(day('2026-02-01'));
    expect(rowOf(billed, day('2026-12-01')).dueOn).toBe(day('2027-01-01'));
  });

  it('names the contractor of the day on which an obligation arose', () => {
    const renamed = accepted('2025-12-20')
      .and('BillingStarted', { startsOn: '2026-01-15' })
      .and('ContractorChanged', { from: '2026-02-01', name: '新会社', reason: '承継' });
    const { contractor, obligations } = rowOf(renamed, day('2026-02-01'));
    expect(contractor).toBe('新会社');
    expect(obligationsInText(obligations).map(({ kind, counterparty }) => [kind, counterparty])).toEqual([
      ['initial-fee', expect.not.stringMatching('新会社')],
      ['monthly-fee', expect.not.stringMatching('新会社')],
      ['monthly-fee', '新会社'],
    ]);
  });

  it('stays right, with its due day, until that day', () => {
    fc.assert(
      fc.property(contracts, adoptions, dateIn(present, 500), (told, all, on) => {
        const row = rowOf(told, on, all);
        const until = Math.min(row.dueOn ?? Number.POSITIVE_INFINITY, on + 40);
        for (let later = on + 1; later < until; later += 1) expect(rowOf(told, later as CivilDate, all)).toEqual(row);
      }),
      { numRuns: 100 },
    );
  });
});
