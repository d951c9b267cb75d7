import { describe, expect, it } from '@jest/globals';
import type { Line } from '../lines.js';
import { batchesOf, type Batch } from './batches.js';

const fact = (contractId: string, amount = '1'): object => ({
  contractId,
  type: 'PaymentReceived',
  data: { receivedOn: '2026-01-01', amount },
});
const read = async (lines: readonly (object | string)[], bytes = 1_000_000): Promise<readonly Batch[]> => {
  const batches: Batch[] = [];
  async function* source(): AsyncGenerator<Line> {
    for (const [index, line] of lines.entries()) {
      const text = typeof line === 'string' ? line : JSON.stringify(line);
      yield await Promise.resolve({ number: index + 1, text, bytes: text.length + 1 });
    }
  }
  for await (const batch of batchesOf(source(), { bytes })) batches.push({ ...batch });
  return batches;
};
const shape = ({ contractId, lines, fault }: Batch): object =>
  fault === undefined ? { [contractId]: lines } : { [contractId]: lines, fault };

describe('The lines of a file by contract', () => {
  it('keep their order, and contracts that of their first lines', async () => {
    const batches = await read([fact('b'), fact('a'), '', fact('b', '2'), fact('a', '2'), fact('b', '3')]);
    expect(batches.map(shape)).toEqual([{ b: [1, 4, 6] }, { a: [2, 5] }]);
    expect(batches[0]?.facts.map(({ data }) => (data as { amount: string }).amount)).toEqual(['1', '2', '3']);
  });

  it('are handed over before the end where more would not be held, the contract longest untouched first', async () => {
    const batches = await read([fact('a'), fact('b'), fact('a'), fact('c'), fact('c')], 900);
    expect(batches.map(shape)).toEqual([{ b: [2] }, { a: [1, 3] }, { c: [4, 5] }]);
  });

  it('of a contract that stand too far apart are refused where they come again', async () => {
    const batches = await read(
      [fact('a'), ...Array.from({ length: 9 }, (_, index) => fact(`c${String(index)}`)), fact('a')],
      900,
    );
    const again = batches.filter(({ contractId }) => contractId === 'a');
    expect(again.map(shape)).toEqual([
      { a: [1] },
      { a: [], fault: { line: 11, detail: expect.stringContaining('too far apart') } },
    ]);
  });

  it('of a contract with a line that is no fact are refused together', async () => {
    const faulty = { ...fact('a'), eventId: 'X' };
    const [a, b] = await read([fact('a'), faulty, fact('b'), { ...fact('a'), more: 1 }, fact('a')]);
    expect(shape(a!)).toEqual({ a: [], fault: { line: 2, detail: 'eventId must be a UUID in lower case' } });
    expect(shape(b!)).toEqual({ b: [3] });
  });

  it('of one contract are not held without end', async () => {
    const [batch] = await read(Array.from({ length: 10_001 }, () => fact('a')));
    expect(batch?.fault).toEqual({ line: 10_001, detail: expect.stringContaining('at most 10000 facts') });
  });

  it.each([
    ['{"contractId":"a"', /^line 2 is not JSON/],
    ['[]', 'line 2 is not a JSON object'],
    ['null', 'line 2 is not a JSON object'],
    [{ type: 'PaymentReceived', data: {} }, /^line 2: contractId must be/],
    [{ ...fact('a'), contractId: 'a/b' }, /^line 2: contractId must be/],
    [{ ...fact('a'), contractId: '$all' }, /^line 2: contractId must be/],
  ])('whose contract cannot be told end everything: %j', async (line, message) => {
    await expect(read([fact('a'), line])).rejects.toThrow(message);
  });

  it('may be nested ever so deep', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    await expect(read([deep])).rejects.toThrow('line 1 is not a JSON object');
  });

  it.each([
    [{ contractId: 'a', data: {} }, 'type must be the name of a fact'],
    [{ contractId: 'a', type: 'PaymentReceived', data: [] }, 'data must be an object'],
    [{ contractId: 'a', type: 'PaymentReceived' }, 'data must be an object'],
    ['{"contractId":"a","type":"PaymentReceived","data":{},"__proto__":{}}', '__proto__ is not known here'],
  ])('are refused for what they are not: %j', async (line, detail) => {
    expect((await read([line]))[0]?.fault).toEqual({ line: 1, detail });
  });
});
