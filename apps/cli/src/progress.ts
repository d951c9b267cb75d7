import type { Writable } from 'node:stream';
import cliProgress from 'cli-progress';
import { isWatched } from './terminal.js';

/** How far something has come. */
export interface Progress {
  readonly reached: (done: number) => void;
  /** A line that stays, above the bar. */
  readonly say: (line: string) => void;
  /** Takes the bar off the screen. */
  readonly stop: () => void;
}

const CLEARED_LINE = '\r\u001b[K';

/** A bar on a terminal, nothing where no person watches. @param total undefined where the end is not known */
export const progressOn = (stream: Writable, what: string, total: number | undefined): Progress => {
  const isShown = isWatched(stream);
  const speak = (line: string): void => void stream.write(`${isShown ? CLEARED_LINE : ''}${line}\n`);
  if (!isShown) return { reached: () => undefined, say: speak, stop: () => undefined };
  const format =
    total === undefined ? `${what}: {value}` : `${what} {bar} {percentage}% ({value} of {total}, {eta_formatted} left)`;
  const bar = new cliProgress.SingleBar(
    { stream, format, clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total ?? 0, 0);
  return { reached: (done) => bar.update(done), say: speak, stop: () => bar.stop() };
};
