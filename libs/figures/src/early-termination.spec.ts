import { describe, expect, it } from '@jest/globals';
import { isoDate, type IsoDate } from '@ledger/kernel';
import type { TerminationGround } from '@ledger/contract';
import type { Readings } from '@ledger/terms';
import { accepted, day, reading, workedContract, type Story } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';
import type { EarlyTermination } from './termination.js';

const earlyTermination = (
  told: Story,
  readings: Partial<Readings> = {},
  asOf: IsoDate = '2027-12-31',
): EarlyTermination => figuresOn(told.history, day(asOf), reading(readings)).termination().earlyTermination;
/** `1:base 200000` */
const charges = (told: Story, readings: Partial<Readings> = {}): readonly string[] =>
  earlyTermination(told, readings).charges.map(
    ({ id, amount }) => `${id.slice('early-termination-charge:'.length)} ${String(amount)}`,
  );
/** `1:base 2026-07-01/2027-01-14` */
const periods = (told: Story, readings: Partial<Readings> = {}): readonly string[] =>
  earlyTermination(told, readings).charges.map(
    ({ item, subject, period }) =>
      `${String(item)}:${subject} ${period === undefined ? 'none' : `${isoDate(period.from)}/${isoDate(period.to)}`}`,
  );

/** Billed from 2026-01-15 at 31000, the option from 2026-02-10 at 6200: minimum periods to 2027-01-14 and 2027-02-09. */
const running = accepted('2025-12-20')
  .and('BillingStarted', { startsOn: '2026-01-15' })
  .and('OptionAdded', { option: 'homepage', appliedOn: '2026-02-01', acceptedOn: '2026-02-01' }, 'option')
  .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-10' });
const ended = (
  told: Story,
  effectiveOn: IsoDate,
  ground: TerminationGround = 'statutory',
  subject?: 'homepage',
): Story =>
  told.and('ContractTerminated', {
    declaredOn: '2026-02-10',
    effectiveOn,
    ground,
    reason: '',
    ...(subject === undefined ? {} : { subject }),
  });
const revised = (told: Story, effectiveOn: IsoDate, monthlyFee: string): Story =>
  told.and('FeesRevised', { effectiveOn, monthlyFee });

describe('The early termination charge (Art. 9, annex 2)', () => {
  it('is due for an end before the last day of the minimum period, not for one on that day', () => {
    // 31000 x 1 / 31; the option's rest beyond it: 6200 x 1 / 31, then 6200 x 17 / 31 + 6200 x 9 / 28
    expect(charges(ended(running, '2027-01-13'))).toEqual(['1:base 1000', '1:homepage 200', '2:homepage 5392']);
    expect(charges(ended(running, '2027-01-14'))).toEqual(['2:homepage 5392']);
    expect(charges(ended(running, '2027-02-08'))).toEqual(['2:homepage 221']); // 6200 x 1 / 28 = 221.43
    expect(charges(ended(running, '2027-02-09'))).toEqual([]);
  });

  it('is not due on the last day either where the last day is not billed', () => {
    expect(charges(ended(running, '2027-02-09'), { R11: 'not-billed' })).toEqual([]);
    expect(charges(ended(running, '2027-02-08'), { R11: 'not-billed' })).toEqual(['2:homepage 442']); // 6200 x 2 / 28 = 442.86
  });

  it('arises on the day of the end, and is shown in the termination before', () => {
    const told = ended(running, '2026-06-30');
    const kinds = (asOf: IsoDate): readonly string[] =>
      figuresOn(told.history, day(asOf), reading())
        .obligations()
        .items.map(({ kind }) => kind);
    expect(kinds('2026-06-29')).not.toContain('early-termination-charge');
    expect(kinds('2026-06-30')).toContain('early-termination-charge');
    expect(earlyTermination(told, {}, '2026-02-10')).toMatchObject({ early: true, total: 245392 });
    expect(earlyTermination(told, {}, '2026-02-09')).toMatchObject({ early: false, total: 0, charges: [] });
  });

  it('ends with the notice the same as with a termination', () => {
    expect(charges(workedContract)).toEqual(charges(ended(running, '2026-06-30')));
  });
});

