import { describe, expect, it } from '@jest/globals';
import { isoDate, type IsoDate } from '@ledger/kernel';
import type { OutageCause, OutageExtent } from '@ledger/contract';
import type { Readings } from '@ledger/terms';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';
import type { Credit } from './reductions.js';

/** Billed from 2026-01-15 at 30000, so that a unit is 1000 yen; the option from 2026-02-10 at 6000, 200 yen a unit. */
const running = accepted('2026-01-15', { monthly: '30000', option: ['0', '6000'] })
  .and('BillingStarted', { startsOn: '2026-01-15' })
  .and('OptionAdded', { option: 'homepage', appliedOn: '2026-02-01', acceptedOn: '2026-02-01' }, 'option')
  .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-10' });

const inJapan = (at: string): string => `${at}+09:00`;
interface Kind {
  readonly cause?: OutageCause;
  readonly extent?: OutageExtent;
}
const withOutage = (told: Story, from: string, to?: string, outageId = 'o', kind: Kind = {}): Story => {
  const awareAt = inJapan(from);
  const detected = told.and(
    'OutageDetected',
    { outageId, occurredAt: awareAt, awareAt, cause: 'provider', extent: 'total', ...kind },
    `${outageId}-detected`,
  );
  return to === undefined ? detected : detected.and('OutageRecovered', { outageId, recoveredAt: inJapan(to) });
};
const claimed = (told: Story, arrivedOn: IsoDate, outageId = 'o'): Story =>
  told.and('ReductionClaimed', { outageId, arrivedOn });
const decided = (
  told: Story,
  decision: 'granted' | 'denied',
  amount?: string,
  decidedOn: IsoDate = '2026-04-20',
): Story =>
  told.and('ReductionDecided', {
    outageId: 'o',
    decidedOn,
    decision,
    reason: '',
    ...(amount === undefined ? {} : { amount }),
  });
const ended = (told: Story, effectiveOn: IsoDate): Story =>
  told.and('ContractTerminated', { declaredOn: '2026-01-20', effectiveOn, ground: 'statutory', reason: '' });

const creditsOf = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): readonly Credit[] =>
  figuresOn(told.history, day(asOf), reading(readings)).credits();
const credit = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}, outageId = 'o'): Credit => {
  const found = creditsOf(told, asOf, readings).find((one) => one.outageId === outageId);
  if (found === undefined) throw new Error(`no credit for ${outageId}`);
  return found;
};
const status = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): string =>
  credit(told, asOf, readings).status;
/** The reduction among the obligations: `2026-04-01 -2400`. */
const reduction = (told: Story, asOf: IsoDate, readings: Partial<Readings> = {}): string | undefined => {
  const row = figuresOn(told.history, day(asOf), reading(readings))
    .obligations()
    .items.find(({ kind }) => kind === 'reduction');
  return row && `${isoDate(row.arisesOn)} ${String(row.amount)}`;
};
const iso = (on: Credit['claimBy']): string | undefined => on && isoDate(on);

