import { instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import { decide, type Command, type DecisionContext, type History, type RecordedContractEvent } from '@ledger/contract';
import { xspMailTerms } from '@ledger/terms';
import type { Ids } from './ids.js';

/**
 * What the command makes of the history: events as they will be recorded, but for their positions.
 * @param interpretationOn what is adopted for the contract by a day
 * @throws what `decide` throws
 */
export const draftsOf = (
  command: Command,
  before: History,
  ids: Ids,
  now: Instant,
  interpretationOn: DecisionContext['interpretationOn'],
): readonly RecordedContractEvent[] => {
  const recordedAt = momentOfRecording(before, now);
  const context = { today: japaneseDateOf(now), now, terms: xspMailTerms, interpretationOn };
  return decide(command, before, context).map((event, index) => ({
    ...event,
    eventId: ids.eventId(index),
    revision: before.recorded.length + index,
    position: NOT_YET,
    recordedAt,
  }));
};

/** Only the log gives positions. */
const NOT_YET = 0n;

/** In whole milliseconds, and never before what the contract already holds, whatever the machine's clock does. */
const momentOfRecording = ({ recorded }: History, now: Instant): Instant => {
  const moment = instantOfMilliseconds(Math.floor(now / 1000));
  const last = recorded.at(-1)?.recordedAt;
  return last !== undefined && last > moment ? last : moment;
};
