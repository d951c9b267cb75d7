import type { Instant } from '@ledger/kernel';
import type { Fence, ReadModel } from '../read-model.js';

/** The rows that there are before anybody rebuilds anything. */
export const FIRST_GENERATION = 'first';

/** How far the building of a generation has come. Nothing in it is a record: who asked for what, and decided what, stands in the log. */
export interface Building {
  readonly generationId: string;
  readonly state: 'building' | 'finished' | 'failed' | 'cancelled';
  /** Contracts whose rows are there, those that could not be computed among them. */
  readonly done: number;
  /** Undefined while they are being looked for. */
  readonly total: number | undefined;
  /** Contracts a second; undefined before there is anything to say. */
  readonly rate: number | undefined;
  readonly failed: number;
  /** The first contracts that could not be computed, and why. */
  readonly firstErrors: readonly { readonly contractId: string; readonly reason: string }[];
  /** Up to where the log was read. */
  readonly position: bigint;
  /** By which version of the ledger. */
  readonly codeVersion: string;
  readonly startedAt: Instant;
  /** When it was finished, failed or cancelled. */
  readonly endedAt: Instant | undefined;
  /** Over its rows; undefined unless it is finished. */
  readonly digest: string | undefined;
  /** Why nothing came of it; undefined unless it failed. */
  readonly reason: string | undefined;
}

/**
 * Where generations of the read models are kept side by side. One of them is live: it is what is read, and what the projector keeps; the others
 * are in nobody's way.
 */
export abstract class GenerationStore {
  /** Whichever is live: what is asked of it after a switch is answered by the generation that is live then. */
  abstract readonly live: ReadModel;
  abstract liveId(): Promise<string>;
  /**
   * A generation to be read and written; made where it is not there yet. Closed by whoever opened it. The live one, too, can be opened
   * so, and stays this generation when another becomes live.
   */
  abstract open(generationId: string): Promise<ReadModel>;
  /**
   * Whether there is anything in a generation. What was written may be gone, without anybody having dropped it: the tables of another version
   * are begun anew, and so is a file that was damaged.
   */
  abstract holds(generationId: string): Promise<boolean>;
  /** The file that a generation is kept in, where each has one of its own; a rebuild may lay more beside it. */
  abstract fileOf(generationId: string): string | undefined;
  /** Those that have rows, the live one among them, in the order of their ids. */
  abstract ids(): Promise<readonly string[]>;
  /**
   * Makes another generation live, at one moment for whoever reads. Nothing may be writing either of them.
   * @throws {LeaseLost} and nothing has changed
   */
  abstract makeLive(generationId: string, fence?: Fence): Promise<void>;
  /** Takes away the rows; those that are not there are gone already. @throws {Error} for the live generation; {LeaseLost} */
  abstract drop(generationId: string, fence?: Fence): Promise<void>;
  /** Undefined where nobody began to build it. */
  abstract building(generationId: string): Promise<Building | undefined>;
  abstract saveBuilding(building: Building): Promise<void>;
  /** Closes the live read model, too. */
  abstract close(): Promise<void>;
}
