import { describe, expect, it } from '@jest/globals';
import { obstaclesToReduction, type OutageCause } from './eligibility.js';

const labels = (...[cause, extent]: Parameters<typeof obstaclesToReduction>): readonly string[] =>
  obstaclesToReduction(cause, extent).map(({ clause }) => clause.label);

describe('第10条: grounds attributable to the provider, and total unavailability', () => {
  it('has nothing against an outage of the provider’s cause, total or of the same degree', () => {
    expect(labels('provider', 'total')).toEqual([]);
    expect(labels('provider', 'equivalent')).toEqual([]);
  });

  it('holds a partial outage against the claim', () => {
    expect(labels('provider', 'partial')).toEqual(['10']);
  });

  it.each<[OutageCause, string]>([
    ['contractor-settings', '4'],
    ['contractor', '14(2)'],
    ['third-party', '10'],
    ['force-majeure', '10'],
    ['suspension', 'general-25'],
    ['restriction', '14(1)'],
  ])('a cause %s is not the provider’s by %s', (cause, label) => {
    expect(labels(cause, 'total')).toEqual([label]);
    expect(labels(cause, 'partial')).toEqual([label, '10']);
  });
});
