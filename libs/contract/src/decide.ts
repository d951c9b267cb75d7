import type { Command, DecisionContext } from './command.js';
import { correction, replacing, targetOf, voiding } from './corrections.js';
import type { ContractEvent, DataOf, FactEvent } from './events.js';
import type { History } from './history.js';
import { judge } from './judge.js';
import { normalised } from './normalise.js';
import { supposing } from './situation.js';

/**
 * What is to be recorded for a command: the fact that it asks for, as it is written, and what follows from it at once. Nothing is changed
 * and nothing is asked but what is given: the same command on the same history in the same context is decided alike.
 * @param history everything known; without events for a contract that is only applied for now
 * @throws {InvalidFact} {UnknownTarget} {AlreadyRecorded} {Refusal} where it is not recorded (judge.ts)
 * @throws {BrokenHistory} {NotCorrectable} for corrections (corrections.ts)
 */
export const decide = (command: Command, history: History, context: DecisionContext): readonly ContractEvent[] => {
  switch (command.type) {
    case 'EventCorrected':
      return [correction(command.data, history, context)];
    case 'EventVoided':
      return [voiding(command, history, context)];
    default:
      return withConsequences(command, history, (fact, known) => judge(fact, known, context));
  }
};

/**
 * The same for a command of which nobody asks whether it may be recorded.
 * @throws {InvalidFact} {UnknownTarget} {NotCorrectable} only where it is no fact, or no correction of one
 */
export const undecided = (command: Command, history: History): readonly ContractEvent[] => {
  switch (command.type) {
    case 'EventCorrected':
      return [replacing(command.data, history).event];
    case 'EventVoided':
      targetOf(command.data.eventId, history);
      return [command];
    default:
      return withConsequences(command, history, normalised);
  }
};

/** Options applied for with the contract are accepted with it, or the contract is not accepted either. */
const withConsequences = (
  fact: FactEvent,
  history: History,
  asRecorded: (fact: FactEvent, history: History) => FactEvent,
): readonly FactEvent[] => {
  const recorded = asRecorded(fact, history);
  if (recorded.type !== 'ContractAccepted') return [recorded];
  const { acceptedOn } = recorded.data;
  const { appliedOn, options = [] } = applicationIn(history);
  return [
    recorded,
    ...options.map((option) =>
      asRecorded({ type: 'OptionAdded', data: { option, appliedOn, acceptedOn } }, supposing(history, recorded)),
    ),
  ];
};

/** There is one: the acceptance would not be allowed without it. */
const applicationIn = ({ facts }: History): DataOf<'ContractApplied'> => {
  for (const fact of facts) if (fact.type === 'ContractApplied') return fact.data;
  throw new Error('accepted without an application');
};
