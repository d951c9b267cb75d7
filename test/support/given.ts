import { expect } from '@jest/globals';
import {
  AlreadyRecorded,
  BrokenHistory,
  decide,
  historyOf,
  InvalidFact,
  UnknownTarget,
  type Command,
  type ContractEvent,
  type DecisionContext,
  type History,
  type RecordedContractEvent,
} from '@ledger/contract';
import { civilDate, instant, type CivilDate, type Instant } from '@ledger/kernel';
import { defaultReadings, Refusal, xspMailTerms, type Readings } from '@ledger/terms';

/** The events as recorded: named `e1`, `e2`, ..., a minute and ten places apart. */
export const recorded = (...events: readonly ContractEvent[]): readonly RecordedContractEvent[] =>
  events.map((event, index) => ({
    ...event,
    eventId: `e${String(index + 1)}`,
    revision: index,
    position: BigInt(index * 10),
    recordedAt: (instant('2026-07-01T00:00:00Z') + index * 60_000_000) as Instant,
  }));

/** All that is known of a contract with these events. */
export const knowing = (...events: readonly ContractEvent[]): History => historyOf('c-1', recorded(...events));

/** A decision of 31 July 2026 under the register's readings, unless it is said otherwise. */
export const contextOf = (today = '2026-07-31', readings: Partial<Readings> = {}): DecisionContext => ({
  today: civilDate(today),
  now: instant(`${today}T12:00:00+09:00`),
  terms: xspMailTerms,
  interpretationOn: () => ({ terms: xspMailTerms, readings: { ...defaultReadings, ...readings } }),
});
export const day = (text: string): CivilDate => civilDate(text);

interface Given {
  readonly on: (today: string) => Given;
  readonly under: (readings: Partial<Readings>) => Given;
  readonly when: (command: Command) => Outcome;
}
interface Outcome {
  readonly thenRecorded: (...events: readonly ContractEvent[]) => void;
  /** Refused by the terms: a code, and the clause as it is cited. */
  readonly thenRefused: (code: string, clause: string) => void;
  readonly thenInvalid: (...pointers: readonly string[]) => void;
  readonly thenUnknown: (kind: string) => void;
  readonly thenAlreadyRecorded: (eventId: string) => void;
  readonly thenBreaks: (...eventIds: readonly string[]) => void;
}

/** `given(applied, quoted).when(accepted).thenRecorded(accepted)`: the first event is `e1`. */
export const given = (...events: readonly ContractEvent[]): Given => scene(knowing(...events), '2026-07-31', {});

const scene = (history: History, today: string, readings: Partial<Readings>): Given => ({
  on: (otherDay) => scene(history, otherDay, readings),
  under: (otherReadings) => scene(history, today, otherReadings),
  when: (command) => outcomeOf(() => decide(command, history, contextOf(today, readings))),
});

const outcomeOf = (decision: () => readonly ContractEvent[]): Outcome => ({
  thenRecorded: (...events) => {
    expect(decision()).toEqual(events);
  },
  thenRefused: (code, clause) => {
    const { code: actual, clause: by, message } = errorOf(decision, Refusal);
    expect(`${actual} under ${by.label}: ${message}`).toBe(`${code} under ${clause}: ${message}`);
    expect(by.quote).toMatch(/\p{Script=Han}/u);
  },
  thenInvalid: (...pointers) => {
    expect(errorOf(decision, InvalidFact).faults.map(({ pointer }) => pointer)).toEqual(pointers);
  },
  thenUnknown: (kind) => {
    expect(errorOf(decision, UnknownTarget).kind).toBe(kind);
  },
  thenAlreadyRecorded: (eventId) => {
    const error = errorOf(decision, AlreadyRecorded);
    expect(error.eventId).toBe(eventId);
    expect(error.clause.quote).not.toBe('');
  },
  thenBreaks: (...eventIds) => {
    expect(errorOf(decision, BrokenHistory).breaks.map(({ eventId }) => eventId)).toEqual(eventIds);
  },
});

const errorOf = <Kind extends Error>(
  decision: () => unknown,
  kind: abstract new (...values: never[]) => Kind,
): Kind => {
  try {
    decision();
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error(`recorded, where ${kind.name} was expected`);
};
