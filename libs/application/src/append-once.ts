import {
  ClaimTaken,
  EventStoreError,
  OutcomeUnknown,
  WrongRevision,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
} from '@ledger/event-store';
import { KeyReused } from './errors.js';

/**
 * Appends, and asks once more where the store broke down on the way: the same events again tell whether they stand.
 * @param claim the key that makes the contract, so that it never makes a second one under another name
 * @throws {WrongRevision} also where this very request was quicker elsewhere
 * @throws {KeyReused} where the key made another contract
 */
export const appendOnce = async (
  store: EventStore,
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
  claim: string | undefined,
): Promise<Appended> => {
  const append = (): Promise<Appended> => store.append(stream, events, expected, claim === undefined ? {} : { claim });
  try {
    return await append().catch(async (unknown: unknown) => {
      if (!(unknown instanceof OutcomeUnknown)) throw unknown;
      return append().catch((cause: unknown) => {
        throw isAnswer(cause) ? cause : unknown;
      });
    });
  } catch (cause) {
    if (!(cause instanceof ClaimTaken)) throw cause;
    throw cause.stream === stream ? new WrongRevision(stream, expected, undefined) : new KeyReused();
  }
};

/** Whether the store said that the events do not stand, rather than nothing. */
const isAnswer = (cause: unknown): cause is EventStoreError =>
  cause instanceof WrongRevision || cause instanceof ClaimTaken;
