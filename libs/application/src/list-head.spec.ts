import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from '../../../test/support/test-application.js';
import { GetContract } from './queries/get-contract.js';
import { ListContracts } from './queries/list-contracts.js';
import { ListObligations } from './queries/list-obligations.js';

describe('A list with a contract that was accepted before 1 November 2022 and billed later', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.record('early', 'ContractApplied', { contractor: { name: 'early' }, appliedOn: '2022-10-20' });
    const fees = { quotedOn: '2022-10-21', initialFee: '100000', monthlyFee: '31000' };
    await application.record('early', 'FeesQuoted', fees);
    await application.record('early', 'ContractAccepted', { acceptedOn: '2022-10-25' });
    await application.record('early', 'BillingStarted', { startsOn: '2022-11-05' });
    await application.record('late', 'ContractApplied', { contractor: { name: 'late' }, appliedOn: '2026-08-01' });
  });
  afterAll(() => application.close());

  it('warns as the own answers of that contract do (R17)', async () => {
    const { edition } = await application.ask(new GetContract('early', {}));
    expect(edition.warning).toContain('R17');
    const own = { asOf: '2026-09-01', edition };
    expect(await application.ask(new ListContracts({}, {}))).toMatchObject(own);
    expect(await application.ask(new ListObligations({}, {}))).toMatchObject(own);
  });

  it('does not warn on a page without it', async () => {
    const { edition } = await application.ask(new GetContract('late', {}));
    expect(edition.warning).toBeNull();
    expect(await application.ask(new ListContracts({ q: 'late' }, {}))).toMatchObject({ edition });
  });
});
