import { describe, it } from '@jest/globals';
import { applied, running, sample } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const outage = sample('OutageDetected');
const recovery = sample('OutageRecovered');
const claim = sample('ReductionClaimed');
const decision = sample('ReductionDecided');

describe('第10条（料金の減額）: outages, claims and decisions', () => {
  it('records an outage whatever the contract’s state', () => {
    given(...running)
      .when(outage)
      .thenRecorded(outage);
    given(applied).when(outage).thenRecorded(outage);
  });
  it('knows of no outage before it occurs', () => {
    given(...running)
      .when(sample('OutageDetected', { awareAt: '2026-03-10T07:59:59+09:00' }))
      .thenInvalid('/awareAt');
  });
  it('names an outage once', () => {
    given(...running, outage)
      .when(sample('OutageDetected', { cause: 'contractor' }))
      .thenAlreadyRecorded('e5');
  });
  it('lets the ledger name an outage', () => {
    const { outageId: _, ...data } = outage.data;
    const unnamed = { type: 'OutageDetected', data } as const;
    given(...running, unnamed)
      .when(unnamed)
      .thenRecorded(unnamed);
    given(...running, unnamed)
      .when(sample('OutageRecovered', { outageId: 'e5' }))
      .thenRecorded(sample('OutageRecovered', { outageId: 'e5' }));
    given(...running, unnamed)
      .when(sample('OutageDetected', { outageId: 'e5' }))
      .thenAlreadyRecorded('e5');
  });
  it('ends an outage once, not before it occurred', () => {
    given(...running, outage)
      .when(recovery)
      .thenRecorded(recovery);
    given(...running, outage, recovery)
      .when(recovery)
      .thenAlreadyRecorded('e6');
    given(...running, outage)
      .when(sample('OutageRecovered', { recoveredAt: '2026-03-10T07:59:59+09:00' }))
      .thenRefused('before-its-beginning', '10');
  });
  it('may end an outage before the provider learned of it', () => {
    const unnoticed = sample('OutageRecovered', { recoveredAt: '2026-03-10T08:30:00+09:00' });
    given(...running, outage)
      .when(unnoticed)
      .thenRecorded(unnoticed);
  });
  it.each([
    ['in time', '2026-04-01'],
    ['before the outage', '2026-03-01'],
    ['after the deadline', '2026-07-30'],
  ])('records a claim that arrives %s, and again', (_, arrivedOn) => {
    const claimed = sample('ReductionClaimed', { arrivedOn });
    given(...running, outage)
      .when(claimed)
      .thenRecorded(claimed);
    given(...running, outage, claimed)
      .when(claimed)
      .thenRecorded(claimed);
  });
  it('decides, and decides again, once it knows of the outage', () => {
    given(...running, outage, decision)
      .when(decision)
      .thenRecorded(decision);
    given(...running, outage)
      .when(sample('ReductionDecided', { decidedOn: '2026-03-09' }))
      .thenRefused('before-its-beginning', '10');
  });
  it.each([recovery, claim, decision])('knows no outage for $type', (fact) => {
    given(...running)
      .when(fact)
      .thenUnknown('outage');
  });
});
