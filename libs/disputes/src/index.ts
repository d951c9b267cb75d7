export { compare, MOST_EXACT, withoutPause, type Comparison, type Worth } from './comparison/compare.js';
export { isAmount, type Exchange, type Outcome } from './comparison/outcome.js';
