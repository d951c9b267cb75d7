import { civilDate } from '@ledger/kernel';
import { article13, quote, type Clause } from '@ledger/terms';
import { InvalidFact } from '../errors.js';
import type { DataOf } from '../events.js';
import type { Situation } from '../situation.js';
import { refuse, requireInForce, requireOptionInForce } from './requirements.js';

/* What the provider may do about a homepage: Art. 13. */

/**
 * Art. 13(1). A complaint is a ground only together with the provider's judgement that a measure is necessary. Measure (4) is taken
 * without notice; where another is among them, the day on which the contractor was told is recorded.
 */
export const homepageMeasure = (data: DataOf<'HomepageMeasureTaken'>, situation: Situation): void => {
  const { contract, context } = situation;
  requireInScope(situation, quote(article13, 1));
  const isKnown = contract.complaints.some(({ eventId }) => eventId === data.complaintId);
  if (data.ground === 'third-party-complaint' || data.complaintId !== undefined) {
    if (!isKnown) refuse('complaint-needed', quote(article13, 1), 'no complaint known by that day is named');
  }
  if (data.ground === 'third-party-complaint' && data.deemedNecessary !== true) {
    refuse('not-deemed-necessary', quote(article13, 1), 'the provider has not deemed a measure necessary');
  }
  if (data.measures.some((measure) => measure !== 4) && data.notifiedOn === undefined) {
    refuse('notice-needed', quote(article13, 1), 'only measure (4) is taken without notice to the contractor');
  }
  if (data.notifiedOn !== undefined && civilDate(data.notifiedOn) > context.today) {
    throw new InvalidFact({ pointer: '/notifiedOn', detail: 'lies in the future' });
  }
};

/** Art. 13(2), (3): limits of access, sessions and traffic need no notice. */
export const homepageLimit = ({ kind }: DataOf<'HomepageLimitSet'>, situation: Situation): void => {
  requireInScope(situation, quote(article13, kind === 'access' ? 2 : 3));
};

/** R21: the heading of Art. 13 names the homepage option, its text the service. */
const requireInScope = (situation: Situation, clause: Clause): void => {
  if (situation.interpretation.readings.R21 === 'any-contract') requireInForce(situation);
  else requireOptionInForce(situation, 'homepage', clause);
};
