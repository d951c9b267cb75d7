import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  historyOf,
  keptFactsOf,
  type AskedInterpretation,
  type FactType,
  type RecordedContractEvent,
} from '@ledger/contract';
import type { CivilDate } from '@ledger/kernel';
import { samples } from '../../../../../test/support/facts.js';
import { accepted, day, story } from '../../../../../test/support/history.js';
import { randomDays, randomLives, randomReadings } from '../../../../../test/support/random-lives.js';
import { rowOn, type KnownContract } from '../../contract-row.js';
import type { ContractRow } from '../../read-model.js';
import { keptOf, knownIn } from './kept-contract.js';

const knownOf = (events: readonly RecordedContractEvent[]): KnownContract => ({
  history: historyOf('c-1', events),
  revision: events.length - 1,
  madeAt: events[0]?.position ?? 0n,
  adoptions: { recorded: [] },
});
/** What is kept of a contract, opened again. */
const keptAndOpened = (events: readonly RecordedContractEvent[]): KnownContract => {
  const { history, revision, madeAt, adoptions } = knownOf(events);
  const { basis } = rowOn(knownOf(events), day('2026-01-01'));
  const kept = basis && keptOf(history, revision, madeAt, basis);
  if (kept === undefined) throw new Error('nothing to be kept');
  expect(kept).toMatchObject({ contractId: 'c-1', position: events.length });
  return { ...knownIn(kept), adoptions };
};
const rowOrReason = (
  known: KnownContract,
  ...asked: [on: CivilDate, under: AskedInterpretation]
): ContractRow | string => {
  try {
    return rowOn(known, ...asked);
  } catch (cause) {
    return String(cause);
  }
};

/** A contract to which a fact of every kind has happened. */
const everything = (): readonly RecordedContractEvent[] => {
  const all = Object.entries(samples) as unknown as readonly (readonly [FactType, object])[];
  // What refers to another fact names it by the id that it has here.
  const idOf = (kind: string): string => `${kind}-1`;
  const target: Readonly<Record<string, string>> = {
    ...{ noticeId: idOf('NoticeReceived'), paymentId: idOf('PaymentReceived'), reportId: idOf('MisuseReported') },
    ...{ complaintId: idOf('ThirdPartyComplaintReceived'), agreementId: idOf('ThirdPartyAgreementRegistered') },
    ...{ changeId: idOf('SettingChangeRequested'), instructionId: idOf('InstructionGiven') },
    ...{ restrictionId: idOf('FunctionsRestricted'), measureId: idOf('HomepageMeasureTaken') },
    ...{ limitId: idOf('HomepageLimitSet'), claimId: idOf('LiabilityClaimReceived') },
  };
  let told = story();
  for (const [kind, sample] of all) {
    const data = Object.fromEntries(
      Object.entries(sample).map(([name, value]) => [name, target[name] ?? (value as unknown)]),
    );
    told = told.and(kind, data as never, idOf(kind));
  }
  return told.events;
};

describe('A contract as it is kept between rebuilds', () => {
  it('comes to the row of its history, whatever happened, on whatever day and by whatever readings', () => {
    fc.assert(
      fc.property(randomLives, randomDays, randomReadings, ({ events }, asOf, readings) => {
        for (const on of [asOf, day('2027-06-30')]) {
          expect(rowOrReason(keptAndOpened(events), on, { readings })).toEqual(
            rowOrReason(knownOf(events), on, { readings }),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('comes to the row of its history with a fact of every kind in it', () => {
    const events = everything();
    for (const on of [day('2026-02-15'), day('2026-06-01'), day('2028-01-01')]) {
      expect(rowOn(keptAndOpened(events), on)).toEqual(rowOn(knownOf(events), on));
    }
  });

  it('is kept so: whoever keeps facts otherwise, or reads them otherwise, raises the version of the file', () => {
    expect(hash('sha256', JSON.stringify(keptFactsOf(historyOf('c-1', everything()))))).toBe(
      'a5834da896fe2e5341f99d85ec933f1babfc64cefb3b5a3872c8984f5ab22642',
    );
  });

  it('is ASCII, whatever the name', () => {
    const { history, revision, madeAt } = knownOf(accepted('2026-01-10').events);
    const kept = keptOf(history, revision, madeAt, { contractId: 'c-1', revision, concerns: 0, facts: '' });
    expect(kept?.text).toMatch(/^[\x20-\x7e]*$/);
    expect(kept && rowOn({ ...knownIn(kept), adoptions: { recorded: [] } }, day('2026-03-01')).contractor).toBe(
      '株式会社例',
    );
  });
});
