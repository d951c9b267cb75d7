import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { History } from '@ledger/contract';
import { choicesOf, governedBy, readingIds, xspMailTerms, type ReadingId, type Readings } from '@ledger/terms';
import { accepted, day, reading, workedContract } from '../../../test/support/history.js';
import { randomDays, randomLives, randomReadings } from '../../../test/support/random-lives.js';
import { amountsOn } from './amounts.js';
import { EDITION, readingsBetween, readingsConcerning, setOfReadings } from './readings-concerning.js';

const namesIn = (set: number): readonly ReadingId[] => readingIds.filter((id) => (set & setOfReadings([id])) !== 0);

/** When everything has happened. */
const LATE = day('2027-06-30');

describe('The readings that the amounts of a contract can rest on', () => {
  it('are all by which an article comes to another amount, on whatever day and whatever the others are', () => {
    fc.assert(
      fc.property(randomLives, randomDays, randomReadings, ({ history }, asOf, readings) => {
        const concerning = readingsConcerning(history);
        for (const on of [asOf, LATE]) {
          const before = amountsOn(history, on, reading(readings));
          for (const id of readingIds) {
            if ((concerning & setOfReadings([id])) !== 0) continue;
            for (const choice of choicesOf(id)) {
              const other = { ...readings, [id]: choice } as Readings;
              expect([id, choice, amountsOn(history, on, reading(other))]).toEqual([id, choice, before]);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are those of an edition only where its numbers can count', () => {
    const [edition] = xspMailTerms.editions;
    if (edition === undefined) throw new Error('there is no edition');
    const { parameters } = edition;
    const other = {
      ...edition,
      parameters: {
        ...parameters,
        minimumPeriod: { months: 5 },
        optionMinimumPeriod: { months: 3 },
        noticePeriod: { days: 10 },
        optionNoticePeriod: { days: 20 },
        unusableHours: 5,
        reductionUnitHours: 12,
        claimPeriod: { days: 20 },
        reductionDivisor: 28,
      },
    };
    fc.assert(
      fc.property(randomLives, randomDays, randomReadings, ({ history }, asOf, readings) => {
        fc.pre((readingsConcerning(history) & EDITION) === 0);
        const under = { terms: governedBy(other, xspMailTerms), readings };
        expect(amountsOn(history, asOf, under)).toEqual(amountsOn(history, asOf, reading(readings)));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['a contract that is not billed', accepted('2026-01-10'), []],
    [
      'one billed from the first of a month',
      accepted('2026-01-10').and('BillingStarted', { startsOn: '2026-02-01' }),
      [],
    ],
    [
      'one billed from within a month',
      accepted('2026-01-10').and('BillingStarted', { startsOn: '2026-02-02' }),
      ['R03', 'R09', 'R18'],
    ],
    [
      'one that ends after its minimum period',
      accepted('2026-01-10')
        .and('BillingStarted', { startsOn: '2026-02-01' })
        .and('NoticeReceived', { subject: 'contract', arrivedAt: '2027-03-01', form: 'prescribed' }),
      ['R01', 'R03', 'R09', 'R11'],
    ],
    [
      'the worked contract',
      workedContract,
      ['R01', 'R02', 'R03', 'R04', 'R05', 'R06', 'R07', 'R08', 'R09', 'R11', 'R14', 'R15', 'R18'],
    ],
  ])('of %s are few: %#', (_, { history }, expected) => {
    expect(namesIn(readingsConcerning(history))).toEqual(expected);
  });

  const january = accepted('2025-10-10', { option: ['0', '6000'] })
    .and('BillingStarted', { startsOn: '2025-11-01' })
    .and('OutageDetected', {
      outageId: 'outage',
      occurredAt: '2025-12-31T00:00:00+09:00',
      awareAt: '2025-12-31T00:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    })
    .and('OutageRecovered', { outageId: 'outage', recoveredAt: '2026-02-01T00:00:00+09:00' })
    .and('ReductionClaimed', { outageId: 'outage', arrivedOn: '2026-02-10' });
  it.each<[ReadingId, string, { readonly history: History }, Partial<Readings>, string]>([
    [
      'R14',
      'a fee was revised during the outage',
      january.and('FeesRevised', { effectiveOn: '2026-01-01', monthlyFee: '60000' }),
      {},
      'each-unit',
    ],
    [
      'R14',
      'an option began during the outage',
      january
        .and('TargetsDesignated', { from: '2025-12-01', domains: ['example.jp'], ipAddresses: [] })
        .and('OptionAdded', { option: 'homepage', appliedOn: '2025-12-20', acceptedOn: '2025-12-25' })
        .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-01-01' }),
      {},
      'each-unit',
    ],
    ['R18', 'a reduction is capped by the fees of a month (R08)', january, { R08: 'monthly-fee' }, 'from-billing-day'],
  ])('have %s where %s, since amounts can rest on it', (id, _, { history }, others, choice) => {
    expect(namesIn(readingsConcerning(history))).toContain(id);
    const [before, after] = [reading(others), reading({ ...others, [id]: choice })];
    expect(amountsOn(history, LATE, after)).not.toEqual(amountsOn(history, LATE, before));
  });

  it('are compared with those that two interpretations answer differently', () => {
    expect(readingsBetween(reading(), reading({ R05: 'separate', R21: 'any-contract' }))).toBe(
      setOfReadings(['R05', 'R21']),
    );
    const [edition] = xspMailTerms.editions;
    if (edition === undefined) throw new Error('there is no edition');
    expect(readingsBetween(reading(), { ...reading(), terms: governedBy(edition, xspMailTerms) })).toBe(EDITION);
  });
});
