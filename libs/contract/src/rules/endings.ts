import { isoDate } from '@ledger/kernel';
import { article05, article07, quote } from '@ledger/terms';
import type { OptionPeriod } from '../contract.js';
import { endOfOption } from '../ends.js';
import type { DataOf, Subject } from '../events.js';
import { periodAt } from '../evolve.js';
import type { Situation } from '../situation.js';
import {
  refuse,
  requireFirst,
  requireInForce,
  requireKnown,
  requireNotBefore,
  requireOpen,
  requireOptionInForce,
} from './requirements.js';

/* Endings: Art. 5(4), 7, 9. A notice is recorded whenever it arrives, so it has no rule. */

/**
 * 民法540条2項: a notice cannot be taken back alone. The provider agrees to its withdrawal while there is still something to
 * continue: once the end has come, no withdrawal undoes it.
 */
export const withdrawal = ({ noticeId }: DataOf<'NoticeWithdrawn'>, situation: Situation): void => {
  const { known, contract, interpretation, on } = situation;
  const notice = requireKnown(
    known.notices.find(({ eventId }) => eventId === noticeId),
    'notice',
    noticeId,
  );
  requireFirst(notice.withdrawal, quote(article07), 'the notice is already withdrawn');
  requireNotBefore(on, notice.arrivedOn, quote(article07), 'the arrival of the notice');
  requireOpen(situation);
  if (notice.subject === 'contract') return;
  const period = periodAt(contract.options, notice.subject, notice.arrivedOn);
  const end = period && endOfOption(contract, period, interpretation);
  if (end !== undefined && end.on < on) {
    refuse('option-ended', quote(article05, 4), `the ${notice.subject} option ended on ${isoDate(end.on)}`);
  }
};

/** A termination takes effect on the day it is declared or later; while one stands there is no second. */
export const termination = (
  { subject = 'contract', declaredOn, effectiveOn }: DataOf<'ContractTerminated'>,
  situation: Situation,
): void => {
  const { known } = situation;
  const clause = subject === 'contract' ? quote(article07) : quote(article05, 4);
  if (subject === 'contract') {
    requireFirst(
      known.terminations.find((one) => one.subject === subject),
      clause,
      'a termination stands already',
    );
    requireInForce(situation);
  } else {
    requireFirst(terminationOfOption(subject, situation), clause, 'a termination stands already');
  }
  if (effectiveOn < declaredOn) {
    refuse('effective-before-declared', clause, `takes effect on ${effectiveOn}, declared only on ${declaredOn}`);
  }
};

const terminationOfOption = (
  option: Exclude<Subject, 'contract'>,
  situation: Situation,
): OptionPeriod['terminations'][number] | undefined => {
  const { eventId } = requireOptionInForce(situation, option, quote(article05, 1));
  return situation.known.options.find((period) => period.eventId === eventId)?.terminations[0];
};
