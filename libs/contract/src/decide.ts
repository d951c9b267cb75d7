import type { Command, DecisionContext } from './command.js';
import { correction, voiding } from './corrections.js';
import type { ContractEvent, DataOf, FactEvent } from './events.js';
import type { History } from './history.js';
import { judge } from './judge.js';
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
    case 'ContractAccepted':
      return accepted(command, history, context);
    default:
      return [judge(command, history, context)];
  }
};

/** Options applied for with the contract are accepted with it, or the contract is not accepted either. */
const accepted = (
  command: Extract<FactEvent, { type: 'ContractAccepted' }>,
  history: History,
  context: DecisionContext,
): readonly FactEvent[] => {
  const acceptance = judge(command, history, context);
  const { acceptedOn } = command.data;
  const { appliedOn, options = [] } = applicationIn(history);
  return [
    acceptance,
    ...options.map((option) =>
      judge(
        { type: 'OptionAdded', data: { option, appliedOn, acceptedOn } },
        supposing(history, acceptance, context),
        context,
      ),
    ),
  ];
};

/** There is one: the acceptance would not be allowed without it. */
const applicationIn = ({ facts }: History): DataOf<'ContractApplied'> => {
  for (const fact of facts) if (fact.type === 'ContractApplied') return fact.data;
  throw new Error('accepted without an application');
};
