import { describe, expect, it } from '@jest/globals';
import { day, reading, story, workedContract, type Story } from '../../../test/support/history.js';
import { differencesBetween } from './differences.js';
import { figuresOn, type Figures } from './figures.js';

const figures = ({ history }: Story, readings = {}): Figures =>
  figuresOn(history, day('2026-07-31'), reading(readings));
const yenByName = (before: Figures | undefined, after: Figures | undefined): Readonly<Record<string, unknown>> =>
  Object.fromEntries(differencesBetween(before, after).map(({ name, yen }) => [name, yen]));

describe('The differences between two computations of the figures', () => {
  it('are none between the same', () => {
    expect(differencesBetween(figures(workedContract), figures(workedContract))).toEqual([]);
    expect(differencesBetween(undefined, undefined)).toEqual([]);
  });
  it('say by how many yen each figure differs, and are negative the other way round', () => {
    const before = figures(workedContract);
    const after = figures(workedContract, { R05: 'separate', R09: 'up' });
    const differences = yenByName(before, after);
    const backwards = yenByName(after, before);
    expect(differences).toMatchObject({ 'obligations/early-termination-charge:1:homepage': -40_000, totals: 2 });
    for (const [name, yen] of Object.entries(differences))
      expect([name, -Number(yen)]).toEqual([name, backwards[name]]);
  });
  it('take a figure that there is not for nothing', () => {
    const unended = story(workedContract.events.slice(0, -1));
    expect(yenByName(figures(unended), figures(workedContract))).toMatchObject({
      contract: undefined,
      termination: 245_392,
      'obligations/monthly-fee:base:2026-07': -31_000,
    });
    expect(yenByName(undefined, figures(unended))).toMatchObject({
      totals: 340_727,
      'obligations/initial-fee:base': 100_000,
    });
  });
});
