import { eventDefinitions, judgedOn, sameJson, type Hypothesis, type WrittenEdition } from '@ledger/contract';
import { parseReading, type ReadingId, type Readings, readingIds } from '@ledger/terms';
import type { HeldHypothesis } from '../events/dispute-events.js';

/** What a side holds, as far as figures follow from it. */
export interface Premises {
  readonly readings: readonly string[];
  readonly edition?: WrittenEdition | undefined;
  readonly hypotheses: readonly HeldHypothesis[];
}

/** Something on which two sides differ, and what each of them holds there; undefined: what is recorded, or adopted. */
export type Point =
  | (Named & { readonly kind: 'reading'; readonly question: ReadingId } & Stances<string>)
  | (Named & { readonly kind: 'edition' } & Stances<WrittenEdition>)
  | (Named & { readonly kind: 'fact'; readonly contractId: string } & Stances<HeldHypothesis>);
interface Named {
  /** The same from whichever side it is looked at, and whatever else the sides hold. */
  readonly id: string;
}
interface Stances<Held> {
  readonly first: Held | undefined;
  readonly other: Held | undefined;
}
/** What two sides agree on, and where they differ: in the order of the points' ids. */
export interface Differences {
  readonly agreed: Premises;
  readonly points: readonly Point[];
}

/**
 * Where two sides differ. What is said of the same event is one point; so is what both add of the same kind about the same thing, in the
 * order in which they add it, or under the same name for the point.
 * @param adopted the readings that hold for each contract where a side says nothing
 */
export const differencesOf = (first: Premises, other: Premises, adopted: readonly Readings[]): Differences => {
  const readings = readingPoints(first, other, adopted);
  const facts = factPoints(first.hypotheses, other.hypotheses);
  const points: Point[] = [...readings.points, ...facts.points];
  const isSameEdition = sameJson(first.edition, other.edition);
  if (!isSameEdition) points.push({ kind: 'edition', id: 'edition', first: first.edition, other: other.edition });
  return {
    agreed: {
      readings: readings.agreed,
      edition: isSameEdition ? first.edition : undefined,
      hypotheses: facts.agreed,
    },
    points: points.sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};

/** In the order in which hypotheses are taken to be recorded: what is voided, what is corrected, then what is added, by its day. */
export const inOrder = (hypotheses: readonly HeldHypothesis[]): readonly HeldHypothesis[] => {
  const keys = new Map(hypotheses.map((one) => [one, keyOf(one)]));
  return hypotheses.toSorted(
    (a, b) =>
      RANKS[a.kind] - RANKS[b.kind] || dayOf(a) - dayOf(b) || ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1),
  );
};

/** The hypothesis itself, without what is said about it. */
export const hypothesisOf = ({
  contractId: _,
  point: _p,
  of: _o,
  documents: _d,
  ...hypothesis
}: HeldHypothesis): Hypothesis => hypothesis;

const RANKS: Readonly<Record<Hypothesis['kind'], number>> = { voided: 0, corrected: 1, added: 2 };

const readingPoints = (
  first: Premises,
  other: Premises,
  adopted: readonly Readings[],
): { readonly agreed: readonly string[]; readonly points: readonly Point[] } => {
  const [ofFirst, ofOther] = [byQuestion(first.readings), byQuestion(other.readings)];
  const agreed: string[] = [];
  const points: Point[] = [];
  for (const question of readingIds) {
    const [one, two] = [ofFirst.get(question), ofOther.get(question)];
    if (one === undefined && two === undefined) continue;
    const isSame = adopted.every((readings) => {
      const held = `${question}:${readings[question]}`;
      return (one ?? held) === (two ?? held);
    });
    if (isSame) agreed.push(one ?? two ?? '');
    else points.push({ kind: 'reading', id: question, question, first: one, other: two });
  }
  return { agreed, points };
};

const byQuestion = (texts: readonly string[]): ReadonlyMap<ReadingId, string> =>
  new Map(texts.map((text) => [parseReading(text).id, text]));

const factPoints = (
  first: readonly HeldHypothesis[],
  other: readonly HeldHypothesis[],
): { readonly agreed: readonly HeldHypothesis[]; readonly points: readonly Point[] } => {
  const left = [...other];
  const agreed: HeldHypothesis[] = [];
  const own = first.filter((one) => {
    const place = left.findIndex((two) => isSame(one, two));
    if (place === -1) return true;
    left.splice(place, 1);
    agreed.push(one);
    return false;
  });
  const [ofFirst, ofOther] = [numbered(own), numbered(left)];
  const points = [...new Set([...ofFirst.keys(), ...ofOther.keys()])].flatMap((id): Point[] => {
    const [one, two] = [ofFirst.get(id), ofOther.get(id)];
    const contractId = one?.contractId ?? two?.contractId;
    return contractId === undefined ? [] : [{ kind: 'fact', id, contractId, first: one, other: two }];
  });
  return { agreed, points };
};

const isSame = (one: HeldHypothesis, two: HeldHypothesis): boolean =>
  one.contractId === two.contractId && sameJson(hypothesisOf(one), hypothesisOf(two));

/** Each by its key; a second one of the same key, and every further one, with its number behind. */
const numbered = (hypotheses: readonly HeldHypothesis[]): ReadonlyMap<string, HeldHypothesis> => {
  const byKey = new Map<string, HeldHypothesis>();
  for (const one of hypotheses) {
    const key = keyOf(one);
    let [name, number] = [key, 1];
    while (byKey.has(name)) name = `${key}#${String((number += 1))}`;
    byKey.set(name, one);
  }
  return byKey;
};

/** What a hypothesis is about. */
const keyOf = (held: HeldHypothesis): string => {
  const { contractId, point } = held;
  if (point !== undefined) return `${contractId}/${point}`;
  if (held.kind !== 'added') return `${contractId}/${held.eventId}`;
  const { path = {}, namedBy } = eventDefinitions[held.type];
  const data = held.data as { readonly [field: string]: unknown };
  const about = [...Object.keys(path), ...(namedBy === undefined ? [] : [namedBy])].map((field) => textIn(data, field));
  return [`${contractId}/${held.type}`, ...about].join(':');
};

const dayOf = (held: HeldHypothesis): number =>
  held.kind === 'added' ? judgedOn({ type: held.type, data: held.data }) : 0;

/** A path holds names alone. */
const textIn = (data: { readonly [field: string]: unknown }, field: string): string => {
  const text = data[field];
  return typeof text === 'string' ? text : '';
};
