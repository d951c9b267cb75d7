import type { CivilDate } from '@ledger/kernel';
import { editionOn, effectiveCessation, effectiveEnd, type Interpretation } from '@ledger/terms';
import type { Contract, Notice, OptionPeriod, Termination } from './contract.js';
import type { TerminationGround } from './events.js';

/** The day on which a contract or an option ends, still part of it, and what ends it. */
export interface End {
  readonly on: CivilDate;
  readonly ground: 'notice' | TerminationGround;
  /** The notice or the termination. */
  readonly eventId: string;
}
export interface OptionEnd extends End {
  /** Whether the end of the contract ends the option, if only on the same day as the option's own. */
  readonly withContract: boolean;
}

/**
 * The end of the contract (E): by the standing prescribed-form notices or by a termination, whichever is earlier; on the same day the
 * termination governs the ground. None before the acceptance, since there is nothing to end.
 */
export const endOfContract = (contract: Contract, interpretation: Interpretation): End | undefined =>
  contract.acceptance && endOf(contract.notices, contract.terminations, 'contract', interpretation);

/** An option ends on its own effective date or with the contract, whichever is earlier (Art. 5(4), 7). */
export const endOfOption = (
  contract: Contract,
  { option, notices, terminations }: OptionPeriod,
  interpretation: Interpretation,
): OptionEnd | undefined => {
  const own = endOf(notices, terminations, option, interpretation);
  const ofContract = endOfContract(contract, interpretation);
  if (ofContract !== undefined && (own === undefined || ofContract.on <= own.on)) {
    return { ...ofContract, withContract: true };
  }
  return own && { ...own, withContract: false };
};

/** Art. 5(4), 7: the day on which a notice, taken alone and in the prescribed form, has its effect. */
export const effectiveDateOf = (notice: Notice, { terms, readings }: Interpretation): CivilDate => {
  const edition = editionOn(terms, notice.arrivedOn);
  return notice.subject === 'contract'
    ? effectiveEnd(notice, edition, readings)
    : effectiveCessation(notice, edition, readings);
};

/** Only the provider's prescribed form has effect (Art. 5(4), 7), and only while the notice is not withdrawn. */
export const isStanding = ({ form, withdrawal }: Notice): boolean => form === 'prescribed' && withdrawal === undefined;

const endOf = (
  notices: readonly Notice[],
  terminations: readonly Termination[],
  subject: Notice['subject'],
  interpretation: Interpretation,
): End | undefined => {
  const byNotice = endByNotice(notices, subject, interpretation);
  const byTermination = endByTermination(terminations, subject);
  if (byNotice === undefined || byTermination === undefined) return byNotice ?? byTermination;
  return byNotice.on < byTermination.on ? byNotice : byTermination;
};

/** R13: of several standing notices the earliest effective date, or the notice that arrived last; of the same day, was recorded last. */
const endByNotice = (
  notices: readonly Notice[],
  subject: Notice['subject'],
  interpretation: Interpretation,
): End | undefined => {
  const isLatest = interpretation.readings.R13 === 'latest';
  let governing: End | undefined;
  let arrivedOn: CivilDate | undefined;
  for (const notice of notices) {
    if (notice.subject !== subject || !isStanding(notice)) continue;
    const end: End = { on: effectiveDateOf(notice, interpretation), ground: 'notice', eventId: notice.eventId };
    const governs =
      governing === undefined ||
      arrivedOn === undefined ||
      (isLatest ? notice.arrivedOn >= arrivedOn : end.on < governing.on);
    if (governs) [governing, arrivedOn] = [end, notice.arrivedOn];
  }
  return governing;
};

/** Of several terminations, which only a ledger of another make could hold, the first to take effect. */
const endByTermination = (terminations: readonly Termination[], subject: Termination['subject']): End | undefined => {
  let end: End | undefined;
  for (const termination of terminations) {
    if (termination.subject !== subject) continue;
    const { eventId, effectiveOn, ground } = termination;
    if (end === undefined || effectiveOn < end.on) end = { on: effectiveOn, ground, eventId };
  }
  return end;
};
