export { compare, MOST_EXACT, withoutPause, type Comparison, type Worth } from './comparison/compare.js';
export { isAmount, type Exchange, type Outcome } from './comparison/outcome.js';
export { decideDispute, DisputeConflict, type DisputeContext } from './events/decide-dispute.js';
export * from './events/dispute-events.js';
export { MOST_CONTRACTS, parseDisputeCommand, RECORDED, type DisputeCommand } from './events/dispute-shapes.js';
export * from './events/dispute.js';
export { openDisputeEvent } from './events/open-dispute-event.js';
export { amountIn, amountsIn, dueFor, parseFigure, type DisputedFigure } from './figure.js';
export {
  exchangeOf,
  heldUnder,
  type DisputedContract,
  type Ground,
  type Held,
  type Impossible,
} from './positions/ground.js';
export { differencesOf, type Differences, type Point, type Premises } from './positions/points.js';
export { lapsedRights, type LapsedRight } from './lapsed-rights.js';
export { toldBy, type Told } from './owed.js';
