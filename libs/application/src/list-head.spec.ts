import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { TestApplication } from '../../../test/support/test-application.js';
import { InvalidCursor } from './errors.js';
import { placeInContract, textOfPlaceInContract } from './list-head.js';
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

describe('A place in the list of obligations', () => {
  const placeIn = (after: string) => placeInContract({ position: 1n, after });

  it('is found again in the text that a cursor holds', () => {
    const place = { contractId: 'c-1', on: civilDate('2026-01-15'), id: 'reduction:out of order' };
    expect(placeIn(textOfPlaceInContract(place))).toEqual(place);
  });

  it('is not what a cursor held when they were listed by day', () => {
    expect(() => placeIn('20468 c-1 monthly-fee:base:2026-01')).toThrow(InvalidCursor);
  });
});
