import { civilDate, type CivilDate } from '@ledger/kernel';
import { parseReadings, type Readings } from '@ledger/terms';
import type { Documented } from '../events.js';
import type { KnownAt, Recording } from '../history.js';
import type { AdoptionData, AdoptionEvent } from './adoption-events.js';

export type RecordedAdoptionEvent = Recording & AdoptionEvent;

/** All that was recorded about adoptions, in the order of its recording. */
export interface Adoptions {
  readonly recorded: readonly RecordedAdoptionEvent[];
}

/** An adoption as it stands after what was said of it. */
export interface Adoption {
  readonly adoptionId: string;
  /** Where it was adopted; what was said of it later does not move it. */
  readonly place: Recording;
  /** As corrected last. */
  readonly data: Documented<AdoptionData>;
  /** Its events, by their places in `recorded`. */
  readonly revisions: readonly number[];
  /** What withdrew it, unless a later correction made it stand again. */
  readonly withdrawnBy: string | undefined;
}

/** What a contract's figures of a day rest on by default, where that is not the register's. */
export interface Adopted {
  readonly readings: Partial<Readings>;
  /** The edition that everything is judged by; undefined: each fact by that of its date. */
  readonly edition: string | undefined;
}

export const NOTHING_ADOPTED: Adopted = { readings: {}, edition: undefined };
export const NO_ADOPTIONS: Adoptions = { recorded: [] };

/**
 * What is adopted for a contract on a day. Of the adoptions known that stand, and whose `from` is not after the day asked about, for each
 * reading the one recorded last counts; but one that names the contract goes before those for all, whichever was recorded later.
 */
export const readingsAdopted = (
  adoptions: Adoptions,
  contractId: string,
  asOf: CivilDate,
  knownAt?: KnownAt,
): Adopted => {
  if (adoptions.recorded.length === 0) return NOTHING_ADOPTED;
  const { forAll, forContract } = standingAt(adoptions, knownAt);
  const holding = [...forAll, ...(forContract.get(contractId) ?? [])].filter(({ from }) => from <= asOf);
  if (holding.length === 0) return NOTHING_ADOPTED;
  return {
    readings: Object.assign({}, ...holding.map(({ readings }) => readings)) as Partial<Readings>,
    edition: holding.findLast(({ edition }) => edition !== undefined)?.edition,
  };
};

/** What is adopted for all contracts on a day. */
export const readingsOfPortfolio = (adoptions: Adoptions, asOf: CivilDate, knownAt?: KnownAt): Adopted =>
  readingsAdopted(adoptions, NO_CONTRACT, asOf, knownAt);

/** The next day after a day on which something adopted for the contract begins to hold, by all that is known. */
export const nextAdoption = (adoptions: Adoptions, contractId: string, after: CivilDate): CivilDate | undefined => {
  if (adoptions.recorded.length === 0) return undefined;
  const { forAll, forContract } = standingAt(adoptions, undefined);
  let next: CivilDate | undefined;
  for (const { from } of [...forAll, ...(forContract.get(contractId) ?? [])]) {
    if (from > after && (next === undefined || from < next)) next = from;
  }
  return next;
};

/** Every adoption that is known, also those withdrawn, in the order in which they were adopted. */
export const adoptionsKnown = ({ recorded }: Adoptions): readonly Adoption[] => {
  const known = new Map<string, Adoption>();
  recorded.forEach((event, index) => {
    const adoptionId = adoptionIdOf(event);
    known.set(adoptionId, evolve(adoptionId, known.get(adoptionId), event, index));
  });
  return [...known.values()];
};

/** Which adoption an event is about: one that was not named by whoever adopted it is named by its first event. */
export const adoptionIdOf = ({ eventId, data }: RecordedAdoptionEvent): string => data.adoptionId ?? eventId;

