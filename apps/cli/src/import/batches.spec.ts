import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Line } from '../lines.js';
import { batchesOf, type Batch } from './batches.js';
import type { LineFault } from './survey.js';

const fact = (contractId: string, amount = '1'): object => ({
  contractId,
  type: 'PaymentReceived',
  data: { receivedOn: '2026-01-01', amount },
});
interface Read {
  readonly batches: readonly Batch[];
  readonly faults: readonly LineFault[];
}
const read = async (lines: readonly (object | string)[], bytes = 1_000_000): Promise<Read> => {
  const batches: Batch[] = [];
  const faults: LineFault[] = [];
  async function* source(): AsyncGenerator<Line> {
    for (const [index, line] of lines.entries()) {
      const text = typeof line === 'string' ? line : JSON.stringify(line);
      yield await Promise.resolve({ number: index + 1, text, bytes: text.length + 1 });
    }
  }
  for await (const batch of batchesOf(source, (fault) => faults.push(fault), { bytes })) batches.push({ ...batch });
  return { batches, faults };
};
const shape = ({ contractId, lines, isRefused }: Batch): object => ({ [contractId]: isRefused ? 'refused' : lines });

describe('The lines of a file by contract', () => {
  it('keep their order, and contracts that of their last lines', async () => {
    const { batches } = await read([fact('b'), fact('a'), '', fact('b', '2'), fact('a', '2'), fact('b', '3')]);
    expect(batches.map(shape)).toEqual([{ a: [2, 5] }, { b: [1, 4, 6] }]);
    expect(batches[1]?.facts.map(({ data }) => (data as { amount: string }).amount)).toEqual(['1', '2', '3']);
  });

  it('are complete however far apart they stand, and few of them are held at a time', async () => {
    const between = Array.from({ length: 9 }, (_, index) => fact(`c${String(index)}`));
    const { batches } = await read([fact('a'), fact('b'), ...between, fact('b', '2'), fact('a', '2')], 150);
    expect(batches.map(shape)).toEqual([
      ...between.map((_, index) => ({ [`c${String(index)}`]: [index + 3] })),
      { a: [1, 13] },
      { b: [2, 12] },
    ]);
  });

  it('of a contract are refused together, however far apart the one that is no fact stands', async () => {
    const between = Array.from({ length: 9 }, (_, index) => fact(`c${String(index)}`));
    const { batches, faults } = await read([fact('a'), ...between, { ...fact('a'), more: 1 }], 250);
    expect(batches.filter(({ contractId }) => contractId === 'a').map(shape)).toEqual([{ a: 'refused' }]);
    expect(faults).toEqual([{ line: 11, contractId: 'a', detail: 'more is not known here' }]);
  });

  it('are those of any file, each once and in their order, whatever may be held', async () => {
    const contract = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    await fc.assert(
      fc.asyncProperty(fc.array(contract, { maxLength: 40 }), fc.integer({ min: 1, max: 2000 }), async (ids, bytes) => {
        const { batches } = await read(
          ids.map((id, index) => fact(id, String(index))),
          bytes,
        );
        const expected = new Map(
          [...new Set(ids)].map((id) => [id, ids.flatMap((one, index) => (one === id ? index + 1 : []))]),
        );
        expect(batches).toHaveLength(expected.size);
        expect(new Map(batches.map(({ contractId, lines }) => [contractId, lines]))).toEqual(expected);
      }),
    );
  });

  it('of a contract with lines that are no facts are refused together, and every such line is named', async () => {
    const faulty = { ...fact('a'), eventId: 'X' };
    const { batches, faults } = await read([fact('a'), faulty, fact('b'), { ...fact('a'), more: 1 }, fact('a')]);
    expect(batches.map(shape)).toEqual([{ a: 'refused' }, { b: [3] }]);
    expect(faults).toEqual([
      { line: 2, contractId: 'a', detail: 'eventId must be a UUID in lower case' },
      { line: 4, contractId: 'a', detail: 'more is not known here' },
    ]);
  });

  it('of one contract are not held without end', async () => {
    const { batches, faults } = await read(Array.from({ length: 10_003 }, () => fact('a')));
    expect(batches.map(shape)).toEqual([{ a: 'refused' }]);
    expect(faults).toMatchObject([{ line: 10_001, detail: expect.stringContaining('at most 10000 facts') }]);
  });

  it.each([
    ['{"contractId":', /^is not JSON/],
    ['[]', /^is not a JSON object$/],
    ['null', /^is not a JSON object$/],
    [`${'['.repeat(20_000)}${']'.repeat(20_000)}`, /^is not a JSON object$/],
    [{ type: 'PaymentReceived', data: {} }, /^contractId must be/],
    [{ ...fact('a'), contractId: 'a/b' }, /^contractId must be/],
    ['{"contractId":"a/b"', /^is not JSON/],
    [{ ...fact('a'), contractId: '$all' }, /^contractId must be/],
  ])('whose contract cannot be told are named, and keep no other from its contract: %.40j', async (line, message) => {
    const { batches, faults } = await read([fact('a'), line, fact('a', '2')]);
    expect(batches.map(shape)).toEqual([{ a: [1, 3] }]);
    expect(faults).toEqual([{ line: 2, contractId: undefined, detail: expect.stringMatching(message) }]);
  });

  it('that are broken count for the contract that they still name', async () => {
    const { batches, faults } = await read([fact('a'), '{"type":"X", "contractId" : "a", "da', fact('b')]);
    expect(batches.map(shape)).toEqual([{ a: 'refused' }, { b: [3] }]);
    expect(faults).toMatchObject([{ line: 2, contractId: 'a', detail: expect.stringMatching(/^is not JSON/) }]);
  });

  it.each([
    [{ contractId: 'a', data: {} }, 'type must be the name of a fact'],
    [{ contractId: 'a', type: 'PaymentReceived', data: [] }, 'data must be an object'],
    [{ contractId: 'a', type: 'PaymentReceived' }, 'data must be an object'],
    ['{"contractId":"a","type":"PaymentReceived","data":{},"__proto__":{}}', '__proto__ is not known here'],
    [{ ...fact('a'), type: 'toString' }, '/type is no kind of event'],
    [{ ...fact('a'), data: { receivedOn: '2026-02-30', amount: '1' } }, '/data/receivedOn no such day: 2026-02-30'],
  ])('are refused for what they are not: %j', async (line, detail) => {
    expect((await read([line])).faults).toMatchObject([{ line: 1, contractId: 'a', detail }]);
  });
});
