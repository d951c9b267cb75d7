import { isoDate } from '@ledger/kernel';
import { article05, article08, quote } from '@ledger/terms';
import { InvalidFact } from '../errors.js';
import type { DataOf } from '../events.js';
import { periodAt } from '../evolve.js';
import { quoteOn, targetsOn } from '../lookups.js';
import { END_OF_TIME, type Situation } from '../situation.js';
import { optionInForceOn } from '../status.js';
import { refuse, requireAccepted, requireFirst, requireInForce, requireOptionInForce } from './requirements.js';

/* Options: Art. 5. */

/**
 * An option is accepted while the contract is in force and the option is not, with its fees quoted. The homepage option publishes
 * pages of the contractor's designated domains (Art. 3, 5(2)(1)), so there has to be one.
 */
export const optionAcceptance = (
  { option, appliedOn, acceptedOn }: DataOf<'OptionAdded'>,
  situation: Situation,
): void => {
  const { known, contract, interpretation, on } = situation;
  if (acceptedOn < appliedOn) throw new InvalidFact({ pointer: '/acceptedOn', detail: 'is before its application' });
  requireAccepted(situation);
  // First of all that can fail in several ways: whatever else a reading makes of an acceptance, its fees are known.
  if (quoteOn(contract, option, on) === undefined) {
    refuse('no-quote', quote(article08), `no fees of the ${option} option were quoted by ${isoDate(on)}`);
  }
  requireInForce(situation);
  const inForce = optionInForceOn(contract, option, on, interpretation);
  const last = periodAt(known.options, option, END_OF_TIME);
  const later = last !== undefined && last.acceptedOn > on ? last : undefined;
  requireFirst(inForce ?? later, quote(article05, 1), `the ${option} option is already accepted`);
  if ((targetsOn(contract, on)?.domains.length ?? 0) === 0) {
    refuse('no-designated-domain', quote(article05, 2, 1), `no domain name is designated on ${isoDate(on)}`);
  }
};

/** "An option's billing never starts before the base's." */
export const optionBillingStart = ({ option }: DataOf<'OptionBillingStarted'>, situation: Situation): void => {
  const { contract, on } = situation;
  const period = requireOptionInForce(situation, option, quote(article05, 1));
  requireFirst(period.billing, quote(article05, 3), `billing of the ${option} option has already a start`);
  if (contract.billing === undefined || contract.billing.startsOn > on) {
    refuse('base-not-billed', quote(article05, 3), `billing of the contract itself has not started by ${isoDate(on)}`);
  }
};
