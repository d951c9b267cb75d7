import { describe, expect, it } from '@jest/globals';
import {
  administratorOn,
  contractOn,
  contractorOn,
  quoteOn,
  targetsOn,
  type Contract,
  type ContractEvent,
} from '@ledger/contract';
import { applied, quoted, sample } from '../../../test/support/facts.js';
import { day, knowing } from '../../../test/support/given.js';

const contract = (...events: readonly ContractEvent[]): Contract =>
  contractOn(knowing(applied, ...events), day('2026-07-31'));

describe('What holds on a day', () => {
  const one = sample('AdministratorAppointed', { name: '一', from: '2026-01-10' });
  const two = sample('AdministratorAppointed', { name: '二', from: '2026-02-10' });
  const twoAgain = sample('AdministratorAppointed', { name: '弐', from: '2026-02-10' });

  it.each([
    ['2026-01-09', undefined],
    ['2026-01-10', '一'],
    ['2026-02-09', '一'],
    ['2026-02-10', '弐'],
  ])('is the latest of those before it, and the one recorded later of one day: %s', (on, name) => {
    expect(administratorOn(contract(two, one, twoAgain), day(on))?.name).toBe(name);
  });
  it('is the contractor as applied for, or as changed since', () => {
    const changed = contract(sample('ContractorChanged'));
    expect(contractorOn(changed, day('2026-03-31')).name).toBe('株式会社青空');
    expect(contractorOn(changed, day('2026-04-01')).name).toBe('株式会社青空ネット');
  });
  it('is the whole set of targets', () => {
    const designated = contract(
      sample('TargetsDesignated'),
      sample('TargetsDesignated', { from: '2026-02-01', domains: [] }),
    );
    expect(targetsOn(designated, day('2025-12-19'))).toBeUndefined();
    expect(targetsOn(designated, day('2026-01-31'))?.domains).toEqual(['aozora.example']);
    expect(targetsOn(designated, day('2026-02-01'))?.domains).toEqual([]);
  });
  it('is what was quoted for a subject, also where a later quote does not speak of it', () => {
    const ofTheBase = { quotedOn: '2026-01-05', initialFee: '0', monthlyFee: '30000' };
    const quotes = contract(quoted, { type: 'FeesQuoted', data: ofTheBase });
    expect(quoteOn(quotes, 'base', day('2026-01-04'))?.fees.monthlyFee).toBe(31000);
    expect(quoteOn(quotes, 'base', day('2026-01-05'))?.fees).toEqual({ initialFee: 0, monthlyFee: 30000 });
    expect(quoteOn(quotes, 'homepage', day('2026-01-05'))).toMatchObject({
      quote: { eventId: 'e2' },
      fees: { monthlyFee: 6200 },
    });
    expect(quoteOn(quotes, 'homepage', day('2025-12-09'))).toBeUndefined();
  });
});
