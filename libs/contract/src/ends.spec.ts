import { describe, expect, it } from '@jest/globals';
import {
  contractOn,
  effectiveDateOf,
  endOfContract,
  endOfOption,
  optionInForceOn,
  optionStatusOf,
  statusOf,
  type ContractEvent,
} from '@ledger/contract';
import { isoDate } from '@ledger/kernel';
import type { Readings } from '@ledger/terms';
import { accepted, applied, quoted, running, sample, withOption } from '../../../test/support/facts.js';
import { contextOf, day, knowing } from '../../../test/support/given.js';

const notice = (arrivedAt: string, designatedOn?: string, change: object = {}): ContractEvent => ({
  type: 'NoticeReceived',
  data: { subject: 'contract', arrivedAt, form: 'prescribed', ...(designatedOn && { designatedOn }), ...change },
});
const ofTheOption = { subject: 'homepage' };
const terminated = (effectiveOn: string, change: object = {}): ContractEvent =>
  sample('ContractTerminated', { effectiveOn, ...change });

const interpretation = (readings: Partial<Readings> = {}) =>
  contextOf('2026-07-31', readings).interpretationOn(day('2026-07-31'));
const endOf = (events: readonly ContractEvent[], readings: Partial<Readings> = {}, asOf = '2026-12-31'): unknown => {
  const end = endOfContract(contractOn(knowing(...running, ...events), day(asOf)), interpretation(readings));
  return end && [isoDate(end.on), end.ground, end.eventId];
};
const endsOfOptions = (events: readonly ContractEvent[], readings: Partial<Readings> = {}): unknown => {
  const contract = contractOn(knowing(...withOption, ...events), day('2026-12-31'));
  return contract.options.map((period) => {
    const end = endOfOption(contract, period, interpretation(readings));
    return end && [isoDate(end.on), end.ground, end.withContract];
  });
};

describe('The end of the contract (E)', () => {
  it('is none without notice or termination', () => {
    expect(endOf([])).toBeUndefined();
  });
  it.each([
    ['the 30 days', notice('2026-01-31', '2026-02-15'), '2026-03-02'],
    ['the designated date', notice('2026-06-01', '2026-09-30'), '2026-09-30'],
    ['the 30 days, where none is designated', notice('2026-06-01'), '2026-07-01'],
  ])('follows %s', (_, event, on) => {
    expect(endOf([event])).toEqual([on, 'notice', 'e5']);
  });
  it('follows only the prescribed form', () => {
    expect(endOf([notice('2026-06-01', undefined, { form: 'other' })])).toBeUndefined();
  });
  it('follows no notice that is withdrawn, from the day of the agreement', () => {
    const events = [notice('2026-06-01'), sample('NoticeWithdrawn', { noticeId: 'e5', agreedOn: '2026-06-10' })];
    expect(endOf(events, {}, '2026-06-09')).toEqual(['2026-07-01', 'notice', 'e5']);
    expect(endOf(events, {}, '2026-06-10')).toBeUndefined();
  });
  it('is not known before the notice arrives', () => {
    expect(endOf([notice('2026-06-01')], {}, '2026-05-31')).toBeUndefined();
  });
  it.each<[Partial<Readings>, string]>([
    [{}, '2026-07-01'],
    [{ R01: 'elapsed' }, '2026-07-02'],
    [{ R16: 'counted' }, '2026-06-30'],
    [{ R01: 'elapsed', R16: 'counted' }, '2026-07-01'],
  ])('of a notice at 00:00 under %p', (readings, on) => {
    expect(endOf([notice('2026-06-01T00:00:00+09:00')], readings)).toEqual([on, 'notice', 'e5']);
  });
  it('counts a bare date as no midnight (R16)', () => {
    expect(endOf([notice('2026-06-01')], { R16: 'counted' })).toEqual(['2026-07-01', 'notice', 'e5']);
  });

  describe('of several notices (R13)', () => {
    const late = notice('2026-06-01', '2026-12-31');
    const early = notice('2026-06-10', '2026-08-31');
    it('is the earliest effective date, or that of the notice that arrived last', () => {
      expect(endOf([late, early])).toEqual(['2026-08-31', 'notice', 'e6']);
      expect(endOf([early, late])).toEqual(['2026-08-31', 'notice', 'e5']);
      expect(endOf([late, early], { R13: 'latest' })).toEqual(['2026-08-31', 'notice', 'e6']);
      const later = notice('2026-06-20', '2026-11-30');
      expect(endOf([later, early], { R13: 'latest' })).toEqual(['2026-11-30', 'notice', 'e5']);
    });
    it('of one day is that recorded last, under latest', () => {
      const sameDay = notice('2026-06-01T09:00:00+09:00', '2026-10-31');
      const earlierThatDay = notice('2026-06-01T08:00:00+09:00', '2026-11-30');
      expect(endOf([sameDay, earlierThatDay], { R13: 'latest' })).toEqual(['2026-11-30', 'notice', 'e6']);
    });
    it('is that of the other once one is withdrawn', () => {
      const withdrawn = sample('NoticeWithdrawn', { noticeId: 'e6', agreedOn: '2026-06-11' });
      expect(endOf([late, early, withdrawn])).toEqual(['2026-12-31', 'notice', 'e5']);
    });
  });

  it('is a termination’s day where that is earlier, or the same', () => {
    expect(endOf([notice('2026-05-01', '2026-06-30'), terminated('2026-05-31')])).toEqual([
      '2026-05-31',
      'agreement',
      'e6',
    ]);
    expect(endOf([notice('2026-05-01', '2026-06-30'), terminated('2026-07-01')])).toEqual([
      '2026-06-30',
      'notice',
      'e5',
    ]);
    expect(endOf([notice('2026-05-01', '2026-06-30'), terminated('2026-06-30')])).toEqual([
      '2026-06-30',
      'agreement',
      'e6',
    ]);
  });
  it('does not follow what ends an option only', () => {
    expect(
      endOf([notice('2026-05-01', undefined, ofTheOption), terminated('2026-06-30', ofTheOption)]),
    ).toBeUndefined();
  });
  it('is none before the contract is accepted', () => {
    const contract = contractOn(knowing(applied, quoted, accepted, notice('2025-12-10')), day('2025-12-19'));
    expect(endOfContract(contract, interpretation())).toBeUndefined();
  });
  it('says of a notice alone when it has its effect', () => {
    const { notices } = contractOn(
      knowing(...running, notice('2026-06-01'), notice('2026-06-01', undefined, ofTheOption)),
      day('2026-07-31'),
    );
    expect(notices.map((one) => isoDate(effectiveDateOf(one, interpretation())))).toEqual(['2026-07-01', '2026-07-01']);
  });
});

