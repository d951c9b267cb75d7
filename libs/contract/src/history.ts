import type { Instant } from '@ledger/kernel';
import type { ContractEvent, CorrectionType, DataOf, EventType, FactType, Option } from './events.js';
import { keepRead, type ReadFact } from './read-facts.js';

/** Where and when an event was recorded. */
export interface Recording {
  readonly eventId: string;
  /** The contract's own count, from 0. */
  readonly revision: number;
  /** The ledger-wide place. */
  readonly position: bigint;
  readonly recordedAt: Instant;
}
/** An event of a contract's stream, opened: its data is of the newest schema and holds the values of personal data. */
export type RecordedContractEvent = Recording & ContractEvent;
/** A recorded correction or void. */
export type RecordedCorrection = Recording & Extract<ContractEvent, { readonly type: CorrectionType }>;

/** A fact as it stands after the corrections known: the data may be a correction's, the id and the place are the fact's own. */
export type Fact<Type extends FactType = FactType> = {
  readonly [T in Type]: Recording & {
    readonly type: T;
    readonly data: DataOf<T>;
    /** The EventCorrected whose replacement the data is. */
    readonly correctedBy?: string;
  };
}[Type];

/** All that is known of a contract at one state of knowledge. */
export interface History {
  readonly contractId: string;
  /** The facts that stand, in the order of their recording, corrections applied. */
  readonly facts: readonly Fact[];
  /** Every event known, as it was recorded. */
  readonly recorded: readonly RecordedContractEvent[];
  /** Of a history that was kept without its events: what else would be seen in them. */
  readonly kept?: KeptRecording;
  /** The facts as they are read, where that was done when the history was made. */
  readonly read?: readonly ReadFact[];
}
/** What figures see in the recorded events besides the facts that stand. */
export interface KeptRecording {
  /** The first OptionAdded recorded of each option, also where it was voided since. */
  readonly optionsBegun: Readonly<Partial<Record<Option, string>>>;
  readonly lastRecordedAt: Instant;
}

/** A state of knowledge: everything, or what was recorded up to and including an instant or a position. */
export type KnownAt = { readonly instant: Instant } | { readonly position: bigint } | undefined;

/**
 * What is known of a contract at a state of knowledge. Of several corrections of one fact the one recorded last counts, so a void is
 * undone by a correction and a correction by a void.
 * @param recorded the contract's events in the order of their recording
 */
export const historyOf = (
  contractId: string,
  recorded: readonly RecordedContractEvent[],
  knownAt?: KnownAt,
): History => {
  const known = knownPart(recorded, knownAt);
  return { contractId, facts: standingFacts(known), recorded: known };
};

/** All that is known once more was recorded, as `historyOf` gives it; facts that were read for the history before are not read again. */
export const grownBy = (before: History, more: readonly RecordedContractEvent[]): History => {
  const recorded = [...before.recorded, ...more];
  const grown = historyOf(before.contractId, recorded);
  if (before.facts === before.recorded && grown.facts === recorded) keepRead(before, grown); // facts only
  return grown;
};

/** Whether an event says something about an earlier one, rather than about the world. */
export const isCorrection = <Event extends { readonly type: EventType }>(
  event: Event,
): event is Extract<Event, { readonly type: CorrectionType }> =>
  event.type === 'EventCorrected' || event.type === 'EventVoided';

/** The first OptionAdded recorded of each option, also where it was voided since. */
export const optionsBegun = ({ recorded, kept }: History): KeptRecording['optionsBegun'] => {
  if (kept !== undefined) return kept.optionsBegun;
  const begun: Partial<Record<Option, string>> = {};
  for (const event of recorded) if (event.type === 'OptionAdded') begun[event.data.option] ??= event.eventId;
  return begun;
};

/** Undefined where nothing was recorded. */
export const lastRecordedAt = ({ recorded, kept }: History): Instant | undefined =>
  kept?.lastRecordedAt ?? recorded.at(-1)?.recordedAt;

/** Neither positions nor moments of recording ever go back within a contract: what was known is a beginning of what is. */
const knownPart = (recorded: readonly RecordedContractEvent[], knownAt: KnownAt): readonly RecordedContractEvent[] => {
  if (knownAt === undefined) return recorded;
  const firstUnknown = recorded.findIndex((event) =>
    'position' in knownAt ? event.position > knownAt.position : event.recordedAt > knownAt.instant,
  );
  return firstUnknown === -1 ? recorded : recorded.slice(0, firstUnknown);
};

const standingFacts = (known: readonly RecordedContractEvent[]): readonly Fact[] => {
  const corrections = latestCorrections(known);
  if (corrections === undefined) return known as readonly Fact[]; // facts only: nothing is copied
  const facts: Fact[] = [];
  for (const event of known) {
    if (isCorrection(event)) continue;
    const correction = corrections.get(event.eventId);
    if (correction === undefined) facts.push(event);
    else if (correction.type === 'EventCorrected') facts.push(corrected(event, correction));
  }
  return facts;
};

const latestCorrections = (known: readonly RecordedContractEvent[]): Map<string, RecordedCorrection> | undefined => {
  let corrections: Map<string, RecordedCorrection> | undefined;
  for (const event of known) {
    if (isCorrection(event)) (corrections ??= new Map()).set(event.data.eventId, event);
  }
  return corrections;
};

/** The replacement was checked as data of the fact's type when it was recorded. */
const corrected = (fact: Fact, correction: Extract<RecordedCorrection, { type: 'EventCorrected' }>): Fact =>
  ({ ...fact, data: correction.data.replacement, correctedBy: correction.eventId }) as Fact;
