import { InvalidRequest } from './errors.js';
import type { PageRequest } from './view.js';

const MOST = 200;
const USUAL = 50;

/** How many items a page has at most. @throws {InvalidRequest} */
export const limitOf = ({ limit = USUAL }: PageRequest): number => {
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  throw new InvalidRequest('limit', `must be a whole number from 1 to ${String(MOST)}`);
};