describe('Unusable time (Art. 10)', () => {
  it.each([
    ['2026-03-11T09:59:59', 0, 0, 'not-eligible'],
    ['2026-03-11T10:00:00', 1, 1200, 'claimable'], // 36000 / 30
    ['2026-03-12T09:59:59', 1, 1200, 'claimable'],
    ['2026-03-12T10:00:00', 2, 2400, 'claimable'],
  ])('from 10:00 on the 10th to %s has %i units', (to, units, amount, expected) => {
    expect(credit(withOutage(running, '2026-03-10T10:00:00', to), '2026-03-31')).toMatchObject({
      units,
      amount,
      status: expected,
    });
  });

  it('runs from the moment the provider became aware, not from its beginning', () => {
    const told = running
      .and('OutageDetected', {
        outageId: 'o',
        occurredAt: inJapan('2026-03-08T00:00:00'),
        awareAt: inJapan('2026-03-10T10:00:00'),
        cause: 'provider',
        extent: 'total',
      })
      .and('OutageRecovered', { outageId: 'o', recoveredAt: inJapan('2026-03-11T09:00:00') });
    expect(credit(told, '2026-03-31')).toMatchObject({ hours: 23, units: 0, status: 'not-eligible' });
  });

  it.each<[OutageCause, OutageExtent, string, readonly string[]]>([
    ['provider', 'total', 'claimable', []],
    ['provider', 'equivalent', 'claimable', []],
    ['provider', 'partial', 'not-eligible', ['10']],
    ['contractor-settings', 'total', 'not-eligible', ['4']],
    ['contractor', 'total', 'not-eligible', ['14(2)']],
    ['restriction', 'total', 'not-eligible', ['14(1)']],
    ['third-party', 'total', 'not-eligible', ['10']],
    ['force-majeure', 'total', 'not-eligible', ['10']],
    ['suspension', 'total', 'not-eligible', ['general-25']],
    ['third-party', 'partial', 'not-eligible', ['10', '10']],
  ])('of cause %s and extent %s is %s', (cause, extent, expected, labels) => {
    const told = withOutage(running, '2026-03-10T10:00:00', '2026-03-13T10:00:00', 'o', { cause, extent });
    const { reasons, amount, status: found } = credit(told, '2026-03-31');
    expect(found).toBe(expected);
    expect(reasons.map(({ clause }) => clause.label)).toEqual(labels);
    expect(amount).toBe(expected === 'claimable' ? 3600 : 0);
  });

  it.each([
    ['2026-01-14T23:59:59', 'not-eligible'],
    ['2026-01-15T00:00:00', 'claimable'],
  ])('counts only where the contract was in force: known at %s', (from, expected) => {
    expect(status(withOutage(running, from, '2026-01-20T00:00:00'), '2026-01-31')).toBe(expected);
  });

  it.each([
    ['2026-03-05T23:59:59', 'not-eligible'], // a second of the last day is no unusable time
    ['2026-03-05T00:00:00', 'claimable'], // a whole day, to the end of E
    ['2026-03-06T00:00:00', 'not-eligible'],
  ])('counts only up to the end of the contract on 5 March: known at %s', (from, expected) => {
    expect(status(withOutage(ended(running, '2026-03-05'), from, '2026-03-20T00:00:00'), '2026-03-31')).toBe(expected);
  });

  it('that the end of the contract cuts off is over on that day', () => {
    const told = claimed(withOutage(ended(running, '2026-03-05'), '2026-03-03T00:00:00'), '2026-03-04');
    expect(credit(told, '2026-03-05')).toMatchObject({
      units: 3,
      amount: 3600,
      lasts: false,
      claimableFrom: day('2026-03-04'),
    });
    expect(reduction(told, '2026-03-04')).toBeUndefined();
    expect(reduction(told, '2026-03-05')).toBe('2026-03-05 -3600');
  });

  it('ends with the day asked about while it lasts', () => {
    const told = withOutage(running, '2026-03-10T10:00:00');
    expect(credit(told, '2026-03-10')).toMatchObject({
      hours: 14,
      units: 0,
      status: 'ongoing',
      amount: 0,
      lasts: true,
    });
    expect(credit(told, '2026-03-12')).toMatchObject({ hours: 62, units: 2, status: 'claimable', amount: 2400 });
  });

  it('is not known before the provider is aware', () => {
    expect(creditsOf(withOutage(running, '2026-03-10T10:00:00'), '2026-03-09')).toEqual([]);
  });
});

