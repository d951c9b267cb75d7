import type { Readable, Writable } from 'node:stream';

/** Where a verb reads from and what it speaks to: the streams of the process, or a test's. */
export abstract class Terminal {
  abstract readonly input: Readable;
  /** What was asked for, and nothing else: it may be a pipe. */
  abstract readonly output: Writable;
  /** What is said about it: progress, summaries, complaints. */
  abstract readonly messages: Writable;
  /** Does something that can be left off: the signal says that the person at the keyboard wants that (Ctrl-C). Once; the next ends the process. */
  abstract interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

export class ProcessTerminal extends Terminal {
  override readonly input = process.stdin;
  override readonly output = process.stdout;
  override readonly messages = process.stderr;

  override async interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.once('SIGINT', stop);
    try {
      return await work(stopping.signal);
    } finally {
      process.off('SIGINT', stop);
    }
  }
}

/** Whether a person watches the stream. */
export const isWatched = (stream: Writable): boolean => 'isTTY' in stream && stream.isTTY === true;

/** Writes and waits where the reader is slower. */
export const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** Writes one line. */
export const say = (stream: Writable, line: string): Promise<void> => write(stream, `${line}\n`);
