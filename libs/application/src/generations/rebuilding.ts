import { availableParallelism } from 'node:os';
import {
  canRebuildInThreads,
  rebuildGeneration,
  rebuildInThreads,
  type RebuildOptions,
  type Rebuilt,
} from '@ledger/projections';
import { streamOf, type Streams } from '../streams.js';

/** Computes a generation. @param file that it is kept in, where there is one */
export type Rebuild = (options: RebuildOptions, file: string | undefined) => Promise<Rebuilt>;

/** A log in this machine's files. */
export interface EmbeddedLog {
  /** Its directory. */
  readonly log: string;
  /** The file of the contracts as rebuilds keep them. */
  readonly kept: string;
}

/**
 * All contracts of an embedded log into a file: in threads, which leave one core to the server. Anything else: in the thread that asks.
 * @param embedded undefined where the log is elsewhere
 */
export const rebuilding =
  (streams: Streams, embedded: EmbeddedLog | undefined): Rebuild =>
  (options, file) => {
    const { scope, generation, premises, fromLog, clock, signal, onProgress } = options;
    if (scope.kind !== 'all' || embedded === undefined || file === undefined || !canRebuildInThreads) {
      return rebuildGeneration(options);
    }
    return rebuildInThreads({
      log: embedded.log,
      kept: fromLog === true ? undefined : embedded.kept,
      prefix: streamOf(''),
      generation,
      file,
      premises,
      adoptions: () => streams.adoptions.upToDate(),
      clock,
      threads: Math.max(1, availableParallelism() - 1),
      ...(signal !== undefined && { signal }),
      ...(onProgress !== undefined && { onProgress }),
    });
  };
