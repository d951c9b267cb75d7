import type { Writable } from 'node:stream';
import cliProgress from 'cli-progress';
import { isWatched } from './terminal.js';

/** How far something has come. */
export interface Progress {
  /** @param pace what follows in words, where whoever does it knows better than the bar how fast it goes */
  readonly reached: (done: number, pace?: string) => void;
  /** A line that stays, above the bar. */
  readonly say: (line: string) => void;
  /** Takes the bar off the screen. */
  readonly stop: () => void;
}

const CLEARED_LINE = '\r\u001b[K';

/**
 * A bar on a terminal, nothing where no person watches.
 * @param total undefined where the end is not known
 * @param isPaced whoever does it says how fast it goes
 */
export const progressOn = (stream: Writable, what: string, total: number | undefined, isPaced = false): Progress => {
  const isShown = isWatched(stream);
  const speak = (line: string): void => void stream.write(`${isShown ? CLEARED_LINE : ''}${line}\n`);
  if (!isShown) return { reached: () => undefined, say: speak, stop: () => undefined };
  const left = isPaced ? '{pace}' : ', {eta_formatted} left';
  const format = total === undefined ? `${what}: {value}` : `${what} {bar} {percentage}% ({value} of {total}${left})`;
  const bar = new cliProgress.SingleBar(
    { stream, format, clearOnComplete: true, hideCursor: true },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total ?? 0, 0, { pace: '' });
  return { reached: (done, pace = '') => bar.update(done, { pace }), say: speak, stop: () => bar.stop() };
};
