import type { Checkpoint, Failure } from '../read-model.js';

/** How far a rebuild has come. */
export interface RebuildProgress {
  readonly phase: 'reading' | 'computing' | 'finishing';
  /** Contracts. */
  readonly done: number;
  readonly total: number;
  /** Contracts a second since it began, or began again. */
  readonly perSecond: number;
  /** Undefined while nothing can be said. */
  readonly remainingSeconds: number | undefined;
  readonly failed: number;
  /** The first contracts that could not be computed. */
  readonly failures: readonly Failure[];
}

/** What came of a rebuild. */
export interface Rebuilt {
  /** Of all rows: the same for the same log and premises, however they were computed and wherever they are kept. */
  readonly digest: string;
  readonly contracts: number;
  readonly failed: number;
  /** How far the log is contained; undefined for an empty log. What is recorded later can be projected from here. */
  readonly checkpoint: Checkpoint | undefined;
}

/** Failures that are told on the way. */
export const MOST_FAILURES_TOLD = 20;
