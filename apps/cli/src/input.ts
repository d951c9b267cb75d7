import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '@ledger/event-store';
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

/** What can be read line by line more than once. */
export interface RepeatableInput {
  readonly lines: () => AsyncIterable<Line>;
  readonly bytes: number;
  readonly close: () => Promise<void>;
}

/**
 * A file, or what comes in at the standard input for `-`; what can be read once only is put into a file in the directory, which has no name
 * there: it is gone with the process, whatever becomes of that.
 * @throws {Complaint} and what the file system throws
 */
export const repeatableInputFrom = async (
  file: string,
  terminal: Terminal,
  directory: string,
): Promise<RepeatableInput> => {
  const status = file === '-' ? undefined : await stat(file);
  if (status?.isDirectory() === true) throw new Complaint(`${file} is a directory`);
  if (status?.isFile() === true) return repeatable(await open(file), status.size);
  makeDirectory(directory);
  const spool = await nameless(directory);
  try {
    let bytes = 0;
    for await (const chunk of file === '-' ? terminal.input : createReadStream(file)) {
      const piece = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      await spool.appendFile(piece);
      bytes += piece.length;
    }
    return repeatable(spool, bytes);
  } catch (error) {
    await spool.close();
    throw error;
  }
};

const repeatable = (handle: FileHandle, bytes: number): RepeatableInput => ({
  lines: () => linesOf(handle.createReadStream({ start: 0, autoClose: false })),
  bytes,
  close: () => handle.close(),
});

/** For its owner only. */
const nameless = async (directory: string): Promise<FileHandle> => {
  const path = join(directory, `import-${randomUUID()}`);
  const handle = await open(path, 'wx+', 0o600);
  await rm(path);
  return handle;
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
