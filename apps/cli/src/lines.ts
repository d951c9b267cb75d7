import { isUtf8 } from 'node:buffer';

/** A line of a file, without its end. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** Of the line and its end. */
  readonly bytes: number;
  /** Why this is no line of a text; what it holds is then in `text` as far as it can be read. */
  readonly fault?: string;
}

/** A fact fits into 1 MB, and so does what is exported of one with its values beside: longer lines are no lines of ours. */
const MAX_LINE_BYTES = 8_000_000;
const BEGINNING_BYTES = 1_000;
const TOO_LONG = `is longer than ${String(MAX_LINE_BYTES)} bytes`;
const LINE_FEED = 0x0a;

/**
 * The lines of a text in UTF-8, one after the other; a carriage return before the line feed belongs to the end, and a byte order mark to
 * nothing. Only one line is held at a time, and of one beyond all measure only its beginning.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<Line, void> {
  let number = 0;
  let parts: Uint8Array[] = [];
  let length = 0;
  const hold = (part: Uint8Array): void => {
    if (length <= MAX_LINE_BYTES) parts.push(part);
    length += part.length;
    if (length > MAX_LINE_BYTES) parts = [Buffer.from(Buffer.concat(parts).subarray(0, BEGINNING_BYTES))];
  };
  const take = (ended: boolean): Line => {
    number += 1;
    const bytes = Buffer.concat(parts);
    const fault = length > MAX_LINE_BYTES ? TOO_LONG : isUtf8(bytes) ? undefined : 'is not UTF-8';
    const line = { number, text: textOf(bytes, number), bytes: length + (ended ? 1 : 0) };
    parts = [];
    length = 0;
    return fault === undefined ? line : { ...line, fault };
  };
  for await (const chunk of chunks) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
      hold(bytes.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    hold(bytes.subarray(start));
  }
  if (length > 0) yield take(false);
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const textOf = (bytes: Uint8Array, number: number): string => {
  const text = utf8.decode(bytes);
  const start = number === 1 && text.startsWith('\uFEFF') ? 1 : 0;
  return text.endsWith('\r') ? text.slice(start, -1) : text.slice(start);
};
