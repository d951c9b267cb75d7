import type { Credit } from './reductions.js';
import type { Obligation, Totals } from './obligation.js';
import type { Overview } from './overview.js';
import type { TerminationFigure } from './termination.js';

export type ChangedFigure = Obligation | Totals | TerminationFigure | Credit | Overview;

/** `changesBetween(events, from, to, asOf, interpretation)`: a figure that differs between two states of knowledge. */
export interface FigureChange {
  /** `obligations/<id>`, `totals`, `termination`, `credits/<outageId>`, `overview`. */
  readonly figure: string;
  /** Undefined where there was no such figure. */
  readonly before: ChangedFigure | undefined;
  /** Undefined where there no longer is. */
  readonly after: ChangedFigure | undefined;
  /** The events that changed it on the way, in the order of their recording. */
  readonly events: readonly string[];
}
