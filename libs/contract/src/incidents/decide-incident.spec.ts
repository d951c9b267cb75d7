import { describe, expect, it } from '@jest/globals';
import {
  AlreadyRecorded,
  BrokenHistory,
  decideIncident,
  incidentAfter,
  InvalidFact,
  NotCorrectable,
  recoveryOf,
  UnknownTarget,
  type Incident,
  type IncidentCommand,
  type IncidentEvent,
} from '@ledger/contract';
import { instant } from '@ledger/kernel';
import { Refusal } from '@ledger/terms';
import { contextOf } from '../../../../test/support/given.js';

const report = {
  occurredAt: '2026-03-10T08:30:00+09:00',
  awareAt: '2026-03-10T09:00:00+09:00',
  extent: 'total',
  cause: 'provider',
} as const;
const reported = { type: 'IncidentReported', data: { ...report, contractIds: 'all' } } as const;
const recovered = { type: 'IncidentRecovered', data: { recoveredAt: '2026-03-12T09:00:00+09:00' } } as const;
const voided = (eventId: string): IncidentEvent => ({ type: 'IncidentVoided', data: { eventId, reason: '誤報' } });

/** An incident after these events, named e1, e2, ... */
const after = (...events: readonly IncidentEvent[]): Incident | undefined =>
  incidentAfter(
    'i-1',
    events.map((event, revision) => ({
      ...event,
      eventId: `e${String(revision + 1)}`,
      revision,
      position: BigInt(revision + 100),
      recordedAt: instant('2026-07-01T00:00:00Z'),
    })),
  );
const decided = (command: IncidentCommand, ...before: readonly IncidentEvent[]): IncidentEvent =>
  decideIncident(command, 'i-1', after(...before), contextOf());
const correcting = (eventId: string | undefined, replacement: object): IncidentCommand => ({
  type: 'IncidentCorrected',
  data: { ...(eventId !== undefined && { eventId }), reason: '訂正', replacement: { ...replacement } },
});

describe('An incident', () => {
  it('is reported, recovers and is corrected', () => {
    expect(decided(reported)).toEqual(reported);
    expect(decided(recovered, reported)).toEqual(recovered);
    const partial = { ...report, extent: 'partial' };
    expect(decided(correcting(undefined, partial), reported)).toEqual({
      type: 'IncidentCorrected',
      data: { eventId: 'e1', type: 'IncidentReported', reason: '訂正', replacement: partial },
    });
  });

  it('stands as it was corrected last, with the contracts that it had', () => {
    const corrected = decided(correcting('e1', { ...report, extent: 'partial' }), reported);
    expect(after(reported, corrected)?.report.data).toEqual({ ...reported.data, extent: 'partial' });
    const again = decided(correcting('e1', { ...report, extent: 'equivalent' }), reported, corrected);
    expect(after(reported, corrected, again)?.report).toMatchObject({
      data: { extent: 'equivalent' },
      correction: { revision: 2 },
    });
  });

  it('goes on where its recovery was reported wrongly, and recovers later', () => {
    const goingOn = after(reported, recovered, voided('e2'));
    expect(goingOn && recoveryOf(goingOn)).toBeUndefined();
    expect(decided(recovered, reported, recovered, voided('e2'))).toEqual(recovered);
    expect(after(reported, recovered, voided('e2'), recovered)?.recoveries.map(({ isVoid }) => isVoid)).toEqual([
      true,
      false,
    ]);
  });

  it.each<[string, IncidentCommand, readonly IncidentEvent[], abstract new (...values: never[]) => Error]>([
    ['is reported once', reported, [reported], AlreadyRecorded],
    ['recovers once', recovered, [reported, recovered], AlreadyRecorded],
    ['does not recover unreported', recovered, [], UnknownTarget],
    ['does not recover when it never was', recovered, [reported, voided('e1')], UnknownTarget],
    [
      'is not known before it occurs',
      { type: 'IncidentReported', data: { ...reported.data, awareAt: '2026-03-10T08:29:59+09:00' } },
      [],
      InvalidFact,
    ],
    [
      'does not lie in the future',
      { type: 'IncidentReported', data: { ...reported.data, awareAt: '2026-08-01T00:00:00+09:00' } },
      [],
      InvalidFact,
    ],
    [
      'falls under an edition of the terms',
      {
        type: 'IncidentReported',
        data: { ...reported.data, occurredAt: '2018-10-31T01:00:00+09:00', awareAt: '2018-10-31T02:00:00+09:00' },
      },
      [],
      Refusal,
    ],
    [
      'does not recover before it occurs',
      { type: 'IncidentRecovered', data: { recoveredAt: '2026-03-10T08:29:59+09:00' } },
      [reported],
      Refusal,
    ],
    [
      'does not occur after it recovered',
      correcting('e1', { ...report, occurredAt: '2026-03-13T00:00:00+09:00', awareAt: '2026-03-13T00:00:00+09:00' }),
      [reported, recovered],
      BrokenHistory,
    ],
    ['is not void while its recovery stands', { ...voided('e1') }, [reported, recovered], BrokenHistory],
    ['is not void twice', voided('e1'), [reported, voided('e1')], AlreadyRecorded],
    ['is not corrected to what stands', correcting('e1', report), [reported], AlreadyRecorded],
    ['keeps its contracts', correcting('e1', { ...report, contractIds: ['c-1'] }), [reported], InvalidFact],
    ['has no such event', correcting('e9', report), [reported], UnknownTarget],
    ['does not correct corrections', correcting('e2', report), [reported, voided('e1')], NotCorrectable],
    ['is not replaced by something else', correcting('e1', { recoveredAt: '2026-03-12' }), [reported], InvalidFact],
  ])('%s', (_rule, command, before, refusal) => {
    expect(() => decided(command, ...before)).toThrow(refusal);
  });
});
