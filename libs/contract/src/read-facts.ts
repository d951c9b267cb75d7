import type { CivilDate } from '@ledger/kernel';
import { ownDateOf } from './event-dates.js';
import type { FactType } from './events.js';
import type { Fact, History, KeptRecording } from './history.js';
import { readers, type Entries } from './readers.js';

/** A fact, its own date, and what it says. */
export type ReadFact = {
  readonly [T in FactType]: {
    readonly type: T;
    /** Undefined for a fact with only a planned date. */
    readonly on: CivilDate | undefined;
    readonly entry: Entries[T];
  };
}[FactType];

/** The facts of a history with their texts read. Read once for a history, since it is asked about under many days. */
export const readFacts = (history: History): readonly ReadFact[] => {
  const remembered = rememberedOf(history);
  if (remembered !== undefined) return remembered;
  const read = history.facts.map(readFact);
  readHistories.set(history, read);
  return read;
};

/** Spares a history the reading of the facts that it begins with, where they were read for the history before. */
export const keepRead = (before: History, grown: History): void => {
  const read = rememberedOf(before);
  if (read !== undefined) readHistories.set(grown, [...read, ...grown.facts.slice(read.length).map(readFact)]);
};

/** What was known of the history before its `count`th fact from 0 was recorded, with that much of what was read of it. */
export const firstFacts = (history: History, count: number): History => ({
  ...history,
  facts: history.facts.slice(0, count),
  read: readFacts(history).slice(0, count),
});

/** The history with its facts read, for one of many that are done with at once: what is remembered of them elsewhere outlives them. */
export const withFactsRead = (history: History): History => ({ ...history, read: history.facts.map(readFact) });

/** A history of which nothing but these facts is known, and they only as they are read: what was recorded is not in it. */
export const historyRead = (contractId: string, read: readonly ReadFact[], kept?: KeptRecording): History => ({
  contractId,
  facts: [],
  recorded: [],
  read,
  ...(kept !== undefined && { kept }),
});

const rememberedOf = (history: History): readonly ReadFact[] | undefined => history.read ?? readHistories.get(history);
const readHistories = new WeakMap<History, readonly ReadFact[]>();

const readFact = (fact: Fact): ReadFact => {
  const read = readers[fact.type] as (fact: Fact) => unknown;
  return { type: fact.type, on: ownDateOf(fact), entry: read(fact) } as ReadFact;
};
