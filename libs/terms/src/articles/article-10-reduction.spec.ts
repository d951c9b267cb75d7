import { civilDate, instant, isoDate } from '@ledger/kernel';
import { describe, expect, it } from '@jest/globals';
import { editionOn, xspMailTerms } from '../editions.js';
import { claimDeadline, isUnusableTime } from './article-10-reduction.js';

const edition = editionOn(xspMailTerms, civilDate('2026-01-01'));

describe('第10条（料金の減額）: unusable time from the moment the provider became aware', () => {
  it.each([
    ['2026-03-11T09:59:59.999999+09:00', false],
    ['2026-03-11T10:00:00+09:00', true],
    ['2026-03-11T10:00:00.000001+09:00', true],
  ])('aware at 10:00 the day before, recovered %s: %s', (recoveredAt, expected) => {
    const lasted = instant(recoveredAt) - instant('2026-03-10T10:00:00+09:00');
    expect(isUnusableTime(lasted, edition)).toBe(expected);
  });
});

describe('第10条ただし書: the claim is lost after three months', () => {
  it.each([
    ['2025-02-28', '2025-05-31'],
    ['2025-11-30', '2026-02-28'],
    ['2025-11-29', '2026-02-28'],
    ['2023-11-29', '2024-02-29'],
    ['2026-01-31', '2026-04-30'],
    ['2026-03-15', '2026-06-15'],
    ['2026-03-11', '2026-06-11'],
  ])('claimable from %s: in time to %s', (claimableFrom, deadline) => {
    expect(isoDate(claimDeadline(civilDate(claimableFrom), edition, { R02: 'none' }))).toBe(deadline);
  });

  it.each([
    ['2025-02-28', '2025-06-02'], // 31 May is a Saturday
    ['2025-11-30', '2026-03-02'], // 28 February is a Saturday
    ['2026-01-31', '2026-04-30'], // a Thursday stays
    ['2026-02-03', '2026-05-07'], // 3 to 6 May are holidays
    ['2025-09-29', '2026-01-05'], // 29 December to 3 January, then a Sunday
  ])('R02 next-business-day: claimable from %s, in time to %s', (claimableFrom, deadline) => {
    const moved = claimDeadline(civilDate(claimableFrom), edition, { R02: 'next-business-day' });
    expect(isoDate(moved)).toBe(deadline);
  });
});
