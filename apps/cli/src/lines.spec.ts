import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf, type Line } from './lines.js';

const read = async (chunks: readonly (string | Uint8Array)[]): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  async function* source(): AsyncGenerator<string | Uint8Array> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }
  for await (const line of linesOf(source())) lines.push(line);
  return lines;
};
const texts = async (...chunks: readonly (string | Uint8Array)[]): Promise<readonly string[]> =>
  (await read(chunks)).map(({ text }) => text);

describe('Lines', () => {
  it('end with a line feed, the last one also without', async () => {
    expect(await texts('a\nb\n')).toEqual(['a', 'b']);
    expect(await texts('a\nb')).toEqual(['a', 'b']);
    expect(await texts('\n\na')).toEqual(['', '', 'a']);
    expect(await texts('')).toEqual([]);
  });

  it('leave out the carriage return before it, and a byte order mark before the first', async () => {
    expect(await texts('\uFEFFa\r\nb\r\n\uFEFFc')).toEqual(['a', 'b', '\uFEFFc']);
  });

  it('are the same however the bytes come', async () => {
    const chunked = fc.tuple(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(40)));
    await fc.assert(
      fc.asyncProperty(
        fc.array(chunked.map(([text]) => text.replaceAll(/[\r\n]/g, ''))),
        fc.nat(7),
        async (lines, size) => {
          const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
          const chunks = Array.from({ length: Math.ceil(bytes.length / (size + 1)) }, (_, index) =>
            bytes.subarray(index * (size + 1), (index + 1) * (size + 1)),
          );
          const found = await read(chunks);
          const expected = lines.map((line, index) => (index === 0 ? line.replace(/^\uFEFF/, '') : line));
          expect(found.map(({ text }) => text)).toEqual(expected);
          expect(found.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
          expect(found.reduce((sum, { bytes: length }) => sum + length, 0)).toBe(bytes.length);
        },
      ),
    );
  });

  it('are UTF-8, and the one that is not says so, with what can be read of it', async () => {
    const [a, b, c] = await read(['a\n', Buffer.from([0x62, 0xc3, 0x28, 0x0a]), 'c']);
    expect(b).toEqual({ number: 2, text: 'b\uFFFD(', bytes: 4, fault: 'is not UTF-8' });
    expect([a?.fault, c?.fault]).toEqual([undefined, undefined]);
  });

  it('are not held beyond their beginning where they are endless', async () => {
    const lines = await read(['a\n', ...Array<string>(20).fill('x'.repeat(1_000_000)), '\nb\n']);
    expect(lines).toEqual([
      { number: 1, text: 'a', bytes: 2 },
      { number: 2, text: 'x'.repeat(1000), bytes: 20_000_001, fault: 'is longer than 8000000 bytes' },
      { number: 3, text: 'b', bytes: 2 },
    ]);
  });
});
