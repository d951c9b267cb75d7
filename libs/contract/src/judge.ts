import { civilDate, instant, isDateOnly } from '@ledger/kernel';
import { editionOn } from '@ledger/terms';
import type { DecisionContext } from './command.js';
import { AlreadyRecorded, InvalidFact, UnknownTarget } from './errors.js';
import { eventDates, textAt } from './event-dates.js';
import { clauseOf } from './event-definitions.js';
import type { FactEvent, FactType } from './events.js';
import type { History } from './history.js';
import { normalised } from './normalise.js';
import type { Rule } from './rules/rule.js';
import { rules } from './rules/rules.js';
import { situationOf } from './situation.js';

/**
 * One fact judged on its own date, with all that the history knows: the fact as it is to be recorded.
 * @throws {InvalidFact} where it is no possible fact, or happened in the future
 * @throws {UnknownTarget} where what it is about is not known
 * @throws {AlreadyRecorded} where it can be true only once and is recorded
 * @throws {Refusal} where the terms or the contract's state do not allow it
 */
export const judge = (fact: FactEvent, history: History, context: DecisionContext): FactEvent => {
  const judged = normalised(fact);
  requireContract(judged, history);
  requirePast(judged, context);
  const situation = situationOf(judged, history, context);
  editionOn(context.terms, situation.on); // no edition in force: refused
  const allow = rules[judged.type] as Rule<FactType>;
  allow(judged.data, situation);
  return judged;
};

/** An application makes the contract, once; everything else is about one that exists. */
const requireContract = (fact: FactEvent, { contractId, facts }: History): void => {
  const application = facts.find(({ type }) => type === 'ContractApplied');
  if (fact.type !== 'ContractApplied') {
    if (application === undefined) throw new UnknownTarget('contract', contractId);
  } else if (application !== undefined) {
    throw new AlreadyRecorded(application.eventId, clauseOf(fact), 'the contract is already applied for');
  }
};

/** What happened cannot lie in the future; what is planned may. */
const requirePast = (fact: FactEvent, { today, now }: DecisionContext): void => {
  const { own } = eventDates[fact.type];
  if (own === undefined) return;
  const text = textAt(fact, own);
  const isPast = isDateOnly(text) ? civilDate(text) <= today : instant(text) <= now;
  if (!isPast) throw new InvalidFact({ pointer: `/${own}`, detail: 'lies in the future' });
};
