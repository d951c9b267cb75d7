import { describe, expect, it } from '@jest/globals';
import { isoDate } from '@ledger/kernel';
import { accepted, day, reading, type Story } from '../../../test/support/history.js';
import { lapsedRights, type LapsedRight } from './lapsed-rights.js';

/** Nearly three days from 29 November 2025, the 24 hours complete on the 30th: Art. 10 gives until 28 February. */
const outage: Story = accepted('2025-06-01')
  .and('BillingStarted', { startsOn: '2025-06-15' })
  .and('OptionAdded', { option: 'homepage', appliedOn: '2025-06-20', acceptedOn: '2025-07-01' })
  .and('OptionBillingStarted', { option: 'homepage', startsOn: '2025-07-01' })
  .and('OutageDetected', {
    outageId: 'november',
    occurredAt: '2025-11-29T09:00:00+09:00',
    awareAt: '2025-11-29T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  })
  .and('OutageRecovered', { outageId: 'november', recoveredAt: '2025-12-02T08:00:00+09:00' });
const claimed = (arrivedOn: string): Story =>
  outage.and('ReductionClaimed', { outageId: 'november', arrivedOn }, 'claim');
const lapsed = ({ history }: Story, asOf: string, readings = {}): readonly LapsedRight[] =>
  lapsedRights(history, day(asOf), reading(readings));

describe('第10条（料金の減額）: a right that was lost', () => {
  it('would have been 2480 yen, had the claim arrived by 2026-02-28', () => {
    const [right] = lapsed(claimed('2026-03-01'), '2026-03-31');
    expect(right).toMatchObject({
      outageId: 'november',
      amount: 2480,
      outstanding: -2480,
      claims: [{ eventId: 'claim' }],
    });
    expect(right && isoDate(right.claimBy)).toBe('2026-02-28');
  });

  it.each([
    ['2026-02-28', 0],
    ['2026-03-01', 1],
  ])('is lost from the day after the last: %s', (asOf, lost) => {
    expect(lapsed(outage, asOf)).toHaveLength(lost);
  });

  it.each([
    ['2026-02-28', 0],
    ['2026-03-01', 1],
  ])('is not lost where the claim arrived in time: %s', (arrivedOn, lost) => {
    expect(lapsed(claimed(arrivedOn), '2026-03-31')).toHaveLength(lost);
  });

  it('is what it is under the reading asked for', () => {
    expect(lapsed(outage, '2026-03-31', { R06: 'base-only' })).toMatchObject([{ amount: 2066 }]);
    // 28 February 2026 is a Saturday: the next business day is 2 March.
    const [right] = lapsed(outage, '2026-03-31', { R02: 'next-business-day' });
    expect(right && isoDate(right.claimBy)).toBe('2026-03-02');
  });

  it('stays lost where it was decided about afterwards', () => {
    const denied = claimed('2026-03-01').and('ReductionDecided', {
      outageId: 'november',
      decidedOn: '2026-03-10',
      decision: 'denied',
      reason: '期限後',
    });
    expect(lapsed(denied, '2026-03-31')).toMatchObject([{ amount: 2480 }]);
  });
});
