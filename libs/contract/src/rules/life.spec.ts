import { describe, it } from '@jest/globals';
import { accepted, applied, billed, quoted, running, sample } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const refused = sample('ContractRefused');
const change = sample('ChangeAccepted');
const revision = sample('FeesRevised');

describe('第8条（料金）: from the application to billing', () => {
  it('begins with an application', () => {
    given().when(applied).thenRecorded(applied);
  });
  it('knows nothing of a contract that nobody applied for', () => {
    given().when(quoted).thenUnknown('contract');
  });
  it('is applied for once', () => {
    given(applied).when(applied).thenAlreadyRecorded('e1');
  });
  it('refuses an application of a day without an edition of the terms', () => {
    given()
      .when(sample('ContractApplied', { appliedOn: '2018-10-31' }))
      .thenRefused('no-edition-in-force', 'supplementary');
  });
  it('takes an application of the day on which the terms came into force', () => {
    const onTheDay = sample('ContractApplied', { appliedOn: '2018-11-01' });
    given().when(onTheDay).thenRecorded(onTheDay);
  });

  it('accepts what was quoted', () => {
    given(applied, quoted).when(accepted).thenRecorded(accepted);
  });
  it('accepts nothing without a quote', () => {
    given(applied).when(accepted).thenRefused('no-quote', '8');
  });
  it('accepts nothing before the day of the quote', () => {
    given(applied, quoted)
      .when(sample('ContractAccepted', { acceptedOn: '2025-12-09' }))
      .thenRefused('no-quote', '8');
  });
  it('accepts nothing before it is applied for', () => {
    given(applied, sample('FeesQuoted', { quotedOn: '2025-11-01' }))
      .when(sample('ContractAccepted', { acceptedOn: '2025-11-30' }))
      .thenRefused('before-its-beginning', '8');
  });
  it('accepts once', () => {
    given(applied, quoted, accepted).when(accepted).thenAlreadyRecorded('e3');
  });
  it('does not accept what is refused, even of an earlier day', () => {
    given(applied, quoted, sample('ContractRefused', { refusedOn: '2025-12-25' }))
      .when(accepted)
      .thenRefused('contract-refused', '8');
  });
  it('does not accept what a notice has already brought to its end', () => {
    given(applied, quoted, sample('NoticeReceived', { arrivedAt: '2025-11-01', designatedOn: '2025-12-19' }))
      .when(accepted)
      .thenRefused('contract-ended', '7');
  });
  it('refuses once, and nothing that is accepted', () => {
    given(applied).when(refused).thenRecorded(refused);
    given(applied, refused).when(refused).thenAlreadyRecorded('e2');
    given(applied, quoted, accepted).when(refused).thenRefused('contract-accepted', '8');
  });
  it('quotes nothing for what is refused, but records what was quoted before', () => {
    given(applied, refused)
      .when(sample('FeesQuoted', { quotedOn: '2025-12-21' }))
      .thenRefused('contract-refused', '8');
    given(applied, refused).when(quoted).thenRecorded(quoted);
  });

  it('starts billing from the day of acceptance on', () => {
    const onTheDay = sample('BillingStarted', { startsOn: '2025-12-20' });
    given(applied, quoted, accepted).when(onTheDay).thenRecorded(onTheDay);
    given(applied, quoted, accepted)
      .when(sample('BillingStarted', { startsOn: '2025-12-19' }))
      .thenRefused('not-accepted', '8');
  });
  it('refuses billing before acceptance', () => {
    given(applied).when(billed).thenRefused('not-accepted', '8');
  });
  it('plans a start of billing', () => {
    const planned = sample('BillingStarted', { startsOn: '2026-12-01' });
    given(applied, quoted, accepted).when(planned).thenRecorded(planned);
  });
  it('starts billing once', () => {
    given(...running)
      .when(sample('BillingStarted', { startsOn: '2026-02-01' }))
      .thenAlreadyRecorded('e4');
  });

  it.each([
    ['a change', change],
    ['a revision', revision],
  ])('records %s only once the contract is accepted', (_, fact) => {
    given(...running)
      .when(fact)
      .thenRecorded(fact);
    given(applied, quoted).when(fact).thenRefused('not-accepted', '8');
  });
  it('records a revision for a day after the end: the rest of the minimum period may be charged at its fee (R19)', () => {
    given(...running, sample('ContractTerminated', { effectiveOn: '2026-05-31' }))
      .when(sample('FeesRevised', { effectiveOn: '2026-06-01' }))
      .thenRecorded(sample('FeesRevised', { effectiveOn: '2026-06-01' }));
  });
  it('revises at least one fee', () => {
    given(...running)
      .when({ type: 'FeesRevised', data: { effectiveOn: '2026-04-01', options: {} } })
      .thenInvalid('/monthlyFee');
  });
});
