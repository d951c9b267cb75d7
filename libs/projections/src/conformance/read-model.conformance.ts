import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { civilDate, instant, plusHours, yen } from '@ledger/kernel';
import { StoreClosed } from '@ledger/event-store';
import { digestOfRow } from '../contract-digest.js';
import { obligation, row } from './example-rows.js';
import { runSource } from '../../../../test/support/source-process.js';
import {
  LeaseLost,
  type ComputedRow,
  type DeadlineRow,
  type Failure,
  type ListedContract,
  type ListFilter,
  type ObligationFilter,
  type ObligationRow,
  type PlaceByDay,
  type PlaceInContract,
  type ReadModel,
  type StoredRow,
} from '../read-model.js';

/** Where a read model is kept: opened again and again, it is the same. */
export interface ReadModelPlace {
  /** What a process of its own is told: a path, or an address. */
  readonly address: string;
  readonly open: () => Promise<ReadModel>;
  readonly remove: () => Promise<void>;
}

const deadline = (id: string, on: string): DeadlineRow => ({
  id,
  on: civilDate(on),
  kind: 'contract-ends',
  text: 'last day',
  article: '7',
});
const listed = ({ obligations: _, bounds: __, deadlines: ___, ...summary }: ComputedRow): ListedContract => ({
  ...summary,
  stale: undefined,
});
/** What every row says of the contract of the examples. */
const ofContract = { earliestFactOn: civilDate('2025-12-10'), stale: undefined };
export const everything = { upTo: 2n ** 62n, after: undefined, limit: 200 };
const saved = (rows: readonly ComputedRow[]) => ({ rows, failures: [], checkpoint: undefined });

/** A process that ends well. */
const endOf = async (child: ChildProcess): Promise<void> => {
  expect(await once(child, 'exit')).toEqual([0, null]);
};

