import { randomUUID } from 'node:crypto';
import { EventTooLarge } from '@ledger/event-store';
import { AlreadyRecorded, BrokenHistory, InvalidFact, NotCorrectable, UnknownTarget } from '@ledger/contract';
import { FailedCommand, type Envelope, type ImportedFact } from '@ledger/application';
import { openEventStore } from '@ledger/hosting';
import { Refusal } from '@ledger/terms';
import { describeError } from '../describe-error.js';
import { ledgerOver, type LocalLedger } from './application.js';
import { logSettings } from './log-settings.js';
import type { Outcome, Recorder } from './recorder.js';

/** Opens the log itself, and makes it where there is none. @throws {StoreLocked} when a server has it */
export const localRecorder = async (dataDirectory: string): Promise<Recorder> => {
  const store = await openEventStore(logSettings(dataDirectory));
  const ledger = await ledgerOver(store);
  const envelope: Envelope = { who: 'local', requestId: `cli-${randomUUID()}` };
  return {
    record: (contractId, facts) => importInto(ledger, contractId, facts, envelope),
    url: undefined,
    close: ledger.close,
  };
};

const importInto = async (
  ledger: LocalLedger,
  contractId: string,
  facts: readonly ImportedFact[],
  envelope: Envelope,
): Promise<Outcome> => {
  try {
    const { recorded, replayed } = await ledger.import(contractId, facts, envelope);
    return { kind: 'recorded', events: replayed ? 0 : recorded.events.length };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return {
      kind: 'refused',
      index: error instanceof FailedCommand ? error.index : undefined,
      detail: describeError(error),
    };
  }
};

/** What says something about the facts, rather than about the log. */
const isRefusal = (error: unknown): boolean =>
  error instanceof FailedCommand
    ? isRefusal(error.cause)
    : [Refusal, AlreadyRecorded, InvalidFact, UnknownTarget, BrokenHistory, NotCorrectable, EventTooLarge].some(
        (kind) => error instanceof kind,
      );
