import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { TestApplication } from '../../../../test/support/test-application.js';
import { InvalidCursor, InvalidRequest } from '../errors.js';
import { ListContracts, type ContractFilter } from './list-contracts.js';

describe('The contract list', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.workedContract('c-2');
    for (const [id, name] of [
      ['c-3', 'みなと株式会社'],
      ['c-1', '100%_Mail'],
      ['b-9', 'Minato Inc.'],
    ] as const) {
      await application.record(id, 'ContractApplied', { contractor: { name }, appliedOn: '2026-08-01' });
    }
  });
  afterAll(() => application.close());

  const idsOf = async (filter: ContractFilter): Promise<readonly string[]> =>
    (await application.ask(new ListContracts(filter, {}))).items.map(({ contractId }) => contractId);

  it('shows each contract as of today, in the order of contractId', async () => {
    const answer = await application.ask(new ListContracts({}, {}));
    const head = { asOf: '2026-09-01', knownAt: null, readings: [], position: '14', codeVersion: '0.1.0' };
    expect(answer).toMatchObject({ ...head, edition: { id: '2022-11-01', warning: null }, nextCursor: null });
    expect(answer.items.map(({ contractId }) => contractId)).toEqual(['b-9', 'c-1', 'c-2', 'c-3']);
    expect(answer.items[2]).toEqual({
      contractId: 'c-2',
      contractor: '株式会社例',
      status: 'terminated',
      billingStartedOn: '2026-01-15',
      minimumPeriodEndsOn: '2027-01-14',
      effectiveEndOn: '2026-06-30',
      outstanding: '548919',
      stale: null,
    });
    expect(answer.items[0]).toMatchObject({ status: 'applied', billingStartedOn: null, outstanding: '0' });
  });

  it('is filtered', async () => {
    expect(await idsOf({ status: 'applied' })).toEqual(['b-9', 'c-1', 'c-3']);
    expect(await idsOf({ q: 'みなと' })).toEqual(['c-3']);
    expect(await idsOf({ q: 'minato' })).toEqual(['b-9']);
    expect(await idsOf({ q: 'C-' })).toEqual(['c-1', 'c-2', 'c-3']);
    expect(await idsOf({ q: '%_' })).toEqual(['c-1']);
    expect(await idsOf({ endsBefore: civilDate('2026-07-01') })).toEqual(['c-2']);
    expect(await idsOf({ endsBefore: civilDate('2026-06-30') })).toEqual([]);
  });

  it('comes in pages that never shift: what was applied for in between is not on them', async () => {
    const first = await application.ask(new ListContracts({}, { limit: 2 }));
    expect(first.items.map(({ contractId }) => contractId)).toEqual(['b-9', 'c-1']);
    const added = { contractor: { name: 'late' }, appliedOn: '2026-08-02' };
    for (const id of ['a-0', 'c-11', 'd-1']) await application.record(id, 'ContractApplied', added);
    const second = await application.ask(new ListContracts({}, { limit: 2, cursor: first.nextCursor ?? '' }));
    expect(second.items.map(({ contractId }) => contractId)).toEqual(['c-2', 'c-3']);
    expect(second).toMatchObject({ position: first.position, nextCursor: null });
    expect(await idsOf({ q: 'late' })).toEqual(['a-0', 'c-11', 'd-1']);
  });

  it('does not follow a cursor of another list', async () => {
    const { nextCursor } = await application.ask(new ListContracts({}, { limit: 1 }));
    const cursor = nextCursor ?? '';
    await expect(application.ask(new ListContracts({ status: 'applied' }, { cursor }))).rejects.toThrow(InvalidCursor);
    await expect(application.ask(new ListContracts({}, { cursor: 'x' }))).rejects.toThrow(InvalidCursor);
    await expect(application.ask(new ListContracts({}, { limit: 0 }))).rejects.toThrow(InvalidRequest);
  });
});
