import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Complaint } from './complaint.js';
import { linesOf, type Line } from './lines.js';
import type { Terminal } from './terminal.js';

/** What is read line by line. */
export interface Input {
  readonly lines: AsyncIterable<Line>;
  /** Undefined where it is not known before the end. */
  readonly bytes: number | undefined;
}

/** A file, or what comes in at the standard input for `-`. @throws {Complaint} and what the file system throws */
export const inputFrom = async (file: string, terminal: Terminal): Promise<Input> => {
  if (file === '-') return { lines: linesOf(terminal.input), bytes: undefined };
  const status = await stat(file);
  if (status.isDirectory()) throw new Complaint(`${file} is a directory`);
  return { lines: linesOf(createReadStream(file)), bytes: status.isFile() ? status.size : undefined };
};

/** The lines, while somebody is told how many bytes of them were read. */
export async function* counted(
  lines: AsyncIterable<Line>,
  reached: (bytes: number) => void,
): AsyncGenerator<Line, void> {
  let bytes = 0;
  for await (const line of lines) {
    yield line;
    bytes += line.bytes;
    reached(bytes);
  }
}
