import type { Terms } from './edition.js';
import type { Readings } from './readings.js';

/** Under which terms, and under which reading of each open question, a conclusion is drawn. */
export interface Interpretation {
  readonly terms: Terms;
  readonly readings: Readings;
}
