import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@ledger/event-store';
import type { ComputedRow, Failure } from './read-model.js';
import { HoleInLog, PositionAccount } from './position-account.js';

const event = (stream: string, position: bigint, revision: bigint): RecordedEvent => ({
  stream,
  position,
  revision,
  id: `e${String(position)}`,
  type: 'Happened',
  data: '{}',
  metadata: '{}',
  beside: [],
});
const row = (contractId: string, revision: number): ComputedRow => ({ contractId, revision }) as ComputedRow;
const failure = (contractId: string): Failure => ({ contractId, reason: 'r' }) as Failure;
const contractOf = (stream: string): string | undefined => /^contract-(.*)/.exec(stream)?.[1];

const dense = (): PositionAccount => new PositionAccount(0n, true, contractOf);
const sparse = (): PositionAccount => new PositionAccount(0n, false, contractOf);

describe('The account of positions', () => {
  it('tells what was handled, ignored by its kind, and failed: every position once', () => {
    const account = dense();
    account.read([event('contract-a', 1n, 0n), event('other', 2n, 0n), event('contract-b', 3n, 0n)]);
    account.read([event('contract-a', 4n, 1n)]);
    expect([...account.unsaved.keys()]).toEqual(['a', 'b']);
    account.settle({ rows: [row('a', 1)], failures: [failure('b')] });
    expect(account.passed).toEqual({ handled: 2, ignored: 1, failed: 1 });
    expect(account.unsaved.size).toBe(0);
  });

  it.each<[what: string, account: () => PositionAccount, events: readonly RecordedEvent[]]>([
    ['a position left out where they are dense', dense, [event('a', 1n, 0n), event('b', 3n, 0n)]],
    ['a first position that does not follow on the checkpoint', dense, [event('a', 2n, 0n)]],
    ['a position that comes twice', sparse, [event('a', 7n, 0n), event('b', 7n, 0n)]],
    ['a revision left out', sparse, [event('a', 7n, 0n), event('a', 9n, 2n)]],
    ['a revision that comes twice', sparse, [event('a', 7n, 0n), event('a', 9n, 0n)]],
  ])('knows %s for a hole', (_, account, events) => {
    expect(() => account().read(events)).toThrow(HoleInLog);
  });

  it('lets positions be left out where they are not dense', () => {
    const account = sparse();
    account.read([event('a', 7n, 0n), event('b', 100n, 4n), event('a', 250n, 1n)]);
    account.settle({ rows: [], failures: [] });
    expect(account.passed).toEqual({ handled: 0, ignored: 3, failed: 0 });
  });

  it('knows a row that does not contain its event, or is not there, for a hole', () => {
    const [behind, missing] = [dense(), dense()];
    for (const account of [behind, missing]) account.read([event('contract-a', 1n, 3n)]);
    expect(() => behind.settle({ rows: [row('a', 2)], failures: [] })).toThrow('read up to revision 2');
    expect(() => missing.settle({ rows: [], failures: [] })).toThrow('was not computed');
  });
});