describe('The rest of the minimum period (R04, R03)', () => {
  const told = ended(running, '2026-06-30');

  it.each<[Readings['R04'], Readings['R03'], readonly string[]]>([
    // 6 x 31000 + 31000 x 14 / 31; 6 x 6200 + 6200 x 14 / 31; 6200 x 17 / 31 + 6200 x 9 / 28 = 5392.86
    ['as-if-continued', 'actual-days', ['1:base 200000', '1:homepage 40000', '2:homepage 5392']],
    // 7 whole months; January is charged under item 1 already, so item 2 has February only
    ['as-if-continued', 'full-month', ['1:base 217000', '1:homepage 43400', '2:homepage 6200']],
    // 6 x 31000 + 31000 x 14 / 30 = 200466.67; 37200 + 6200 x 14 / 30 = 40093.33; 6200 x (17 + 9) / 30 = 5373.33
    ['as-if-continued', 'thirtieth', ['1:base 200466', '1:homepage 40093', '2:homepage 5373']],
    // months from the 15th: 1 July lies in the one from 15 June, so 7; of the option's, 15 January in the one from 10 January
    ['whole-months', 'actual-days', ['1:base 217000', '1:homepage 43400', '2:homepage 6200']],
    // back from 15 January: 6 months to 15 July, 14 days before; back from 10 February: no month fits in 26 days
    ['anniversary', 'actual-days', ['1:base 200466', '1:homepage 40093', '2:homepage 5373']],
  ])('%s with %s', (R04, R03, expected) => {
    expect(charges(told, { R04, R03 })).toEqual(expected);
  });

  it('is what is left from the day after the last billed day (R11)', () => {
    expect(periods(told)).toEqual([
      '1:base 2026-07-01/2027-01-14',
      '1:homepage 2026-07-01/2027-01-14',
      '2:homepage 2027-01-15/2027-02-09',
    ]);
    expect(periods(told, { R11: 'not-billed' })[0]).toBe('1:base 2026-06-30/2027-01-14');
    // 31000 x 1 / 30 + 6 x 31000 + 14000 = 201033.33; 6200 / 30 + 40000 = 40206.67
    expect(charges(told, { R11: 'not-billed' })).toEqual(['1:base 201033', '1:homepage 40206', '2:homepage 5392']);
  });

  it('counts in actual days the days of the month of the end', () => {
    // 15 June, 15 days left: 31000 x 15 / 30 + 6 x 31000 + 14000 = 215500; 3100 + 37200 + 2800 = 43100
    expect(charges(ended(running, '2026-06-15'))).toEqual(['1:base 215500', '1:homepage 43100', '2:homepage 5392']);
  });

  it('leaves out under full-month what is billed in full already, and keeps its row', () => {
    const late = ended(running, '2027-01-10');
    expect(charges(late, { R03: 'full-month' })).toEqual(['1:base 0', '1:homepage 0', '2:homepage 6200']);
    expect(periods(late, { R03: 'full-month' })[0]).toBe('1:base 2027-01-11/2027-01-14');
    const inFebruary = ended(running, '2027-02-05');
    expect(charges(inFebruary, { R03: 'full-month' })).toEqual(['2:homepage 0']);
    expect(periods(inFebruary, { R03: 'full-month' })).toEqual(['2:homepage 2027-02-06/2027-02-09']);
  });

  it('does not charge January twice where item 1 charged nothing for it, since it is billed', () => {
    const sameMonth = accepted('2025-12-20')
      .and('BillingStarted', { startsOn: '2026-01-15' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-20', acceptedOn: '2026-01-20' })
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-01-20' });
    // to 14 and 19 January, ended on the 10th: January is billed in full for both
    expect(charges(ended(sameMonth, '2027-01-10'), { R03: 'full-month' })).toEqual([
      '1:base 0',
      '1:homepage 0',
      '2:homepage 0',
    ]);
  });

  it('bills in full the month of an end that is not billed (R11 with full-month)', () => {
    // the end on 1 July is not billed, so July is not billed yet: 7 months of July to January
    expect(charges(ended(running, '2026-07-01'), { R03: 'full-month', R11: 'not-billed' })[0]).toBe('1:base 217000');
    expect(charges(ended(running, '2026-07-01'), { R03: 'full-month' })[0]).toBe('1:base 186000');
  });

  it('counts back over the ends of months (anniversary)', () => {
    const told31 = accepted('2026-01-31').and('BillingStarted', { startsOn: '2026-01-31' }); // to 30 January 2027
    // back from 31 January: 31 December, 30 November, 31 October (3 months); from 29 October 2 days: 31000 x 2 / 30 = 2066.67
    const terminated = told31.and('ContractTerminated', {
      declaredOn: '2026-05-01',
      effectiveOn: '2026-10-28',
      ground: 'statutory',
      reason: '',
    });
    expect(charges(terminated, { R04: 'anniversary' })).toEqual(['1:base 95066']);
  });

  it('is cut into the months of the minimum period, which begin on the billing start date (whole-months)', () => {
    // from the 15th: ended on 13 July, the 14th lies in the month from 15 June; ended on the 14th, the 15th begins the next
    expect(charges(ended(running, '2026-07-13'), { R04: 'whole-months' })[0]).toBe('1:base 217000');
    expect(charges(ended(running, '2026-07-14'), { R04: 'whole-months' })[0]).toBe('1:base 186000');
  });

  it('has the billing months of its own subject (R18)', () => {
    // base, months from the 15th: 14 of 30 days to 14 July, then 6 months: 14466.67 + 186000
    // option, months from the 10th: 9 of 30 days to 9 July, 6 months to 9 January, 5 of 31 days: 1860 + 37200 + 1000 = 40060
    // option, item 2: 15 January to 9 February, 26 of 31 days: 5200
    expect(charges(told, { R18: 'from-billing-day' })).toEqual([
      '1:base 200466',
      '1:homepage 40060',
      '2:homepage 5200',
    ]);
    // full: base 6 months after the one billed to 14 July; option 6 to 9 January and the one to 9 February; that one is charged
    expect(charges(told, { R18: 'from-billing-day', R03: 'full-month' })).toEqual([
      '1:base 186000',
      '1:homepage 43400',
      '2:homepage 0',
    ]);
  });
});

describe('The option in both items (R05, R10, R20)', () => {
  const told = ended(running, '2026-06-30');

  it.each<[Readings['R05'], readonly string[]]>([
    ['once', ['1:base 200000', '1:homepage 40000', '2:homepage 5392']],
    ['separate', ['1:base 200000', '2:homepage 45392']], // 7 x 6200 + 6200 x 9 / 28
    ['cumulative', ['1:base 200000', '1:homepage 40000', '2:homepage 45392']],
  ])('%s', (R05, expected) => {
    expect(charges(told, { R05 })).toEqual(expected);
  });

  it.each<[TerminationGround, Partial<Readings>, readonly string[]]>([
    ['general-28-2', {}, ['2:homepage 45392']],
    ['general-28-3', {}, ['2:homepage 45392']],
    ['general-28-2', { R10: 'follows-contract' }, []],
    ['agreement', {}, ['1:base 200000', '1:homepage 40000', '2:homepage 5392']],
    ['agreement', { R20: 'not-charged' }, ['2:homepage 45392']],
    ['agreement', { R20: 'not-charged', R10: 'follows-contract' }, []],
    ['provider-for-cause', { R10: 'follows-contract' }, ['1:base 200000', '1:homepage 40000', '2:homepage 5392']],
  ])('after an end by %s under %j', (ground, readings, expected) => {
    expect(charges(ended(running, '2026-06-30', ground), readings)).toEqual(expected);
  });

  it('says of an exempt end what is left all the same', () => {
    expect(earlyTermination(ended(running, '2026-06-30', 'general-28-2'))).toMatchObject({
      early: true,
      exempt: true,
      remaining: { from: day('2026-07-01'), to: day('2027-01-14') },
    });
  });

  it('charges an option that ends alone under item 2, whatever the contract does later', () => {
    const alone = ended(running, '2026-06-30', 'statutory', 'homepage');
    expect(charges(alone)).toEqual(['2:homepage 45392']);
    expect(charges(ended(alone, '2026-09-30'))).toEqual(['1:base 107000', '2:homepage 45392']); // 3 x 31000 + 14000
    expect(charges(ended(alone, '2026-09-30', 'general-28-2'), { R10: 'follows-contract' })).toEqual([
      '2:homepage 45392',
    ]);
  });

  it('charges an option that ends on the same day as the contract with it', () => {
    const both = ended(ended(running, '2026-06-30', 'statutory', 'homepage'), '2026-06-30');
    expect(charges(both)).toEqual(['1:base 200000', '1:homepage 40000', '2:homepage 5392']);
  });

  it('charges nothing under item 2 where both minimum periods end on one day', () => {
    const together = accepted('2026-01-15')
      .and('BillingStarted', { startsOn: '2026-01-15' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-15', acceptedOn: '2026-01-15' })
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-01-15' });
    expect(charges(ended(together, '2026-06-30'))).toEqual(['1:base 200000', '1:homepage 40000']);
  });

  it('charges no option that is not billed yet', () => {
    const unbilled = accepted('2025-12-20')
      .and('BillingStarted', { startsOn: '2026-01-15' })
      .and('OptionAdded', { option: 'homepage', appliedOn: '2026-02-01', acceptedOn: '2026-02-01' })
      .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-07-01' });
    expect(charges(ended(unbilled, '2026-06-30'))).toEqual(['1:base 200000']);
    expect(charges(ended(unbilled, '2026-06-30'), { R12: 'full-period' })).toEqual(['1:base 200000']);
  });
});

describe('The fee of the rest (R19)', () => {
  const told = revised(ended(running, '2026-06-30'), '2026-10-01', '62000');

  it.each<[Partial<Readings>, string]>([
    [{}, '1:base 200000'],
    [{ R19: 'as-revised' }, '1:base 307000'], // 3 x 31000 + 3 x 62000 + 62000 x 14 / 31
    // July 1 and 15, 15 August and September at 31000, 15 October, November and December at 62000
    [{ R19: 'as-revised', R04: 'whole-months' }, '1:base 310000'],
    // 31000 x 14 / 30, three months at 31000, three at 62000: 293466.67
    [{ R19: 'as-revised', R04: 'anniversary' }, '1:base 293466'],
    [{ R19: 'on-end', R04: 'whole-months' }, '1:base 217000'],
  ])('under %j', (readings, expected) => {
    expect(charges(told, readings)[0]).toBe(expected);
  });

  it('is split within a month that is revised (as-revised)', () => {
    const within = revised(ended(running, '2026-06-30'), '2026-10-11', '62000');
    // 3 x 31000 + (10 x 31000 + 21 x 62000) / 31 + 2 x 62000 + 28000 = 93000 + 52000 + 124000 + 28000
    expect(charges(within, { R19: 'as-revised' })[0]).toBe('1:base 297000');
    // in thirtieths: 10 x 31000 / 30 + 20 x 62000 / 30 = 51666.67; January 62000 x 14 / 30 = 28933.33: 297600 in all
    expect(charges(within, { R19: 'as-revised', R03: 'thirtieth' })[0]).toBe('1:base 297600');
    // full months at the fee of their first day: July to October 31000, November to January 62000
    expect(charges(within, { R19: 'as-revised', R03: 'full-month' })[0]).toBe('1:base 310000');
  });

  it('is that of the day of the end, which a revision for that day replaces', () => {
    expect(charges(revised(ended(running, '2026-06-30'), '2026-06-30', '62000'))[0]).toBe('1:base 400000');
    expect(charges(revised(ended(running, '2026-06-30'), '2026-07-01', '62000'))[0]).toBe('1:base 200000');
  });

  it('is the option’s own on the day of its own end', () => {
    const alone = ended(running, '2026-06-30', 'statutory', 'homepage').and('FeesRevised', {
      effectiveOn: '2026-07-01',
      options: { homepage: { monthlyFee: '12400' } },
    });
    expect(charges(alone)).toEqual(['2:homepage 45392']);
    expect(charges(alone, { R19: 'as-revised' })).toEqual(['2:homepage 90785']); // 7 x 12400 + 12400 x 9 / 28 = 90785.71
  });
});

describe('An end before billing started (R12)', () => {
  const unbilled = accepted('2026-01-10').and(
    'OptionAdded',
    { option: 'homepage', appliedOn: '2026-01-10', acceptedOn: '2026-01-10' },
    'option',
  );
  const noticed = unbilled.and('NoticeReceived', { subject: 'contract', arrivedAt: '2026-02-01', form: 'prescribed' }); // to 3 March
  const full = { R12: 'full-period' } as const;

  it('costs nothing, or the fees of a whole minimum period as quoted', () => {
    expect(charges(noticed)).toEqual([]);
    expect(charges(noticed, full)).toEqual(['1:base 372000', '2:homepage 74400']); // 12 x 31000, 12 x 6200
    expect(periods(noticed, full)).toEqual(['1:base none', '2:homepage none']);
    expect(charges(revised(noticed, '2026-02-01', '1'), full)[0]).toBe('1:base 372000');
  });

  it('asks whether billing started by the end, its day included', () => {
    const startingOn = (startsOn: IsoDate): Story => noticed.and('BillingStarted', { startsOn });
    expect(charges(startingOn('2026-03-04'), full)).toEqual(['1:base 372000', '2:homepage 74400']);
    // billed on 3 March alone; from 4 March 2026 to 2 March 2027: 31000 x 28 / 31 + 11 x 31000 + 31000 x 2 / 31
    expect(charges(startingOn('2026-03-03'), full)).toEqual(['1:base 371000']);
  });

  it('is spared by an exempt end, the option by R10', () => {
    const exempt = unbilled.and('ContractTerminated', {
      declaredOn: '2026-02-01',
      effectiveOn: '2026-03-03',
      ground: 'general-28-2',
      reason: '',
    });
    expect(charges(exempt, full)).toEqual(['2:homepage 74400']);
    expect(charges(exempt, { ...full, R05: 'separate' })).toEqual(['2:homepage 74400']);
    expect(charges(exempt, { ...full, R10: 'follows-contract' })).toEqual([]);
  });

  it('shows no minimum period', () => {
    const told = noticed.and('BillingStarted', { startsOn: '2026-03-04' });
    expect(figuresOn(told.history, day('2026-03-03'), reading()).termination()).toMatchObject({
      minimumPeriod: undefined,
      earlyTermination: { early: false, remaining: undefined },
    });
  });
});
