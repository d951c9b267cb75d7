import { Refusal } from '@ledger/terms';
import type { Command, DecisionContext } from './command.js';
import { AlreadyRecorded, BrokenHistory, InvalidFact, NotCorrectable, UnknownTarget, type Break } from './errors.js';
import { clauseOf, eventDefinitions } from './event-definitions.js';
import type { CorrectionEvent, FactEvent } from './events.js';
import { isCorrection, type Fact, type History } from './history.js';
import { judge } from './judge.js';
import { normalised } from './normalise.js';
import { parseFact } from './parse-fact.js';
import { firstFacts } from './read-facts.js';
import { sameJson } from './same-json.js';
import { supposing } from './situation.js';

/**
 * The correction of a fact, if the history can be with it: the fact itself and every later one are judged again, each on its own date
 * with what was recorded before it. What was broken already in the same way, as by a reading adopted since, does not stand in the way; what
 * rests on a broken fact is not named a second time.
 * @throws {UnknownTarget} {NotCorrectable} {InvalidFact} {AlreadyRecorded} and {Refusal} for the correction itself
 * @throws {BrokenHistory} naming the facts that it would make impossible
 */
export const correction = (
  data: Extract<Command, { type: 'EventCorrected' }>['data'],
  history: History,
  context: DecisionContext,
): CorrectionEvent => {
  const { event, target, standing } = replacing(data, history);
  if (standing !== undefined && sameJson(standing.data, event.data.replacement)) {
    throw new AlreadyRecorded(
      standing.correctedBy ?? standing.eventId,
      clauseOf(standing),
      'this is what stands already',
    );
  }
  requireUnbroken(event, target, history, context);
  return event;
};

/**
 * The correction completed, whether or not the history can be with it.
 * @throws {UnknownTarget} {NotCorrectable} {InvalidFact}
 */
export const replacing = (
  data: Extract<Command, { type: 'EventCorrected' }>['data'],
  history: History,
): {
  readonly event: Extract<CorrectionEvent, { type: 'EventCorrected' }>;
  readonly target: Fact;
  /** The fact as it stands, where it is not void. */
  readonly standing: Fact | undefined;
} => {
  const target = targetOf(data.eventId, history);
  if (target.type === 'StatementMade') {
    throw new NotCorrectable(target.eventId, 'a statement is what was said: void it and make another');
  }
  const standing = history.facts.find(({ eventId }) => eventId === target.eventId);
  const complete = (): object => completed(standing ?? target, data.replacement);
  const replacement = asReplacement(() => normalised(parseFact(target.type, complete())));
  return {
    event: { type: 'EventCorrected', data: { ...data, type: target.type, replacement: { ...replacement.data } } },
    target,
    standing,
  };
};

/** The voiding of a fact, under the same conditions. */
export const voiding = (
  event: Extract<Command, { type: 'EventVoided' }>,
  history: History,
  context: DecisionContext,
): CorrectionEvent => {
  const target = targetOf(event.data.eventId, history);
  if (!history.facts.some(({ eventId }) => eventId === target.eventId)) {
    const voided = history.recorded.findLast((one) => isCorrection(one) && one.data.eventId === target.eventId);
    throw new AlreadyRecorded(voided?.eventId ?? target.eventId, clauseOf(target), 'the event is void already');
  }
  requireUnbroken(event, target, history, context);
  if (target.type === 'ContractApplied') {
    throw new NotCorrectable(
      target.eventId,
      'the application makes the contract: it can be corrected or refused, not voided',
    );
  }
  return event;
};

/** The fact that a correction is of. @throws {UnknownTarget} {NotCorrectable} */
export const targetOf = (id: string, { recorded }: History): Fact => {
  const target = recorded.find(({ eventId }) => eventId === id);
  if (target === undefined) throw new UnknownTarget('event', id);
  if (isCorrection(target)) {
    throw new NotCorrectable(id, 'a correction is never itself corrected: correct the fact again');
  }
  return target;
};

/** What a command has in its path a replacement may leave out; the name of what a fact made stays, since others go by it. */
const completed = (fact: Fact, replacement: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const { path = {}, namedBy } = eventDefinitions[fact.type];
  const data: Readonly<Record<string, unknown>> = { ...fact.data };
  const complete: Record<string, unknown> = { ...replacement };
  for (const field of [...Object.keys(path), ...(namedBy === undefined ? [] : [namedBy])]) {
    complete[field] ??= data[field];
  }
  if (namedBy !== undefined && complete[namedBy] !== data[namedBy]) {
    throw new InvalidFact({ pointer: `/${namedBy}`, detail: 'stays what it was' });
  }
  return complete;
};

const requireUnbroken = (event: CorrectionEvent, target: Fact, history: History, context: DecisionContext): void => {
  const before = new Map(errorsFrom(target.revision, history, context).map(([{ eventId }, error]) => [eventId, error]));
  const breaks: Break[] = [];
  for (const [fact, error] of errorsFrom(target.revision, supposing(history, event), context)) {
    const isTarget = fact.eventId === target.eventId;
    if (isTarget && error instanceof InvalidFact) throw error.below('/replacement');
    if (isTheSameWay(before.get(fact.eventId), error)) continue;
    if (isTarget) throw error;
    breaks.push(breakOf(fact, error));
  }
  const [first, ...others] = breaks;
  if (first !== undefined) throw new BrokenHistory(first, ...others);
};

/** Whether a fact was broken for the reason for which it is now. */
const isTheSameWay = (before: JudgementError | undefined, now: JudgementError): boolean =>
  before !== undefined && reasonOf(before) === reasonOf(now);

const reasonOf = (error: JudgementError): string => {
  if (error instanceof Refusal) return `${error.code} under ${error.clause.label}`;
  if (error instanceof UnknownTarget) return `unknown ${error.kind} ${error.id}`;
  if (error instanceof AlreadyRecorded) return `recorded under ${error.clause.label}`;
  return 'invalid';
};

type JudgementError = InvalidFact | UnknownTarget | AlreadyRecorded | Refusal;

/** The facts, from a revision on, that would not be recorded as the history stands, and why. */
export const errorsFrom = (
  revision: number,
  history: History,
  context: DecisionContext,
): readonly (readonly [Fact, JudgementError])[] =>
  history.facts.flatMap((fact, index) => {
    if (fact.revision < revision) return [];
    try {
      judge(fact, firstFacts(history, index), context);
      return [];
    } catch (error) {
      if (isJudgement(error)) return [[fact, error] as const];
      throw error;
    }
  });

const isJudgement = (error: unknown): error is JudgementError =>
  error instanceof Refusal ||
  error instanceof AlreadyRecorded ||
  error instanceof UnknownTarget ||
  error instanceof InvalidFact;

const breakOf = ({ eventId, type }: Fact, error: JudgementError): Break => ({
  eventId,
  type,
  detail: 'detail' in error ? error.detail : error.message,
  clause: 'clause' in error ? error.clause : undefined,
});

/** Faults of a replacement stand below it. */
const asReplacement = (make: () => FactEvent): FactEvent => {
  try {
    return make();
  } catch (error) {
    throw error instanceof InvalidFact ? error.below('/replacement') : error;
  }
};