describe('Two outages', () => {
  it('never add up their hours', () => {
    const told = withOutage(
      withOutage(running, '2026-03-10T00:00:00', '2026-03-10T23:00:00', 'a'),
      '2026-03-10T23:00:00',
      '2026-03-11T22:00:00',
      'b',
    );
    expect(creditsOf(told, '2026-03-31').map(({ status: found }) => found)).toEqual(['not-eligible', 'not-eligible']);
  });

  const first = withOutage(running, '2026-03-10T00:00:00', '2026-03-12T12:00:00', 'a'); // 60 hours
  it('share no hour where they overlap: the later begins at the end of the earlier', () => {
    const told = withOutage(first, '2026-03-11T00:00:00', '2026-03-14T00:00:00', 'b');
    expect(credit(told, '2026-03-31', {}, 'a')).toMatchObject({ hours: 60, units: 2 });
    expect(credit(told, '2026-03-31', {}, 'b')).toMatchObject({
      hours: 36,
      units: 1,
      claimableFrom: day('2026-03-13'),
    });
  });

  it('whatever the order of recording', () => {
    const late = withOutage(
      withOutage(running, '2026-03-11T00:00:00', '2026-03-14T00:00:00', 'b'),
      '2026-03-10T00:00:00',
      '2026-03-12T12:00:00',
      'a',
    );
    expect(credit(late, '2026-03-31', {}, 'b')).toMatchObject({ hours: 36, units: 1 });
  });

  it('of which the later lies within the earlier count once', () => {
    const told = withOutage(first, '2026-03-10T06:00:00', '2026-03-12T06:00:00', 'b');
    expect(credit(told, '2026-03-31', {}, 'b')).toMatchObject({ hours: 0, units: 0, status: 'not-eligible' });
  });

  it('of which one is not eligible do not touch each other', () => {
    const tooShort = withOutage(running, '2026-03-10T00:00:00', '2026-03-10T23:59:59', 'a');
    expect(
      credit(withOutage(tooShort, '2026-03-10T12:00:00', '2026-03-11T12:00:00', 'b'), '2026-03-31', {}, 'b'),
    ).toMatchObject({ units: 1 });
    const notOurs = withOutage(running, '2026-03-10T00:00:00', '2026-03-20T00:00:00', 'a', { cause: 'third-party' });
    expect(
      credit(withOutage(notOurs, '2026-03-10T12:00:00', '2026-03-11T12:00:00', 'b'), '2026-03-31', {}, 'b'),
    ).toMatchObject({ units: 1 });
  });

  it('follow each other while the earlier lasts', () => {
    const told = withOutage(
      withOutage(running, '2026-03-10T00:00:00', undefined, 'a'),
      '2026-03-11T00:00:00',
      undefined,
      'b',
    );
    expect(credit(told, '2026-03-15', {}, 'b')).toMatchObject({ hours: 0, units: 0, status: 'ongoing' });
  });

  it('in a row put each other off', () => {
    const three = withOutage(
      withOutage(first, '2026-03-12T00:00:00', '2026-03-14T12:00:00', 'b'), // from 12 March 12:00: 48 hours
      '2026-03-14T00:00:00',
      '2026-03-15T12:00:00',
      'c', // from 14 March 12:00: 24 hours
    );
    expect(creditsOf(three, '2026-03-31').map(({ units }) => units)).toEqual([2, 2, 1]);
  });

  it('keep each the fee of the day the provider became aware', () => {
    const revised = withOutage(first, '2026-03-11T00:00:00', '2026-03-14T00:00:00', 'b').and('FeesRevised', {
      effectiveOn: '2026-03-12',
      monthlyFee: '60000',
    });
    expect(credit(revised, '2026-03-31', {}, 'b')).toMatchObject({ monthlyFee: 36000, amount: 1200 });
  });
});

describe('The monthly fee that is reduced (R06, R14, R08)', () => {
  it.each<[Readings['R06'], IsoDate, number]>([
    ['base-and-options', '2026-02-09', 30000],
    ['base-and-options', '2026-02-10', 36000],
    ['base-only', '2026-02-10', 30000],
  ])('%s, known on %s', (R06, on, expected) => {
    const told = withOutage(running, `${on}T09:00:00`, '2026-02-20T09:00:00');
    expect(credit(told, '2026-03-31', { R06 }).monthlyFee).toBe(expected);
  });

  const noOption = accepted('2026-01-15', { monthly: '30000' }).and('BillingStarted', { startsOn: '2026-01-15' });
  // 21 units: 11 that end from 21 to 31 March, 10 that end from 1 to 10 April, when the fee is 3000
  const long = withOutage(noOption, '2026-03-20T00:00:00', '2026-04-10T00:00:00').and('FeesRevised', {
    effectiveOn: '2026-04-01',
    monthlyFee: '3000',
  });

  it.each<[Partial<Readings>, number]>([
    [{}, 21000],
    [{ R14: 'each-unit' }, 12000], // 11 x 1000 + 10 x 100
    [{ R08: 'monthly-fee' }, 14000], // 11 x 1000, and 10000 for April, of which 3000 arose
    [{ R08: 'monthly-fee', R14: 'each-unit' }, 12000],
    [{ R08: 'monthly-fee', R18: 'from-billing-day' }, 21000], // not combined
  ])('under %j', (readings, amount) => {
    expect(credit(long, '2026-04-30', readings)).toMatchObject({ units: 21, amount });
  });

  it('is capped by what has arisen by the day asked about, and of the base alone under R06 base-only', () => {
    // as of 31 March all 12 units to the end of the day; the last ends on 1 April, where nothing has arisen
    const lasting = withOutage(noOption, '2026-03-20T00:00:00');
    expect(credit(lasting, '2026-03-31', { R08: 'monthly-fee' })).toMatchObject({ units: 12, amount: 11000 });
    expect(credit(lasting, '2026-04-01', { R08: 'monthly-fee' })).toMatchObject({ units: 13, amount: 13000 });
    const shortMonth = withOutage(ended(running, '2026-03-05'), '2026-02-28T00:00:00'); // March: 4838 and 967 for 5 days
    expect(credit(shortMonth, '2026-03-31', { R08: 'monthly-fee' })).toMatchObject({ units: 6, amount: 5805 }); // 6 x 1200 uncapped
    expect(credit(shortMonth, '2026-03-31', { R08: 'monthly-fee', R06: 'base-only' })).toMatchObject({ amount: 4838 }); // 6 x 1000
  });

  it('ends its last unit on the last day of the contract, not on the day after (each-unit)', () => {
    const told = withOutage(ended(noOption, '2026-03-31'), '2026-03-30T00:00:00').and('FeesRevised', {
      effectiveOn: '2026-04-01',
      monthlyFee: '3000',
    });
    expect(credit(told, '2026-04-30', { R14: 'each-unit' })).toMatchObject({ units: 2, amount: 2000 });
  });

  it('is rounded once (R09): 3 units of 1000 yen a month and 1 of 1001', () => {
    const odd = withOutage(
      accepted('2026-01-15', { monthly: '1000' }).and('BillingStarted', { startsOn: '2026-01-15' }),
      '2026-03-29T00:00:00',
      '2026-04-02T00:00:00',
    ).and('FeesRevised', { effectiveOn: '2026-04-02', monthlyFee: '1015' });
    // 3 x 1000 / 30 + 1015 / 30 = 100 + 33.83
    expect(credit(odd, '2026-04-30', { R14: 'each-unit' }).amount).toBe(133);
    expect(credit(odd, '2026-04-30', { R14: 'each-unit', R09: 'half-up' }).amount).toBe(134);
  });
});

