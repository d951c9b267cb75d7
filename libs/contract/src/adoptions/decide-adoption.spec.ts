import { describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import {
  AlreadyRecorded,
  decideAdoption,
  InvalidFact,
  NO_ADOPTIONS,
  parseAdoptionCommand,
  UnknownTarget,
  type AdoptionData,
  type AdoptionEvent,
  type AdoptionEventType,
  type Adoptions,
} from '@ledger/contract';
import { xspMailTerms } from '@ledger/terms';

const data: AdoptionData = {
  readings: ['R05:separate'],
  scope: 'all',
  adoptedOn: '2026-07-31',
  from: '2026-08-01',
  reason: '別紙2の文言',
};
const standing: Adoptions = {
  recorded: [
    {
      type: 'ReadingsAdopted',
      data: { adoptionId: 'annex-2', ...data },
      eventId: 'a1',
      revision: 0,
      position: 1n,
      recordedAt: instant('2026-07-31T00:00:00Z'),
    },
  ],
};
const withdrawnThen = (): Adoptions => ({
  recorded: [
    ...standing.recorded,
    {
      type: 'AdoptionWithdrawn',
      data: { adoptionId: 'annex-2', withdrawnOn: '2026-07-31', reason: '誤り' },
      eventId: 'a2',
      revision: 1,
      position: 2n,
      recordedAt: instant('2026-07-31T00:00:00Z'),
    },
  ],
});

const deciding =
  (type: AdoptionEventType, body: object, adoptions = standing) =>
  (): AdoptionEvent =>
    decideAdoption(parseAdoptionCommand(type, body), adoptions, {
      today: civilDate('2026-07-31'),
      terms: xspMailTerms,
    });
const faultsOf = (decision: () => unknown): readonly string[] => {
  try {
    decision();
  } catch (error) {
    if (error instanceof InvalidFact) return error.faults.map(({ pointer }) => pointer);
    throw error;
  }
  return [];
};

describe('What may be adopted', () => {
  it('is recorded as it is asked for', () => {
    expect(deciding('ReadingsAdopted', data, NO_ADOPTIONS)()).toEqual({ type: 'ReadingsAdopted', data });
    const past = { ...data, from: '2020-01-01' };
    expect(deciding('ReadingsAdopted', past)()).toEqual({ type: 'ReadingsAdopted', data: past });
    const edition = { ...data, readings: [], edition: '2018-11-01' };
    expect(deciding('ReadingsAdopted', edition)()).toEqual({ type: 'ReadingsAdopted', data: edition });
  });

  it.each<[string, Partial<Record<string, unknown>>, string[]]>([
    ['an unknown question', { readings: ['R09:up', 'R99:once'] }, ['/readings/1']],
    ['an unknown answer', { readings: ['R05:never'] }, ['/readings/0']],
    ['two answers to one question', { readings: ['R05:once', 'R05:separate'] }, ['/readings']],
    ['nothing at all', { readings: [] }, ['/readings']],
    ['an edition that there never was', { edition: '2020-01-01' }, ['/edition']],
    ['a decision that is yet to be made', { adoptedOn: '2026-08-01' }, ['/adoptedOn']],
    ['no contract', { scope: { contractIds: [] } }, ['/scope/contractIds']],
    ['a contract named twice', { scope: { contractIds: ['c', 'c'] } }, ['/scope/contractIds']],
    ['another scope', { scope: 'some' }, ['/scope']],
    ['what nobody knows', { since: '2026-01-01' }, ['/since']],
  ])('is not %s', (_name, change, pointers) => {
    expect(faultsOf(() => deciding('ReadingsAdopted', { ...data, ...change })())).toEqual(pointers);
  });

  it('has an id of its own', () => {
    expect(deciding('ReadingsAdopted', { adoptionId: 'annex-2', ...data })).toThrow(AlreadyRecorded);
    expect(deciding('ReadingsAdopted', { adoptionId: 'another', ...data })).not.toThrow();
  });

  it('is corrected to what could have been adopted, and to something else', () => {
    const replacement = { ...data, from: '2026-09-01' };
    const body = { adoptionId: 'annex-2', reason: '誤記', replacement };
    expect(deciding('AdoptionCorrected', body)()).toEqual({ type: 'AdoptionCorrected', data: body });
    expect(deciding('AdoptionCorrected', { ...body, replacement: data })).toThrow(AlreadyRecorded);
    expect(deciding('AdoptionCorrected', { ...body, adoptionId: 'unknown' })).toThrow(UnknownTarget);
    const wrong = { ...body, replacement: { ...data, readings: ['R05:never'], extra: 1 } };
    expect(faultsOf(deciding('AdoptionCorrected', wrong))).toEqual(['/replacement/extra']);
    const impossible = { ...body, replacement: { ...data, readings: ['R05:never'] } };
    expect(faultsOf(deciding('AdoptionCorrected', impossible))).toEqual(['/replacement/readings/0']);
  });

  it('is withdrawn once, not before it was adopted nor in the future', () => {
    const body = { adoptionId: 'annex-2', withdrawnOn: '2026-07-31', reason: '誤り' };
    expect(deciding('AdoptionWithdrawn', body)()).toEqual({ type: 'AdoptionWithdrawn', data: body });
    expect(faultsOf(deciding('AdoptionWithdrawn', { ...body, withdrawnOn: '2026-08-01' }))).toEqual(['/withdrawnOn']);
    expect(faultsOf(deciding('AdoptionWithdrawn', { ...body, withdrawnOn: '2026-07-30' }))).toEqual(['/withdrawnOn']);
    expect(deciding('AdoptionWithdrawn', body, withdrawnThen())).toThrow(AlreadyRecorded);
    const again = { adoptionId: 'annex-2', reason: 'やはり採用', replacement: data };
    expect(deciding('AdoptionCorrected', again, withdrawnThen())).not.toThrow();
  });
});
