import { Complaint } from './complaint.js';

/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Of the line and its end. */
  readonly bytes: number;
}

/** A fact fits into 1 MB, and so does what is exported of one with its values beside: longer lines are no lines of ours. */
const MAX_LINE_BYTES = 8_000_000;
const LINE_FEED = 0x0a;

/**
 * The lines of a text in UTF-8, one after the other; a carriage return before the line feed belongs to the end, and a byte order mark to
 * nothing. Only one line is held at a time.
 * @throws {Complaint} for bytes that are not UTF-8 and for a line beyond all measure.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line, void> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (last: Uint8Array, ended: boolean): Line => {
    number += 1;
    const bytes = length + last.length;
    const text = textOf(parts.length === 0 ? last : Buffer.concat([...parts, last]), number);
    parts = [];
    length = 0;
    return { number, text, bytes: bytes + (ended ? 1 : 0) };
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      yield take(bytes.subarray(start, end), true);
      start = end + 1;
    }
    parts.push(bytes.subarray(start));
    length += bytes.length - start;
    if (length > MAX_LINE_BYTES)
      throw new Complaint(`line ${String(number + 1)} is longer than ${String(MAX_LINE_BYTES)} bytes`);
  }
  if (length > 0) yield take(new Uint8Array(), false);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (bytes: Uint8Array, number: number): string => {
  try {
    const text = utf8.decode(bytes);
    const start = number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
    return text.endsWith('\r') ? text.slice(start, -1) : text.slice(start);
  } catch {
    throw new Complaint(`line ${String(number)} is not UTF-8`);
  }
};
