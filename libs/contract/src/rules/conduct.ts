import { isoDate } from '@ledger/kernel';
import { article02, article06, quote } from '@ledger/terms';
import type { DataOf } from '../events.js';
import { administratorOn } from '../lookups.js';
import type { Situation } from '../situation.js';
import { refuse, requireFirst, requireInForce, requireKnown, requireNotBefore } from './requirements.js';

/* How the contractor uses the service, and who may configure it: Art. 2 and 6. */

/** Art. 2(2): no provision may conflict with the terms or depart from them. */
export const agreement = ({ thirdParty, conformsToTerms }: DataOf<'ThirdPartyAgreementRegistered'>): void => {
  if (!conformsToTerms) {
    refuse('agreement-conflicts', quote(article02, 2), `the agreement with ${thirdParty} conflicts with the terms`);
  }
};

/** Art. 6(3): nobody but the administrator of the day uses the configuration authority. */
export const settingChange = ({ requestedBy }: DataOf<'SettingChangeRequested'>, { contract, on }: Situation): void => {
  const administrator = administratorOn(contract, on);
  if (administrator === undefined) {
    refuse('no-administrator', quote(article06, 3), `no administrator is appointed on ${isoDate(on)}`);
  } else if (written(administrator.name) !== written(requestedBy)) {
    refuse('not-the-administrator', quote(article06, 3), `${requestedBy} is not the administrator on ${isoDate(on)}`);
  }
};

export const instruction = ({ reportId }: DataOf<'InstructionGiven'>, situation: Situation): void => {
  const { known, on } = situation;
  const report = requireKnown(
    known.misuseReports.find(({ eventId }) => eventId === reportId),
    'misuse report',
    reportId,
  );
  requireInForce(situation);
  requireNotBefore(on, report.reportedOn, quote(article06, 4), 'the report');
};

export const instructionFollowed = (
  { reportId, instructionId }: DataOf<'InstructionFollowed'>,
  { known, on }: Situation,
): void => {
  const report = requireKnown(
    known.misuseReports.find(({ eventId }) => eventId === reportId),
    'misuse report',
    reportId,
  );
  const given = requireKnown(
    report.instructions.find(({ eventId }) => eventId === instructionId),
    'instruction',
    instructionId,
  );
  requireFirst(given.followed, quote(article06, 4), 'the instruction is already followed');
  requireNotBefore(on, given.givenOn, quote(article06, 4), 'the instruction');
};

/** One name however it is typed: full width or half, with whatever space between its parts. */
const written = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ');
