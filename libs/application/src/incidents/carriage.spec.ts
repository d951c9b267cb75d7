import { describe, expect, it } from '@jest/globals';
import type { Incident, StateCarried } from '@ledger/contract';
import { instant } from '@ledger/kernel';
import { nextStep, progressOf } from './carriage.js';
import type { RecordedCarriage } from './incident-streams.js';

const incident = (revision: number): Incident => ({ revision }) as Incident;
const told = (incidentRevision: number, carried: number, refused = 0): StateCarried => ({
  incidentRevision,
  carried,
  refused,
  begunAt: '2026-07-31T00:00:00.000Z',
  firstRevision: 0,
});
const at = { revision: 9, recordedAt: instant('2026-07-31T00:00:10Z') };
const found = (state: StateCarried): RecordedCarriage => ({
  ...at,
  type: 'ContractsAffected',
  data: { ...state, contractIds: [], refusals: [], quotes: {} },
});
const decided = (state: StateCarried): RecordedCarriage => ({
  ...at,
  type: 'AffectedContractsDecided',
  data: { ...state, contracts: 1200, pages: 3 },
});
const carried = (page: number, state: StateCarried): RecordedCarriage => ({
  ...at,
  type: 'IncidentCarried',
  data: { ...state, contracts: 1200, pages: 3, page, refusals: [], quotes: {} },
});

describe('The next step of carrying an incident', () => {
  it.each<[string, number, RecordedCarriage | undefined, object]>([
    ['begins with its contracts', 0, undefined, { kind: 'find-affected' }],
    ['goes on finding them', 0, found(told(0, 500)), { kind: 'find-affected' }],
    ['finds them all before it tells them of more', 1, found(told(0, 500)), { kind: 'find-affected' }],
    ['is none when all were told as they were found', 0, decided(told(0, 1200)), { kind: 'rest' }],
    ['tells all of what happened meanwhile', 1, decided(told(0, 1200)), { kind: 'carry-page', page: 0 }],
    ['is the next page', 1, carried(0, told(1, 500)), { kind: 'carry-page', page: 1, before: { carried: 500 } }],
    ['is none after the last page', 1, carried(2, told(1, 1200)), { kind: 'rest' }],
    ['begins anew when something happens', 2, carried(1, told(1, 1000)), { kind: 'carry-page', page: 0 }],
  ])('%s', (_rule, revision, last, step) => {
    expect(nextStep(incident(revision), last)).toMatchObject(step);
  });
});

describe('The progress of an incident', () => {
  it.each<[string, number, RecordedCarriage | undefined, object]>([
    ['nothing was done', 0, undefined, { state: 'finding-contracts', affected: 0, remaining: 0, rate: null }],
    [
      'contracts are found and told',
      0,
      found(told(0, 500, 2)),
      { state: 'finding-contracts', affected: 500, carried: 498, refused: 2, remaining: 0, rate: 50 },
    ],
    [
      'all were told',
      0,
      decided(told(0, 1200, 2)),
      { state: 'carried', affected: 1200, carried: 1198, refused: 2, remaining: 0, rate: 120 },
    ],
    [
      'something happened since',
      1,
      decided(told(0, 1200, 2)),
      { state: 'carrying', affected: 1200, carried: 0, refused: 0, remaining: 1200, rate: null },
    ],
    [
      'some were told of that',
      1,
      carried(0, told(1, 500, 1)),
      { state: 'carrying', affected: 1200, carried: 499, refused: 1, remaining: 700, rate: 50 },
    ],
  ])('when %s', (_what, revision, last, progress) => {
    expect(progressOf(incident(revision), last)).toMatchObject(progress);
  });
});
