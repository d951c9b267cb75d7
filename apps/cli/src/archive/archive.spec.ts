import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore, type RecordedEvent } from '@ledger/event-store';
import { linesOf } from '../lines.js';
import { archiveOf, eventsOfArchive } from './archive.js';

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const filled = async (): Promise<MemoryEventStore> => {
  const store = new MemoryEventStore();
  const beside = [{ commitment: 'sha256:1', salt: 'ab', value: '山田\n"花子"' }];
  const events = [
    { id: id(1), type: 'A', data: '{"é":"\\u2028 and \u2028"}', metadata: '{"who":"x"}', beside },
    { id: id(2), type: 'B', data: '{"amount":"1"}', metadata: '{}' },
  ];
  await store.append('contract-1', events, 'none', { claim: 'the claim' });
  await store.append('contract-2', [{ id: id(3), type: 'A', data: '{}', metadata: '{}' }], 'none');
  await store.append('contract-1', [{ id: id(4), type: 'C', data: '{}', metadata: '{}' }], 1n);
  return store;
};
const textOf = async (store: MemoryEventStore): Promise<string> => {
  let text = '';
  for await (const part of archiveOf(store, await store.head())) text += part;
  return text;
};
const read = async (text: string | Uint8Array): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  async function* chunks(): AsyncGenerator<string | Uint8Array> {
    yield await Promise.resolve(text);
  }
  for await (const event of eventsOfArchive(linesOf(chunks()))) events.push(event);
  return events;
};

describe('An export', () => {
  it('holds every event as it stands in the log, with the values beside and the claim', async () => {
    const store = await filled();
    expect(await read(await textOf(store))).toEqual((await store.readAll()).events);
  });

  it('of an empty log holds none', async () => {
    expect(await read(await textOf(new MemoryEventStore()))).toEqual([]);
  });

  it('ends where the log ended when it began', async () => {
    const store = await filled();
    let text = '';
    for await (const part of archiveOf(store, 3n)) text += part;
    expect((await read(text)).map(({ position }) => position)).toEqual([1n, 2n, 3n]);
  });

  it('does not pass for whole when it is cut off anywhere', async () => {
    const text = await textOf(await filled());
    for (let length = 0; length < text.length - 1; length += 1) {
      await expect(read(text.slice(0, length))).rejects.toThrow(/cut off|not as it was written|not an export/);
    }
  });

  it('does not pass for whole when a byte of it is another one', async () => {
    const bytes = Buffer.from(await textOf(await filled()));
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 2), fc.integer({ min: 1, max: 255 }), async (place, change) => {
        const changed = Buffer.from(bytes);
        changed[place] = changed[place]! ^ change;
        await expect(read(changed)).rejects.toThrow();
      }),
    );
  });

  it('does not pass for whole when a line of it is left out, stands twice, or another follows', async () => {
    const lines = (await textOf(await filled())).split(/(?<=\n)/);
    for (let index = 1; index < lines.length - 1; index += 1) {
      await expect(read(lines.toSpliced(index, 1).join(''))).rejects.toThrow(/not as it was written/);
      await expect(read(lines.toSpliced(index, 0, lines[index]!).join(''))).rejects.toThrow(/not as it was written/);
    }
    await expect(read([...lines, lines[1]!].join(''))).rejects.toThrow(/more after its last line/);
  });

  it('may have got other line ends on its way', async () => {
    const text = await textOf(await filled());
    expect(await read(text.replaceAll('\n', '\r\n'))).toHaveLength(4);
  });

  it('may have been kept together with what npm said before it', async () => {
    const text = await textOf(await filled());
    expect(await read(`\n> contract-ledger@0.1.0 ledger\n> node main.js export\n\n${text}`)).toHaveLength(4);
  });

  it.each([
    ['', 'cut off'],
    ['hello\n', 'not an export'],
    ['{"contractId":"c-1"}\n', 'not an export'],
    ['{"format":"contract-ledger-log","version":2}\n', 'is of version 2'],
  ])('is what it says it is: %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
