import { describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { InvalidFact, parsePremises, writtenPremises, type WrittenPremises } from '@ledger/contract';
import { xspMailTerms } from '@ledger/terms';

const faultsOf = (premises: unknown): readonly string[] => {
  try {
    parsePremises(premises);
  } catch (error) {
    if (error instanceof InvalidFact) return error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
    throw error;
  }
  return [];
};

describe('Premises as they are written', () => {
  it('are read', () => {
    expect(
      parsePremises({
        asOf: '2026-07-31',
        knownAt: '2026-07-31T09:00:00+09:00',
        readings: ['R05:separate', 'R09:up'],
        edition: '2018-11-01',
        hypotheses: [{ kind: 'voided', eventId: 'e1' }],
      }),
    ).toEqual({
      asOf: civilDate('2026-07-31'),
      knownAt: { instant: instant('2026-07-31T00:00:00Z') },
      readings: { R05: 'separate', R09: 'up' },
      edition: xspMailTerms.editions[0],
      hypotheses: [{ kind: 'voided', eventId: 'e1' }],
    });
    expect(parsePremises({})).toEqual({});
  });
  it('may name an edition that is only thought of, like the newest but for what is said', () => {
    const { edition } = parsePremises({ edition: { id: 'draft', parameters: { noticePeriod: { days: 60 } } } });
    const newest = xspMailTerms.editions.at(-1);
    expect(edition).toEqual({
      ...newest,
      id: 'draft',
      parameters: { ...newest?.parameters, noticePeriod: { days: 60 } },
    });
  });
  it.each<WrittenPremises>([
    {},
    { asOf: '2026-07-31', knownAt: 'position:12' },
    { knownAt: '2026-07-31T00:00:00.000Z', readings: ['R05:separate'], edition: '2022-11-01' },
    { edition: { id: 'draft', parameters: { ...xspMailTerms.editions[0]?.parameters, reductionDivisor: 31 } } },
    { hypotheses: [{ kind: 'added', type: 'BillingStarted', data: { startsOn: '2026-01-15' } }] },
  ])('are written as they are read: %j', (written) => {
    expect(writtenPremises(parsePremises(written))).toEqual(written);
  });
  it.each([
    [[], ' must be an object'],
    [{ reading: 'R05:separate' }, '/reading is not known here'],
    [{ asOf: '2026-02-30' }, '/asOf no such day: 2026-02-30'],
    [{ asOf: '2200-01-01' }, '/asOf a day after 2199-12-31'],
    [{ knownAt: 'position:-1' }, '/knownAt must be position:<n>, or an instant with an offset (RFC 3339)'],
    [{ readings: ['R05:never'] }, '/readings/0 R05 has no answer "never"; it has once, separate, cumulative'],
    [{ readings: ['R05:once', 'R05:separate'] }, '/readings R05 is answered both once and separate'],
    [{ edition: '2020-01-01' }, '/edition no edition "2020-01-01"; there are 2018-11-01, 2022-11-01'],
    [{ edition: { id: '2022-11-01', parameters: {} } }, '/edition/id is the id of an edition that is registered'],
    [
      { edition: { id: 'x', parameters: { noticePeriod: { days: 0 } } } },
      '/edition/parameters/noticePeriod/days must be a whole number from 1 to 20000',
    ],
    [
      { edition: { id: 'x', parameters: { noticePeriod: { weeks: 1 } } } },
      '/edition/parameters/noticePeriod/weeks is not known here',
    ],
    [
      { edition: { id: 'x', parameters: { reductionDivisor: 7 } } },
      '/edition/parameters/reductionDivisor must be one of 28, 29, 30, 31',
    ],
    [{ hypotheses: [{ kind: 'voided' }] }, '/hypotheses/0/eventId is required'],
  ])('are refused where they cannot be: %j', (premises, fault) => {
    expect(faultsOf(premises)).toContainEqual(fault);
  });
});