describe('A claim (Art. 10, R07, R15, R02)', () => {
  const outage = withOutage(running, '2026-03-10T09:00:00', '2026-03-13T08:59:00'); // 2 units, complete on the 11th

  it.each<[Partial<Readings>, IsoDate, IsoDate]>([
    [{}, '2026-03-11', '2026-06-11'],
    [{ R07: 'recovery' }, '2026-03-13', '2026-06-13'], // a Saturday
    [{ R07: 'recovery', R02: 'next-business-day' }, '2026-03-13', '2026-06-15'],
    [{ R02: 'next-business-day' }, '2026-03-11', '2026-06-11'],
  ])('is possible under %j from %s to %s', (readings, from, by) => {
    const found = credit(outage, '2026-03-31', readings);
    expect([iso(found.claimableFrom), iso(found.claimBy)]).toEqual([from, by]);
  });

  it.each([
    ['2026-03-10', 'ongoing'],
    ['2026-03-11', 'claimable'],
    ['2026-06-11', 'claimable'],
    ['2026-06-12', 'lapsed'],
  ])('not made by %s leaves it %s', (asOf, expected) => {
    expect(status(outage, asOf)).toBe(expected);
  });

  it('at midnight is possible from the day that begins', () => {
    expect(
      iso(credit(withOutage(running, '2026-03-10T00:00:00', '2026-03-13T00:00:00'), '2026-03-31').claimableFrom),
    ).toBe('2026-03-11');
    expect(
      iso(
        credit(withOutage(running, '2026-03-10T00:00:00', '2026-03-13T00:00:00'), '2026-03-31', { R07: 'recovery' })
          .claimableFrom,
      ),
    ).toBe('2026-03-13');
  });

  it.each([
    ['2026-06-11', '2026-06-11 -2400'],
    ['2026-06-12', undefined],
    ['2026-03-13', '2026-03-13 -2400'],
    ['2026-03-12', '2026-03-13 -2400'], // before recovery: it arises with the recovery
    ['2026-03-10', '2026-03-13 -2400'], // before 24 hours: it counts from then on
  ])('that arrives on %s gives %s', (arrivedOn, expected) => {
    expect(reduction(claimed(outage, arrivedOn), '2026-12-31')).toBe(expected);
  });

  it.each([
    ['2026-06-11', 'claimed'],
    ['2026-06-12', 'lapsed'],
  ])('that arrives on %s leaves it %s', (arrivedOn, expected) => {
    expect(status(claimed(outage, arrivedOn), '2026-12-31')).toBe(expected);
  });

  it('counts as the first in time, whatever the order of recording', () => {
    const both = claimed(claimed(claimed(outage, '2026-06-30'), '2026-05-01'), '2026-04-01');
    expect(reduction(both, '2026-12-31')).toBe('2026-04-01 -2400');
    expect(credit(both, '2026-12-31').claim?.arrivedOn).toBe(day('2026-04-01'));
  });

  it('shows its growing amount while the outage lasts, and no obligation', () => {
    const lasting = claimed(withOutage(running, '2026-03-10T09:00:00'), '2026-03-12');
    expect(credit(lasting, '2026-03-12')).toMatchObject({ status: 'claimed', amount: 2400, arisesOn: undefined });
    expect(credit(lasting, '2026-03-13')).toMatchObject({ status: 'claimed', amount: 3600 });
    expect(reduction(lasting, '2026-03-13')).toBeUndefined();
  });

  it('before 24 hours are complete leaves it ongoing until they are', () => {
    const early = claimed(outage, '2026-03-10');
    expect(credit(early, '2026-03-10')).toMatchObject({ status: 'ongoing', claim: undefined });
    expect(status(early, '2026-03-11')).toBe('claimed');
  });

  it.each<[IsoDate, string]>([
    ['2026-03-12', 'claimable'],
    ['2026-03-13', 'claimed'],
  ])('on %s is, under R15 after-recovery, %s', (arrivedOn, expected) => {
    expect(status(claimed(outage, arrivedOn), '2026-03-31', { R15: 'after-recovery' })).toBe(expected);
  });

  it('that came before recovery stands under R07 recovery with R15 accrues', () => {
    const early = claimed(outage, '2026-03-11');
    expect(status(early, '2026-03-12', { R07: 'recovery' })).toBe('ongoing');
    expect(status(early, '2026-03-13', { R07: 'recovery' })).toBe('claimed');
    expect(reduction(early, '2026-03-31', { R07: 'recovery' })).toBe('2026-03-13 -2400');
  });

  it('lapses under after-recovery while an outage lasts longer than its time', () => {
    const lasting = claimed(withOutage(running, '2026-03-10T09:00:00'), '2026-03-12');
    expect(status(lasting, '2026-06-12', { R15: 'after-recovery' })).toBe('lapsed');
    expect(status(lasting, '2026-06-12')).toBe('claimed');
  });

  it('is not known before it arrives', () => {
    expect(status(claimed(outage, '2026-04-01'), '2026-03-31')).toBe('claimable');
  });
});

