import { isoDate } from '@ledger/kernel';
import { article07, article08, quote } from '@ledger/terms';
import { endOfContract } from '../ends.js';
import { InvalidFact } from '../errors.js';
import type { DataOf } from '../events.js';
import { quoteOn } from '../lookups.js';
import type { Situation } from '../situation.js';
import { refuse, requireAccepted, requireFirst, requireInForce, requireNotBefore } from './requirements.js';

/* From the application to billing: Art. 1 and 8, annex 1. */

/** The provider accepts once, not before the application, and only what it has quoted the fees of. */
export const acceptance = (_: DataOf<'ContractAccepted'>, situation: Situation): void => {
  const { known, contract, interpretation, on } = situation;
  requireFirst(known.acceptance, quote(article08), 'the contract is already accepted');
  if (known.refusal !== undefined) refuse('contract-refused', quote(article08), 'the application was refused');
  requireNotBefore(on, known.application.appliedOn, quote(article08), 'the application');
  if (quoteOn(contract, 'base', on) === undefined) {
    refuse('no-quote', quote(article08), `no fees were quoted by ${isoDate(on)}`);
  }
  const end = endOfContract({ ...contract, acceptance: { eventId: '', acceptedOn: on } }, interpretation);
  if (end !== undefined && end.on < on) {
    refuse('contract-ended', quote(article07), `a notice takes effect on ${isoDate(end.on)} already`);
  }
};

export const refusal = (_: DataOf<'ContractRefused'>, { known, on }: Situation): void => {
  requireFirst(known.refusal, quote(article08), 'the application is already refused');
  if (known.acceptance !== undefined) refuse('contract-accepted', quote(article08), 'the contract is accepted');
  requireNotBefore(on, known.application.appliedOn, quote(article08), 'the application');
};

export const billingStart = (_: DataOf<'BillingStarted'>, situation: Situation): void => {
  requireFirst(situation.known.billing, quote(article08), 'billing has already a start');
  requireInForce(situation);
};

/** Also for a day after the end: a fee of the rest of the minimum period (R19). */
export const feeRevision = ({ monthlyFee, options }: DataOf<'FeesRevised'>, situation: Situation): void => {
  if (monthlyFee === undefined && options?.homepage === undefined) {
    throw new InvalidFact({ pointer: '/monthlyFee', detail: 'no fee is revised' });
  }
  requireAccepted(situation);
};