/** What every read model promises. @param newPlace an empty one */
export const testReadModel = (title: string, newPlace: () => Promise<ReadModelPlace>): void =>
  describe(title, () => {
    let place: ReadModelPlace;
    let others: ReadModelPlace[];
    let opened: ReadModel[];
    beforeEach(async () => {
      place = await newPlace();
      others = [];
      opened = [];
    });
    afterEach(async () => {
      for (const one of opened) await one.close();
      for (const one of [place, ...others]) await one.remove();
    });
    const open = async (at = place): Promise<ReadModel> => {
      const list = await at.open();
      opened.push(list);
      return list;
    };
    const elsewhere = async (): Promise<ReadModel> => {
      const other = await newPlace();
      others.push(other);
      return open(other);
    };
    const listing = async (
      rows: readonly ComputedRow[],
    ): Promise<(filter: ListFilter) => Promise<readonly string[]>> => {
      const list = await open();
      await list.save(saved(rows));
      return async (filter) => (await list.page(filter, everything)).map(({ contractId }) => contractId);
    };

    it('gives back what was saved, also after it was closed', async () => {
      const rows = [
        row('a', { effectiveEndOn: civilDate('2026-06-30'), outstanding: yen(999_999_999_999), madeAt: 2n ** 60n }),
        row('b', { billingStartedOn: undefined, minimumPeriodEndsOn: undefined, dueOn: undefined, status: 'applied' }),
      ];
      const checkpoint = { position: 2n ** 61n, eventId: 'e' };
      const list = await open();
      await list.save({ rows, failures: [], checkpoint });
      await list.close();
      const again = await open();
      expect(await again.page({}, everything)).toEqual(rows.map(listed));
      expect(await again.checkpoint()).toEqual(checkpoint);
      await again.close();
    });

    it('keeps notes until it is emptied, each with the rows that it was saved with', async () => {
      const list = await open();
      expect(await list.note('n')).toBeUndefined();
      await list.save({ ...saved([row('a')]), notes: { n: '1', m: '山' } });
      const impossible = row('b', { outstanding: 0.5 as ComputedRow['outstanding'] });
      await expect(list.save({ ...saved([impossible]), notes: { n: '2' } })).rejects.toThrow();
      expect([await list.note('n'), await list.note('m')]).toEqual(['1', '山']);
      await list.save({ ...saved([]), notes: { n: '3' } });
      expect(await list.note('n')).toBe('3');
      await list.reset();
      expect(await list.note('n')).toBeUndefined();
    });

    it('saves all or nothing', async () => {
      const list = await open();
      await list.save({ rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e1' } });
      const impossible = row('b', { outstanding: 0.5 as ComputedRow['outstanding'] }); // no whole number
      const saving = list.save({
        rows: [row('a', { revision: 4 }), impossible],
        failures: [],
        checkpoint: { position: 2n, eventId: 'e2' },
      });
      await expect(saving).rejects.toThrow();
      expect(await list.checkpoint()).toEqual({ position: 1n, eventId: 'e1' });
      expect(await list.page({}, everything)).toEqual([listed(row('a'))]);
      await list.save({ rows: [row('c')], failures: [], checkpoint: undefined });
      expect(await list.page({}, everything)).toHaveLength(2);
      await list.close();
    });

    it('does not let an older row take the place of a newer one', async () => {
      const list = await open();
      await list.save({ rows: [row('a', { revision: 5, status: 'terminated' })], failures: [], checkpoint: undefined });
      await list.save({ rows: [row('a', { revision: 4 })], failures: [], checkpoint: undefined });
      expect(await list.page({}, everything)).toMatchObject([{ revision: 5, status: 'terminated' }]);
    });

    it('pages in the order of contractId, each contract once, whatever is added in between', async () => {
      const list = await open();
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9._-]{1,6}$/), { minLength: 1, maxLength: 40 }),
          fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9._-]{7}$/), { maxLength: 10 }),
          fc.integer({ min: 1, max: 7 }),
          async (ids, added, limit) => {
            await list.reset();
            await list.save({ rows: ids.map((id) => row(id, { madeAt: 10n })), failures: [], checkpoint: undefined });
            const seen: string[] = [];
            for (let after: string | undefined; ; after = seen.at(-1)) {
              const page = await list.page({}, { upTo: 10n, after, limit });
              seen.push(...page.map(({ contractId }) => contractId));
              if (page.length < limit) break;
              await list.save({
                rows: added.map((id) => row(id, { madeAt: 11n })),
                failures: [],
                checkpoint: undefined,
              });
            }
            expect(seen).toEqual([...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
          },
        ),
        { numRuns: 30 },
      );
      await list.close();
    });

    it.each([
      ['山田', ['a']],
      ['YAMADA', ['b']],
      ['ＹＡＭＡＤＡ', ['b']],
      ['ヤマダ', ['c']],
      ['ﾔﾏﾀﾞ', ['c']],
      ['%', ['d']],
      ['_', ['d']],
      ["'", ['e']],
      ['C-1', ['C-10']],
      ['c-1', ['C-10']],
      ['', ['C-10', 'a', 'b', 'c', 'd', 'e']],
      ['nobody', []],
    ])('finds %j literally, whatever its case and width', async (text, found) => {
      const find = await listing([
        row('a', { contractor: '山田商店' }),
        row('b', { contractor: 'Yamada Inc.' }),
        row('c', { contractor: 'ヤマダ電機' }),
        row('d', { contractor: '100% _natural_' }),
        row('e', { contractor: "O'Neil" }),
        row('C-10', { contractor: 'ten' }),
      ]);
      expect(await find({ text })).toEqual(found);
    });

    it('filters by status and by the day before which contracts end, together with text', async () => {
      const find = await listing([
        row('a', { effectiveEndOn: civilDate('2026-06-30'), status: 'terminated' }),
        row('b', { effectiveEndOn: civilDate('2026-07-01'), status: 'terminating' }),
        row('c'),
      ]);
      expect(await find({ endsBefore: civilDate('2026-07-01') })).toEqual(['a']);
      expect(await find({ endsBefore: civilDate('2026-07-02') })).toEqual(['a', 'b']);
      expect(await find({ status: 'terminating' })).toEqual(['b']);
      expect(await find({ status: 'active', endsBefore: civilDate('2027-01-01') })).toEqual([]);
      expect(await find({ text: 'a', endsBefore: civilDate('2027-01-01') })).toEqual(['a']);
    });

    it('names the contracts that are due, until they are saved anew', async () => {
      const list = await open();
      await list.save({
        rows: [row('a'), row('b', { dueOn: civilDate('2026-08-31') }), row('c', { dueOn: undefined })],
        failures: [],
        checkpoint: undefined,
      });
      expect(await list.due(civilDate('2026-08-30'), 10)).toEqual([]);
      expect(await list.due(civilDate('2026-09-01'), 10)).toEqual(['b', 'a']);
      expect(await list.due(civilDate('2026-09-01'), 1)).toEqual(['b']);
      await list.save({ rows: [row('a', { dueOn: civilDate('2026-10-01') })], failures: [], checkpoint: undefined });
      expect(await list.due(civilDate('2026-09-01'), 10)).toEqual(['b']);
    });

    it('marks a contract that failed as stale until it no longer does', async () => {
      const list = await open();
      const since = instant('2026-09-01T00:00:00Z');
      const failure = (contractId: string, position: bigint, reason = 'r'): Failure => ({
        contractId,
        reason,
        since: plusHours(since, Number(position)),
        position,
      });
      await list.save({ rows: [row('a')], failures: [failure('b', 1n)], checkpoint: undefined });
      await list.save({ rows: [], failures: [failure('a', 2n)], checkpoint: undefined });
      await list.save({ rows: [], failures: [failure('a', 3n, 's')], checkpoint: undefined });
      const stale = { since: plusHours(since, 2), reason: 's' };
      expect(await list.page({}, everything)).toMatchObject([{ contractId: 'a', stale, status: 'active' }]);
      expect(await list.failures()).toEqual([{ contractId: 'a', position: 2n, ...stale }, failure('b', 1n)]);
      expect(await list.due(civilDate('2199-12-31'), 10)).toEqual([]);
      await list.save({ rows: [row('a')], failures: [], checkpoint: undefined });
      expect(await list.page({}, everything)).toMatchObject([{ stale: undefined }]);
      expect(await list.failures()).toEqual([failure('b', 1n)]);
    });

    it('has contracts that failed computed again when they are released, and only once', async () => {
      const list = await open();
      const failure = (contractId: string): Failure => ({
        contractId,
        reason: 'r',
        since: instant('2026-09-01T00:00:00Z'),
        position: 1n,
      });
      await list.save({
        rows: [row('a', { dueOn: undefined })],
        failures: ['b', 'c'].map(failure),
        checkpoint: undefined,
      });
      const due = (limit = 10): Promise<readonly string[]> => list.due(civilDate('2026-09-01'), limit);
      expect(await list.release('a')).toEqual([]); // did not fail
      expect(await list.release('b')).toEqual(['b']);
      expect(await due()).toEqual(['b']);
      expect(await list.release()).toEqual(['b', 'c']);
      expect([...(await due())].sort()).toEqual(['b', 'c']);
      expect(await due(1)).toHaveLength(1);
      await list.save({ rows: [row('b')], failures: [failure('c')], checkpoint: undefined });
      expect(await due()).toEqual(['b']); // its row is, by the day
      expect(await list.failures()).toEqual([failure('c')]);
    });

    it('gives a lease to one holder at a time, with a token that rises when it changes hands', async () => {
      const list = await open();
      const lease = await list.takeLease('lead', 'one', 60_000);
      expect(lease).toEqual({ name: 'lead', holder: 'one', token: 1 });
      expect(await list.takeLease('lead', 'two', 60_000)).toBeUndefined();
      expect(await list.takeLease('other', 'two', 60_000)).toMatchObject({ token: 1 });
      expect(await list.takeLease('lead', 'one', 0)).toEqual(lease); // renewed, and over at once
      expect(await list.takeLease('lead', 'two', 60_000)).toEqual({ name: 'lead', holder: 'two', token: 2 });
      expect(await list.takeLease('lead', 'one', 60_000)).toBeUndefined();
      await list.releaseLease({ name: 'lead', holder: 'one', token: 1 }); // no longer its own
      expect(await list.takeLease('lead', 'one', 60_000)).toBeUndefined();
      await list.releaseLease({ name: 'lead', holder: 'two', token: 2 });
      expect(await list.takeLease('lead', 'one', 60_000)).toMatchObject({ token: 3 });
    });

    it('writes nothing for whoever lost the lease', async () => {
      const list = await open();
      const update = { rows: [row('a')], failures: [], checkpoint: { position: 1n, eventId: 'e' } };
      const fence = { name: 'lead', token: 1 };
      await expect(list.save(update, fence)).rejects.toThrow(LeaseLost);
      await list.takeLease('lead', 'one', 0);
      await list.save({ ...update, rows: [row('b')] }, fence); // over, but nobody took it
      await list.takeLease('lead', 'two', 60_000);
      await expect(list.save(update, fence)).rejects.toThrow(LeaseLost);
      await expect(list.reset(fence)).rejects.toThrow(LeaseLost);
      expect(await list.page({}, everything)).toMatchObject([{ contractId: 'b' }]);
      await list.save(update, { name: 'lead', token: 2 });
      expect(await list.page({}, everything)).toHaveLength(2);
    });

    it('has one digest for the same rows, and another for others', async () => {
      const [one, other] = [await open(), await elsewhere()];
      await one.save({ rows: [row('a'), row('b')], failures: [], checkpoint: { position: 1n, eventId: 'e' } });
      await other.save({ rows: [row('b'), row('a')], failures: [], checkpoint: undefined });
      expect(await one.digest()).toBe(await other.digest());
      await other.save({ rows: [row('b', { outstanding: yen(1001) })], failures: [], checkpoint: undefined });
      expect(await one.digest()).not.toBe(await other.digest());
    });

    it('finds contracts by the beginning or a part of the contractor’s name alone, and by a range of ends', async () => {
      const find = await listing([
        row('山', { contractor: '100円 商店' }),
        row('b', { contractor: '山田商店', effectiveEndOn: civilDate('2026-06-30') }),
        row('c', { contractor: '大山田商店', effectiveEndOn: civilDate('2026-07-01') }),
        row('d', { contractor: 'ＹＡＭＡＤＡ', effectiveEndOn: civilDate('2026-07-02') }),
        row('yamada', { contractor: '\uFFFD\u{10FFFF}' }),
      ]);
      expect(await find({ namePrefix: '山田' })).toEqual(['b']);
      expect(await find({ name: '山田' })).toEqual(['b', 'c']);
      expect(await find({ name: 'yamada' })).toEqual(['d']);
      expect(await find({ namePrefix: 'Yama' })).toEqual(['d']);
      expect(await find({ namePrefix: '山' })).toEqual(['b']);
      expect(await find({ namePrefix: '\uFFFD\u{10FFFF}' })).toEqual(['yamada']);
      expect(await find({ endsFrom: civilDate('2026-07-01') })).toEqual(['c', 'd']);
      expect(await find({ endsFrom: civilDate('2026-06-30'), endsTo: civilDate('2026-07-01') })).toEqual(['b', 'c']);
    });

    it('keeps the obligations of a contract with its row, and takes away those that are gone', async () => {
      const list = await open();
      const reduction = obligation('reduction:o', '2026-04-01', {
        kind: 'reduction',
        subject: undefined,
        period: undefined,
        amount: yen(-2480),
        outstanding: yen(0),
        settled: yen(-2480),
        status: 'settled',
      });
      const charge = obligation('charge', '2026-06-30', { kind: 'early-termination-charge', item: 2 });
      const [fee] = [obligation('fee', '2026-01-15')];
      await list.save(saved([row('a', { obligations: [fee, reduction, charge] }), row('b', { obligations: [fee] })]));
      const all = async (): Promise<unknown> => list.obligations({}, everything);
      expect(await all()).toEqual([
        { contractId: 'a', ...ofContract, ...fee },
        { contractId: 'a', ...ofContract, ...reduction },
        { contractId: 'a', ...ofContract, ...charge },
        { contractId: 'b', ...ofContract, ...fee },
      ]);
      const paid = { ...fee, settled: yen(31000), outstanding: yen(0), status: 'settled' } as const;
      await list.save(saved([row('a', { obligations: [paid], revision: 4 }), row('b', { revision: 4 })]));
      await list.save(saved([row('a', { obligations: [fee, charge] })])); // older
      expect(await all()).toEqual([{ contractId: 'a', ...ofContract, ...paid }]);
      await list.reset();
      expect(await all()).toEqual([]);
    });

    it('finds obligations by any of date, amount, counterparty and status together', async () => {
      const list = await open();
      const some = (['2026-01-15', '2026-02-01', '2026-03-01'] as const).flatMap((on, month) =>
        [1000, 2000].map((amount) =>
          obligation(`${on} ${String(amount)}`, on, {
            amount: yen(amount),
            counterparty: month < 2 ? '山田商店' : 'ヤマダ（株）',
            status: month === 0 ? 'settled' : 'open',
          }),
        ),
      );
      await list.save(saved([row('a', { obligations: some })]));
      const find = async (filter: ObligationFilter): Promise<readonly string[]> =>
        (await list.obligations(filter, everything)).map(({ id }) => id);
      const day = civilDate('2026-02-01');
      expect(await find({ from: day, amountTo: yen(1000) })).toEqual(['2026-02-01 1000', '2026-03-01 1000']);
      expect(await find({ to: day, amountFrom: yen(1001) })).toEqual(['2026-01-15 2000', '2026-02-01 2000']);
      expect(await find({ counterparty: 'ﾔﾏﾀﾞ(株)', amountFrom: yen(2000), amountTo: yen(2000) })).toEqual([
        '2026-03-01 2000',
      ]);
      expect(await find({ counterparty: '山田', from: day, to: day })).toEqual(['2026-02-01 1000', '2026-02-01 2000']);
      expect(await find({ status: 'settled' })).toEqual(['2026-01-15 1000', '2026-01-15 2000']);
      expect(await find({ from: day, to: day, status: 'settled' })).toEqual([]);
    });

    it('finds the few obligations that are wanted among those of many contracts', async () => {
      const list = await open();
      const contracts = Array.from({ length: 4500 }, (_, index) => String(index).padStart(4, '0'));
      const of = (contractId: string, amount: number): ComputedRow =>
        row(contractId, { obligations: [obligation('o', '2026-01-15', { amount: yen(amount) })] });
      await list.save(saved(contracts.map((contractId) => of(contractId, 1000))));
      const rare = ['0000', '1999', '2000', '2001', '4499'];
      await list.save(saved(rare.map((contractId) => of(contractId, 7))));
      const find = async (after: string | undefined, limit: number): Promise<readonly string[]> => {
        const place = after === undefined ? undefined : { contractId: after, on: civilDate('2026-01-15'), id: 'o' };
        const found = await list.obligations({ amountTo: yen(7) }, { ...everything, after: place, limit });
        return found.map(({ contractId }) => contractId);
      };
      expect(await find(undefined, 10)).toEqual(rare);
      expect(await find('1999', 2)).toEqual(['2000', '2001']);
      const pages = await Array.fromAsync(list.everyObligation({ amountFrom: yen(8) }));
      expect(pages.flat()).toHaveLength(contracts.length - rare.length);
    });

    it('lists obligations by contract and deadlines by day, page by page, each once', async () => {
      const list = await open();
      const days = ['2026-02-01', '2026-01-01', '2026-02-01', '2026-03-01'];
      const rows = ['b', 'B', 'a', 'c'].map((contractId, number) =>
        row(contractId, {
          madeAt: BigInt(number),
          obligations: days.map((on, index) => obligation(`${String(index)}é`, on)),
          deadlines: days.map((on, index) => deadline(`${String(index)}é`, on)),
        }),
      );
      await list.save(saved(rows));
      const expected = rows
        .filter(({ madeAt }) => madeAt <= 2n)
        .flatMap(({ contractId, deadlines }) => deadlines.map(({ on, id }) => ({ on, contractId, id })))
        .sort((x, y) => x.on - y.on || compared(x.contractId, y.contractId) || compared(x.id, y.id));
      const byContract = expected.toSorted(
        (x, y) => compared(x.contractId, y.contractId) || x.on - y.on || compared(x.id, y.id),
      );
      const [obligations, deadlines]: [PlaceInContract[], PlaceByDay[]] = [[], []];
      for (let after: PlaceInContract | undefined; obligations.length < 12; after = obligations.at(-1)) {
        const page = await list.obligations({}, { upTo: 2n, after, limit: 5 });
        obligations.push(...page.map(({ arisesOn, contractId, id }) => ({ on: arisesOn, contractId, id })));
      }
      for (let after: PlaceByDay | undefined; deadlines.length < 12; after = deadlines.at(-1)) {
        const page = await list.deadlines({}, { upTo: 2n, after, limit: 5 });
        deadlines.push(...page.map(({ on, contractId, id }) => ({ on, contractId, id })));
      }
      expect(obligations).toEqual(byContract);
      expect(deadlines).toEqual(expected);
      const [from, to] = [civilDate('2026-02-01'), civilDate('2026-02-28')];
      expect((await list.deadlines({ from, to }, everything)).map(({ contractId }) => contractId)).toEqual([
        'B',
        'B',
        'a',
        'a',
        'b',
        'b',
        'c',
        'c',
      ]);
      expect(await list.deadlines({ kind: 'claim-by' }, everything)).toEqual([]);
      expect((await list.deadlines({}, { ...everything, limit: 1 }))[0]).toEqual({
        contractId: 'B',
        contractor: '株式会社B',
        ...ofContract,
        ...deadline('1é', '2026-01-01'),
      });
    });

    it('gives every obligation of one state, whatever is saved meanwhile', async () => {
      const list = await open();
      const many = (from: number): readonly ObligationRow[] =>
        Array.from({ length: 1250 }, (_, index) => obligation(String(from + index), '2026-01-15'));
      const both = (from: number, revision: number): readonly ComputedRow[] =>
        ['a', 'b'].map((contractId) => row(contractId, { obligations: many(from), revision }));
      await list.save(saved(both(1000, 3)));
      const ids: string[] = [];
      let pages = 0;
      for await (const page of list.everyObligation({})) {
        pages += 1;
        ids.push(...page.map(({ id }) => id));
        await list.save(saved(both(5000, 4)));
      }
      expect(pages).toBeGreaterThan(1);
      expect(ids).toEqual([...many(1000), ...many(1000)].map(({ id }) => id));
      for await (const page of list.everyObligation({})) expect(Number(page[0]?.id)).toBeGreaterThanOrEqual(5000);
    });

    it('has another digest where an obligation or a deadline differs', async () => {
      const digests = new Set<string>();
      const list = await open();
      for (const [revision, changes] of [
        {},
        { obligations: [obligation('a', '2026-01-15')] },
        { obligations: [obligation('a', '2026-01-15', { settled: yen(1) })] },
        { deadlines: [deadline('a', '2026-01-15')] },
        { deadlines: [deadline('a', '2026-01-16')] },
      ].entries()) {
        await list.save(saved([row('a', { ...changes, revision: 3 })]));
        digests.add(await list.digest());
        expect(digests.size).toBe(revision + 1);
      }
    });

    it('gives whole rows back, each with the digest that was kept with it', async () => {
      const list = await open();
      const many = [
        row('b', { obligations: [obligation('a', '2026-02-01'), obligation('z', '2026-01-15')] }),
        row('c'),
      ];
      const first = row('a', {
        contractor: 'a\0b\ud800',
        obligations: [obligation('é', '2026-01-15', { subject: undefined, period: undefined, counterparty: '\0' })],
        deadlines: [deadline('d', '2026-01-16'), deadline('c', '2026-01-17')],
        madeAt: 2n ** 60n,
      });
      await list.save(saved([...many, first]));
      const digests = await list.digests(undefined, 10);
      expect(digests.map(({ contractId }) => contractId)).toEqual(['a', 'b', 'c']);
      const rows: StoredRow[] = [];
      for await (const page of list.everyRow()) rows.push(...page);
      expect(rows.map(digestOfRow)).toEqual(digests.map(({ digest }) => digest));
      expect(rows.map(({ digest }) => digest)).toEqual(rows.map(digestOfRow));
      expect(rows.map(({ obligations }) => obligations)).toEqual(
        [first, ...many].map(({ obligations }) => obligations),
      );
      expect(rows[0]).toMatchObject({ contractor: 'a\uFFFDb\uFFFD', madeAt: 2n ** 60n });
      expect(await list.digests('a', 1)).toEqual([digests[1]]);
    });

    it('keeps what amounts rest on, and finds by it the contracts that a reading concerns', async () => {
      const form = { from: 256, below: 512 };
      const based = (contractId: string, concerns: number, revision = 3): ComputedRow =>
        row(contractId, { revision, basis: { contractId, revision, concerns, facts: `facts ${String(revision)}` } });
      const list = await open();
      await list.save(
        saved([based('a', 256 + 1), based('b', 256 + 2), based('c', 128 + 4), based('d', 512), row('e')]),
      );
      await list.save(saved([based('a', 256 + 4, 4)]));
      await list.save(saved([based('b', 256 + 4, 2)])); // what is older than the row changes nothing
      const found = await list.bases({ readings: 4, form }, undefined, 10);
      expect(found).toEqual([based('a', 256 + 4, 4), based('c', 128 + 4), based('d', 512)].map(({ basis }) => basis));
      expect(await list.bases({ readings: 4, form }, 'a', 1)).toMatchObject([{ contractId: 'c' }]);
      expect(await list.countBases({ readings: 2, form })).toEqual({ contracts: 5, bases: 4, concerned: 3 });
      expect([...(await list.listed(['e', 'x', 'a']))].sort()).toEqual(['a', 'e']);
      await list.reset();
      expect(await list.countBases({ readings: 2, form })).toEqual({ contracts: 0, bases: 0, concerned: 0 });
    });

    it('keeps texts that not every database would take', async () => {
      const list = await open();
      await list.save(
        saved([
          row('a', { contractor: 'a\0b\ud800', obligations: [obligation('o', '2026-01-01', { counterparty: '\0' })] }),
        ]),
      );
      expect(await list.page({ text: '\0' }, everything)).toMatchObject([{ contractor: 'a\uFFFDb\uFFFD' }]);
      expect(await list.obligations({ counterparty: '\uFFFD' }, everything)).toHaveLength(1);
    });

    it('is made once, however many processes come at the same time, and kept by all of them', async () => {
      const contractIds = ['a', 'b', 'c', 'd'];
      const program = new URL('open-and-save.ts', import.meta.url);
      await Promise.all(contractIds.map((contractId) => endOf(runSource(program, place.address, contractId))));
      const list = await open();
      expect(await list.page({}, everything)).toMatchObject(contractIds.map((contractId) => ({ contractId })));
      expect(await list.obligations({}, everything)).toHaveLength(contractIds.length);
      expect(await list.takeLease('lead', 'z', 60_000)).toMatchObject({ token: 5 });
    });

    it('says that it is closed', async () => {
      const list = await open();
      await list.close();
      await expect(list.checkpoint()).rejects.toThrow(StoreClosed);
      await expect(list.save(saved([row('a')]))).rejects.toThrow(StoreClosed);
    });
  });

const compared = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