describe('The end of an option', () => {
  it('is its own', () => {
    expect(endsOfOptions([notice('2026-05-01', undefined, ofTheOption)])).toEqual([['2026-05-31', 'notice', false]]);
    expect(endsOfOptions([terminated('2026-05-31', ofTheOption)])).toEqual([['2026-05-31', 'agreement', false]]);
  });
  it('comes with the contract’s at the latest', () => {
    expect(endsOfOptions([terminated('2026-05-31')])).toEqual([['2026-05-31', 'agreement', true]]);
    expect(endsOfOptions([terminated('2026-05-31'), notice('2026-05-01', '2026-06-30', ofTheOption)])).toEqual([
      ['2026-05-31', 'agreement', true],
    ]);
    expect(endsOfOptions([terminated('2026-06-30'), notice('2026-05-01', '2026-05-31', ofTheOption)])).toEqual([
      ['2026-05-31', 'notice', false],
    ]);
  });
  it('is with the contract where both end on one day', () => {
    expect(endsOfOptions([terminated('2026-05-31'), notice('2026-05-01', '2026-05-31', ofTheOption)])).toEqual([
      ['2026-05-31', 'agreement', true],
    ]);
  });
  it('is each period’s own', () => {
    const again = sample('OptionAdded', { appliedOn: '2026-06-01', acceptedOn: '2026-06-01' });
    expect(endsOfOptions([notice('2026-05-01', undefined, ofTheOption), again])).toEqual([
      ['2026-05-31', 'notice', false],
      undefined,
    ]);
  });
});

describe('The status of a contract', () => {
  const statusOn = (asOf: string, ...events: readonly ContractEvent[]): string =>
    statusOf(contractOn(knowing(...events), day(asOf)), interpretation());
  it.each([
    ['2025-12-01', 'applied'],
    ['2025-12-19', 'applied'],
    ['2025-12-20', 'accepted'],
    ['2026-01-14', 'accepted'],
    ['2026-01-15', 'active'],
    ['2026-05-19', 'active'],
    ['2026-05-20', 'terminating'],
    ['2026-06-30', 'terminating'],
    ['2026-07-01', 'terminated'],
  ])('on %s is %s', (asOf, status) => {
    expect(statusOn(asOf, ...running, sample('NoticeReceived'))).toBe(status);
  });
  it('is refused from the day of the refusal', () => {
    expect(statusOn('2025-12-19', applied, sample('ContractRefused'))).toBe('applied');
    expect(statusOn('2025-12-20', applied, sample('ContractRefused'))).toBe('refused');
  });
  it('is terminating also before billing', () => {
    expect(statusOn('2026-05-20', applied, quoted, accepted, sample('NoticeReceived'))).toBe('terminating');
  });
});

describe('The status of an option', () => {
  const events = [...withOption, notice('2026-05-01', undefined, ofTheOption)];
  it.each([
    ['2026-01-31', undefined, false],
    ['2026-02-01', 'accepted', true],
    ['2026-02-10', 'active', true],
    ['2026-05-01', 'terminating', true],
    ['2026-05-31', 'terminating', true],
    ['2026-06-01', 'terminated', false],
  ])('on %s is %s', (asOf, status, isInForce) => {
    const contract = contractOn(knowing(...events), day(asOf));
    const [period] = contract.options;
    expect(period && optionStatusOf(contract, period, interpretation())).toBe(status);
    expect(optionInForceOn(contract, 'homepage', day(asOf), interpretation()) !== undefined).toBe(isInForce);
  });
});
