import { instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import {
  decide,
  historyOf,
  type Command,
  type DecisionContext,
  type History,
  type RecordedContractEvent,
} from '@ledger/contract';
import { defaultReadings, xspMailTerms, type Interpretation } from '@ledger/terms';
import { FailedCommand } from './errors.js';
import type { Ids } from './ids.js';

/** Commands are judged under the register's readings. */
export const commandInterpretation: Interpretation = { terms: xspMailTerms, readings: defaultReadings };

/**
 * What the commands, one after the other, make of the history: events as they will be recorded, but for their positions, which only the
 * log gives.
 * @throws {FailedCommand} for one of several, else what `decide` throws
 */
export const decideAll = (
  commands: readonly Command[],
  before: History,
  ids: Ids,
  now: Instant,
): readonly RecordedContractEvent[] => {
  const context: DecisionContext = { today: japaneseDateOf(now), now, interpretation: commandInterpretation };
  const recordedAt = momentOfRecording(before, now);
  const { contractId, recorded } = before;
  const drafts: RecordedContractEvent[] = [];
  let history = before;
  commands.forEach((command, index) => {
    if (index > 0) history = historyOf(contractId, [...recorded, ...drafts]);
    for (const event of decideOne(commands, index, command, history, context)) {
      const revision = recorded.length + drafts.length;
      drafts.push({ ...event, eventId: ids.eventId(drafts.length), revision, position: NOT_YET, recordedAt });
    }
  });
  return drafts;
};

const NOT_YET = 0n;

const decideOne = (
  { length }: readonly Command[],
  index: number,
  command: Command,
  history: History,
  context: DecisionContext,
): ReturnType<typeof decide> => {
  try {
    return decide(command, history, context);
  } catch (cause) {
    throw length === 1 ? cause : new FailedCommand(index, cause);
  }
};

/** In whole milliseconds, and never before what the contract already holds, whatever the machine's clock does. */
const momentOfRecording = ({ recorded }: History, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = recorded.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};