describe('A decision', () => {
  const outage = withOutage(running, '2026-03-10T09:00:00', '2026-03-13T08:59:00');
  const claim = claimed(outage, '2026-04-01');

  it.each<[string, Story, string, { due: number; decided: number | undefined } | undefined]>([
    ['grants what the terms give', decided(claim, 'granted', '2400'), 'granted', undefined],
    ['grants without an amount', decided(claim, 'granted'), 'granted', undefined],
    ['grants another amount', decided(claim, 'granted', '3600'), 'granted', { due: 2400, decided: 3600 }],
    ['denies what is due', decided(claim, 'denied'), 'denied', { due: 2400, decided: 0 }],
    ['denies what nobody claimed', decided(outage, 'denied'), 'denied', undefined],
    ['grants what nobody claimed', decided(outage, 'granted'), 'granted', { due: 0, decided: undefined }],
    ['grants 0 where nothing is due', decided(outage, 'granted', '0'), 'granted', undefined],
    [
      'is replaced by a later one',
      decided(decided(claim, 'granted', '2400', '2026-04-21'), 'denied', undefined, '2026-04-20'),
      'granted',
      undefined,
    ],
    [
      'is replaced by one recorded later on the same day',
      decided(decided(claim, 'denied'), 'granted', '2400'),
      'granted',
      undefined,
    ],
  ])('%s', (_, told, expected, discrepancy) => {
    const found = credit(told, '2026-12-31');
    expect(found.status).toBe(expected);
    expect(found.discrepancy).toEqual(discrepancy);
  });

  it('does not change what is owed', () => {
    expect(reduction(decided(claim, 'denied'), '2026-12-31')).toBe('2026-04-01 -2400');
    expect(reduction(decided(claim, 'granted', '9999'), '2026-12-31')).toBe('2026-04-01 -2400');
    expect(reduction(decided(outage, 'granted', '9999'), '2026-12-31')).toBeUndefined();
  });

  it('counts from its own day', () => {
    expect(status(decided(claim, 'denied'), '2026-04-19')).toBe('claimed');
  });
});
