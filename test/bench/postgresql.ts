import { programFor, requirements } from '../requirements.mjs';
import type { BenchOptions } from './harness.js';

/** Whether there is a PostgreSQL to measure with; says so where there is none. */
export const hasPostgresql = (say: BenchOptions['say']): boolean => {
  const isThere = programFor(requirements.postgresql) !== undefined;
  if (!isThere) say('not measured: PostgreSQL is not installed');
  return isThere;
};
