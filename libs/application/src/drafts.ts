import { instantOfMilliseconds, japaneseDateOf, type Instant } from '@ledger/kernel';
import { decide, type Command, type History, type RecordedContractEvent } from '@ledger/contract';
import { defaultReadings, xspMailTerms, type Interpretation } from '@ledger/terms';
import type { Ids } from './ids.js';

/** Commands are judged under the register's readings. */
export const commandInterpretation: Interpretation = { terms: xspMailTerms, readings: defaultReadings };

/** What the command makes of the history: events as they will be recorded, but for their positions. @throws what `decide` throws */
export const draftsOf = (
  command: Command,
  before: History,
  ids: Ids,
  now: Instant,
): readonly RecordedContractEvent[] => {
  const recordedAt = momentOfRecording(before, now);
  const context = { today: japaneseDateOf(now), now, interpretation: commandInterpretation };
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
