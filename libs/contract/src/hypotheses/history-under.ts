import { assertNever, type Instant } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import type { Command, DecisionContext } from '../command.js';
import { decide, undecided } from '../decide.js';
import { InvalidFact } from '../errors.js';
import type { ContractEvent } from '../events.js';
import type { History } from '../history.js';
import { END_OF_TIME, supposing } from '../situation.js';
import { RefusedHypothesis, type Hypothesis } from './hypothesis.js';

/**
 * What would be known if the hypotheses had been recorded one after the other, each by the rules for commands: what may be recorded may be
 * supposed, also of a day to come.
 * @throws {RefusedHypothesis} for the first that could not be recorded, saying what it would break
 */
export const historyUnder = (
  history: History,
  hypotheses: readonly Hypothesis[],
  interpretation: Interpretation,
): History => {
  const { terms } = interpretation;
  const now = Number.MAX_SAFE_INTEGER as Instant;
  const context: DecisionContext = { today: END_OF_TIME, now, terms, interpretationOn: () => interpretation };
  return supposed(history, hypotheses, (command, known) => decide(command, known, context));
};

/**
 * The same without asking whether it may be: for hypotheses that were judged before and are taken in parts.
 * @throws {RefusedHypothesis} only for what is no fact or correction at all
 */
export const historyUnderUnjudged = (history: History, hypotheses: readonly Hypothesis[]): History =>
  supposed(history, hypotheses, undecided);

const supposed = (
  history: History,
  hypotheses: readonly Hypothesis[],
  eventsOf: (command: Command, known: History) => readonly ContractEvent[],
): History => {
  let known = history;
  for (const [index, hypothesis] of hypotheses.entries()) {
    try {
      for (const [place, event] of eventsOf(commandOf(hypothesis), known).entries()) {
        known = supposing(known, event, idOf(index, place));
      }
    } catch (cause) {
      const isOfData = hypothesis.kind === 'added' && cause instanceof InvalidFact;
      throw new RefusedHypothesis(index, isOfData ? cause.below('/data') : cause);
    }
  }
  return known;
};

const commandOf = (hypothesis: Hypothesis): Command => {
  switch (hypothesis.kind) {
    case 'added': {
      const { kind: _, ...fact } = hypothesis;
      return fact;
    }
    case 'corrected': {
      const { eventId, replacement } = hypothesis;
      return { type: 'EventCorrected', data: { eventId, reason: REASON, replacement } };
    }
    case 'voided':
      return { type: 'EventVoided', data: { eventId: hypothesis.eventId, reason: REASON } };
    default:
      return assertNever(hypothesis);
  }
};

const REASON = 'hypothesis';

/** What follows from a fact at once is named after it. */
const idOf = (index: number, place: number): string =>
  `hypothesis-${String(index + 1)}${place === 0 ? '' : `.${String(place)}`}`;
