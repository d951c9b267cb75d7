import type { CivilDate, Instant } from '@ledger/kernel';
import type { Interpretation, Terms } from '@ledger/terms';
import type { DataOf, FactEvent } from './events.js';

/** A command is named by what it asks to be recorded: the fact with its data, or a correction of one. */
export type Command =
  | FactEvent
  | { readonly type: 'EventCorrected'; readonly data: Omit<DataOf<'EventCorrected'>, 'type'> }
  | { readonly type: 'EventVoided'; readonly data: DataOf<'EventVoided'> };

/** Under which a command is judged; the present comes in as data. */
export interface DecisionContext {
  /** Today in Japan. */
  readonly today: CivilDate;
  readonly now: Instant;
  /** The editions that there are: outside of them nothing is decided, whatever is adopted. */
  readonly terms: Terms;
  /** What is adopted by a day, by all that is known now: a fact is judged under that of its own date. */
  readonly interpretationOn: (day: CivilDate) => Interpretation;
}
