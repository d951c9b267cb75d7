import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { TestApplication } from '../../../test/support/test-application.js';
import { ContractNotFound, ContractNotKnownThen, InvalidRequest, KnownAtBeyondLog } from './errors.js';
import { GetObligations } from './queries/get-obligations.js';
import { GetTermination } from './queries/get-termination.js';

const asOf = civilDate('2026-07-31');

describe('A question', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.record('first', 'ContractApplied', { contractor: { name: 'x' }, appliedOn: '2026-08-01' });
    application.clock.advance(1);
    await application.workedContract('c-1');
  });
  afterAll(() => application.close());

  it.each([
    ['a contract that does not exist', 'none', {}, ContractNotFound],
    ['an id that no contract can have', '$all', {}, ContractNotFound],
    ['a position before the contract', 'c-1', { knownAt: { position: 1n } }, ContractNotKnownThen],
    [
      'an instant before the contract',
      'c-1',
      { knownAt: { instant: instant('2026-09-01T09:59:59+09:00') } },
      ContractNotKnownThen,
    ],
    ['a position beyond the log', 'c-1', { knownAt: { position: 13n } }, KnownAtBeyondLog],
    ['a day after 2199', 'c-1', { asOf: civilDate('2200-01-01') }, InvalidRequest],
  ])('about %s is not answered', async (_, contractId, view, error) => {
    await expect(application.ask(new GetObligations(contractId, view))).rejects.toThrow(error);
  });

  it('about an earlier state of knowledge is answered from what was known', async () => {
    const early = await application.ask(new GetTermination('c-1', { asOf, knownAt: { position: 11n } }));
    expect(early.status).toBe('none');
    const late = await application.ask(new GetTermination('c-1', { asOf, knownAt: { position: 12n } }));
    expect(late.status).toBe('effective');
    const then = { knownAt: { instant: instant('2026-09-01T10:00:00+09:00') }, asOf };
    expect(await application.ask(new GetTermination('c-1', then))).toMatchObject({
      status: 'effective',
      knownAt: '2026-09-01T01:00:00.000Z',
    });
  });

  it('about a day before the contract finds nothing owed, and warns of terms that are not at hand', async () => {
    const before = await application.ask(new GetObligations('c-1', { asOf: civilDate('2019-01-01') }));
    expect(before.items).toEqual([]);
    expect(before.edition.id).toBe('2018-11-01');
    expect(before.edition.warning).toContain('R17');
    const { edition } = await application.ask(new GetObligations('c-1', { asOf: civilDate('2018-10-31') }));
    expect(edition).toEqual({ id: null, warning: null });
  });

  it('sees what was recorded before it was asked, also by another server', async () => {
    const elsewhere = await TestApplication.start(application.store, application.clock);
    await application.ask(new GetObligations('c-1', { asOf }));
    await elsewhere.record('c-1', 'PaymentReceived', { receivedOn: '2026-07-01', amount: '1' });
    expect((await application.ask(new GetObligations('c-1', { asOf }))).totals.paid).toBe('1');
    await elsewhere.context.close();
  });
});
