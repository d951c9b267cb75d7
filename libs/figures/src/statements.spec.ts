import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantOfMilliseconds, isoDate, type CivilDate } from '@ledger/kernel';
import { historyOf, type RecordedContractEvent } from '@ledger/contract';
import { day, reading, workedContract } from '../../../test/support/history.js';
import { figuresOn } from './figures.js';

const [first, last] = [day('2025-12-20'), day('2027-03-31')];
const days = fc.integer({ min: first, max: last }).map((one) => one as CivilDate);

/** A statement among the events, after so many of them. */
const withStatement = (place: number, madeOn: CivilDate, told: boolean): readonly RecordedContractEvent[] => {
  const { events } = workedContract;
  const { events: more } = workedContract.and(
    'StatementMade',
    {
      madeOn: isoDate(madeOn),
      figure: 'obligations/initial-fee:base',
      premises: { asOf: isoDate(madeOn), position: '3', readings: ['R05:separate'] },
      answer: { amount: '1' },
      explanationDigest: '0'.repeat(64),
      codeVersion: '0.0.1',
      ...(told && { toldTo: '経理' }),
    },
    'statement',
  );
  return [...events.slice(0, place), ...more.slice(-1), ...events.slice(place)].map((event, revision) => ({
    ...event,
    revision,
    position: BigInt(revision + 1),
    recordedAt: instantOfMilliseconds(Date.UTC(2026, 0, 1) + revision * 1000),
  }));
};

const saidOn = (events: readonly RecordedContractEvent[], asOf: CivilDate): readonly unknown[] => {
  const figures = figuresOn(historyOf('c-1', events), asOf, reading());
  const { overview, obligations, termination, credits, deadlines, payments, discrepancies, registers } = figures;
  return [overview, obligations, termination, credits, deadlines, payments, discrepancies, registers].map((figure) =>
    figure(),
  );
};

describe('A statement', () => {
  it('changes no figure, deadline or status, whenever it was made and whatever it says', () => {
    const places = fc.integer({ min: 1, max: workedContract.events.length });
    fc.assert(
      fc.property(places, days, days, fc.boolean(), (place, madeOn, asOf, told) => {
        expect(saidOn(withStatement(place, madeOn, told), asOf)).toEqual(saidOn(workedContract.events, asOf));
      }),
    );
  });
});
