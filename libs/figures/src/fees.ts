import type { CivilDate, Yen } from '@ledger/kernel';
import type { Contract, FeeRevision, Fees, Quote } from '@ledger/contract';
import type { FeeStep, FeeSubject } from './subjects.js';

/**
 * 月額費用: the monthly fees of a subject, oldest first. The first is the quoted one and holds until a revision takes effect; a revision
 * replaces it also where the quote is newer. Of two revisions for the same day the one recorded later counts.
 */
export const feeSteps = (
  { feeRevisions }: Contract,
  subject: FeeSubject,
  quote: Quote,
  fees: Fees,
): readonly FeeStep[] => {
  const quoted: FeeStep = { from: quote.quotedOn, fee: fees.monthlyFee, eventId: quote.eventId };
  if (feeRevisions.length === 0) return [quoted];
  const revised = feeRevisions.flatMap((revision): readonly FeeStep[] => {
    const fee = revisedFee(revision, subject);
    return fee === undefined ? [] : [{ from: revision.effectiveOn, fee, eventId: revision.eventId }];
  });
  revised.sort((a, b) => a.from - b.from); // stable: of the same day the order of recording remains
  return [quoted, ...revised.filter((step, index) => revised[index + 1]?.from !== step.from)];
};

/** The monthly fee in force on a day. */
export const feeOn = (steps: readonly FeeStep[], on: CivilDate): FeeStep => stepAt(steps, indexOn(steps, on));

/** The fee of the first day of a range, and those that take effect within it. */
export const feesWithin = (steps: readonly FeeStep[], from: CivilDate, to: CivilDate): readonly FeeStep[] => {
  if (steps.length === 1) return steps;
  return steps.slice(indexOn(steps, from), indexOn(steps, to) + 1);
};

/** Whether none takes effect after the first day of a range and within it. */
export const isOneFee = (steps: readonly FeeStep[], from: CivilDate, to: CivilDate): boolean =>
  steps.length === 1 || indexOn(steps, from) === indexOn(steps, to);

const revisedFee = ({ base, options }: FeeRevision, subject: FeeSubject): Yen | undefined =>
  subject === 'base' ? base : options[subject];

const indexOn = (steps: readonly FeeStep[], on: CivilDate): number => {
  let index = steps.length - 1;
  while (index > 0 && stepAt(steps, index).from > on) index -= 1;
  return index;
};

const stepAt = (steps: readonly FeeStep[], index: number): FeeStep => {
  const step = steps[index];
  if (step === undefined) throw new Error('a subject without a quoted fee');
  return step;
};