/** The contracts whose figures the event at this place may change: those that the adoption was for before it, and those after it. */
export const concernedBy = ({ recorded }: Adoptions, place: number): 'all' | readonly string[] => {
  const event = recorded[place];
  if (event === undefined) return [];
  const adoptionId = adoptionIdOf(event);
  const scopes = [recorded.slice(0, place), recorded.slice(0, place + 1)].flatMap(
    (known) => adoptionsKnown({ recorded: known }).find((one) => one.adoptionId === adoptionId)?.data.scope ?? [],
  );
  const named = new Set<string>();
  for (const scope of scopes) {
    if (scope === 'all') return 'all';
    for (const contractId of scope.contractIds) named.add(contractId);
  }
  return [...named].sort();
};

/** Those known at a state of knowledge: the same object again for the same state. */
export const adoptionsAt = (adoptions: Adoptions, knownAt: KnownAt): Adoptions => {
  const count = knownCount(adoptions.recorded, knownAt);
  if (count === adoptions.recorded.length) return adoptions;
  const known = beginnings.get(adoptions) ?? new Map<number, Adoptions>();
  beginnings.set(adoptions, known);
  const beginning = known.get(count) ?? { recorded: adoptions.recorded.slice(0, count) };
  known.set(count, beginning);
  return beginning;
};

const evolve = (
  adoptionId: string,
  before: Adoption | undefined,
  event: RecordedAdoptionEvent,
  index: number,
): Adoption => {
  if (event.type === 'ReadingsAdopted') {
    const { eventId, revision, position, recordedAt } = event;
    const { adoptionId: _adoptionId, ...data } = event.data;
    const place = { eventId, revision, position, recordedAt };
    return { adoptionId, place, data, revisions: [index], withdrawnBy: undefined };
  }
  if (before === undefined) throw new Error(`adoption ${adoptionId} was never adopted`);
  const revisions = [...before.revisions, index];
  return event.type === 'AdoptionCorrected'
    ? { ...before, data: event.data.replacement, revisions, withdrawnBy: undefined }
    : { ...before, revisions, withdrawnBy: event.eventId };
};

/** What stands of an adoption, as it is applied. */
interface Standing extends Adopted {
  readonly from: CivilDate;
}
interface StandingAdoptions {
  readonly forAll: readonly Standing[];
  readonly forContract: ReadonlyMap<string, readonly Standing[]>;
}

const standingAt = (adoptions: Adoptions, knownAt: KnownAt): StandingAdoptions => {
  const known = adoptionsAt(adoptions, knownAt);
  const state = standing.get(known) ?? standingOf(known);
  standing.set(known, state);
  return state;
};

/** Adoptions are few, questions are many: what follows from a state of knowledge is worked out once. */
const standing = new WeakMap<Adoptions, StandingAdoptions>();
const beginnings = new WeakMap<Adoptions, Map<number, Adoptions>>();

/** Neither positions nor moments of recording ever go back within a stream. */
const knownCount = (recorded: readonly RecordedAdoptionEvent[], knownAt: KnownAt): number => {
  if (knownAt === undefined) return recorded.length;
  const lastKnown = recorded.findLastIndex((event) =>
    'position' in knownAt ? event.position <= knownAt.position : event.recordedAt <= knownAt.instant,
  );
  return lastKnown + 1;
};

const standingOf = (adoptions: Adoptions): StandingAdoptions => {
  const forAll: Standing[] = [];
  const forContract = new Map<string, Standing[]>();
  for (const { data, withdrawnBy } of adoptionsKnown(adoptions)) {
    if (withdrawnBy !== undefined) continue;
    const { scope, edition } = data;
    const one = { from: civilDate(data.from), readings: parseReadings(data.readings), edition };
    if (scope === 'all') {
      forAll.push(one);
      continue;
    }
    for (const contractId of scope.contractIds) {
      const own = forContract.get(contractId);
      if (own === undefined) forContract.set(contractId, [one]);
      else own.push(one);
    }
  }
  return { forAll, forContract };
};

/** No contract can be named so. */
const NO_CONTRACT = '';
