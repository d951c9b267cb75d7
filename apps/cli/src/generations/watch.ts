import { setTimeout } from 'node:timers/promises';
import type { GenerationAnswer } from '@ledger/application';
import { LeftOff } from '../complaint.js';
import type { Desk } from '../ledger/desk.js';
import { UNDER_WAY } from '../ledger/every-generation.js';
import { progressOn, type Progress } from '../progress.js';
import { grouped } from '../table.js';
import { say, type Terminal } from '../terminal.js';

const LOOK_MILLISECONDS = 100;

/**
 * Looks on until a generation is built, or comes to nothing: a bar, and above it the first contracts that cannot be computed.
 * @throws {LeftOff} where the person at the keyboard has seen enough
 */
export const watch = (desk: Desk, generationId: string, terminal: Terminal): Promise<GenerationAnswer> =>
  terminal.interruptible(async (signal) => {
    let bar: Progress | undefined;
    let told = 0;
    let now = await desk.generation(generationId);
    const begun = `generation ${generationId} is being built: Ctrl-C leaves off`;
    if (UNDER_WAY.includes(now.state)) await say(terminal.messages, begun);
    try {
      for (; ; now = await desk.generation(generationId)) {
        if (now.total !== null) bar ??= progressOn(terminal.messages, 'contracts', now.total, true);
        for (const { contractId, reason } of now.errors.slice(told)) {
          const line = `contract ${contractId} cannot be computed: ${reason}`;
          (bar ?? progressOn(terminal.messages, '', undefined)).say(line);
        }
        told = now.errors.length;
        bar?.reached(now.done, paceOf(now));
        if (!UNDER_WAY.includes(now.state)) return now;
        if (signal.aborted) throw new LeftOff(leftOffText(now, desk));
        await setTimeout(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
      }
    } finally {
      bar?.stop();
    }
  });

const paceOf = ({ rate, remainingSeconds }: GenerationAnswer): string => {
  if (rate === null || rate === 0) return '';
  const left = remainingSeconds === null ? '' : `, ${durationOf(remainingSeconds)} left`;
  return `, ${grouped(String(rate))} a second${left}`;
};

const durationOf = (seconds: number): string =>
  seconds < 60 ? `${String(seconds)} s` : `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`;

const leftOffText = ({ generationId, done, total }: GenerationAnswer, { isBuilder }: Desk): string => {
  const far = total === null ? '' : ` at ${String(done)} of ${String(total)} contracts`;
  return isBuilder
    ? `left off${far}: "rebuild ${generationId}" goes on from there, "generations cancel ${generationId}" gives it up`
    : `it goes on without you${far}: "rebuild ${generationId}" watches it again, "generations cancel ${generationId}" ends it`;
};
