/** How much of what, in numbers that were measured and seldom need another value. */
export interface Tuning {
  /** So many appends may wait to be written; more are refused. */
  readonly queueAppends: number;
  /** And so many characters of events. */
  readonly queueCharacters: number;
  /** Pages of 4 KiB in the write-ahead log beyond which it is begun anew. */
  readonly walPages: number;
  /** Pages in it that are not in the log file yet, beyond which they are copied in the background. */
  readonly backlogPages: number;
  /** Events that are not in the index yet, beyond which they are merged into it in the background. */
  readonly tailEvents: number;
  /** Streams whose last revision the writer keeps in memory, at about 100 bytes each: of the others it looks it up. */
  readonly rememberedStreams: number;
  /** Pages beyond which the log may not grow; undefined for as far as the disk goes. */
  readonly maxPages: number | undefined;
}

export const defaultTuning: Tuning = {
  queueAppends: 10_000,
  queueCharacters: 64_000_000,
  walPages: 2_048,
  backlogPages: 512,
  tailEvents: 65_536,
  rememberedStreams: 300_000,
  maxPages: undefined,
};
