import type { Readable, Writable } from 'node:stream';

/** Where a verb reads from and what it speaks to: the streams of the process, or a test's. */
export abstract class Terminal {
  abstract readonly input: Readable;
  /** What was asked for, and nothing else: it may be a pipe. */
  abstract readonly output: Writable;
  /** What is said about it: progress, summaries, complaints. */
  abstract readonly messages: Writable;
}

export class ProcessTerminal extends Terminal {
  override readonly input = process.stdin;
  override readonly output = process.stdout;
  override readonly messages = process.stderr;
}

/** Whether a person watches the stream. */
export const isWatched = (stream: Writable): boolean => 'isTTY' in stream && stream.isTTY === true;

/** Writes and waits where the reader is slower. */
export const write = (stream: Writable, text: string): Promise<void> =>
  new Promise((resolve, reject) => stream.write(text, (error) => (error ? reject(error) : resolve())));

/** Writes one line. */
export const say = (stream: Writable, line: string): Promise<void> => write(stream, `${line}\n`);
