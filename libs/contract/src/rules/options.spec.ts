import { describe, it } from '@jest/globals';
import {
  accepted,
  applied,
  designated,
  optionAdded,
  optionBilled,
  quoted,
  running,
  sample,
  withOption,
} from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const notice = sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-03-01', designatedOn: '2026-03-31' });
const again = sample('OptionAdded', { appliedOn: '2026-03-20', acceptedOn: '2026-04-01' });

describe('第5条（オプションサービス）: the homepage option', () => {
  it('is accepted while the contract is in force and a domain is designated', () => {
    given(...running, designated)
      .when(optionAdded)
      .thenRecorded(optionAdded);
  });
  it('needs a contract', () => {
    given(applied, quoted, designated).when(optionAdded).thenRefused('not-accepted', '8');
  });
  it.each([
    ['none at all', []],
    ['one only later', [sample('TargetsDesignated', { from: '2026-02-02' })]],
    ['only addresses', [sample('TargetsDesignated', { domains: [] })]],
    ['none any more', [designated, sample('TargetsDesignated', { from: '2026-01-31', domains: [] })]],
  ])('needs a designated domain: %s', (_, targets) => {
    given(...running, ...targets)
      .when(optionAdded)
      .thenRefused('no-designated-domain', '5(2)(1)');
  });
  it('needs its own quote', () => {
    const { options: _, ...ofTheBase } = quoted.data;
    given(applied, { type: 'FeesQuoted', data: ofTheBase }, accepted, designated)
      .when(optionAdded)
      .thenRefused('no-quote', '8');
  });
  it('is not accepted before it is applied for', () => {
    given(...running, designated)
      .when(sample('OptionAdded', { appliedOn: '2026-02-02' }))
      .thenInvalid('/acceptedOn');
  });
  it('is added once while it is in force, up to the day of its end', () => {
    given(...running, designated, optionAdded)
      .when(again)
      .thenAlreadyRecorded('e6');
    given(...running, designated, optionAdded, notice)
      .when(sample('OptionAdded', { appliedOn: '2026-03-20', acceptedOn: '2026-03-31' }))
      .thenAlreadyRecorded('e6');
  });
  it('may be added again after its end, as a new period with its own billing', () => {
    given(...withOption, notice)
      .when(again)
      .thenRecorded(again);
    const billedAgain = sample('OptionBillingStarted', { startsOn: '2026-04-10' });
    given(...withOption, notice, again)
      .when(billedAgain)
      .thenRecorded(billedAgain);
  });
  it('is billed in the new period though a billing was planned for the one before', () => {
    const planned = sample('OptionBillingStarted', { startsOn: '2026-06-01' });
    const billedAgain = sample('OptionBillingStarted', { startsOn: '2026-06-10' });
    given(...running, designated, optionAdded, planned, notice, again)
      .when(billedAgain)
      .thenRecorded(billedAgain);
  });
  it('is not added below a period that is already known to follow', () => {
    given(...running, designated, sample('OptionAdded', { acceptedOn: '2026-05-01' }))
      .when(optionAdded)
      .thenAlreadyRecorded('e6');
  });
  it('is accepted with the contract that it was applied for with', () => {
    const withIt = sample('ContractApplied', { options: ['homepage'] });
    given(withIt, quoted, designated)
      .when(accepted)
      .thenRecorded(
        accepted,
        sample('OptionAdded', { option: 'homepage', appliedOn: '2025-12-01', acceptedOn: '2025-12-20' }),
      );
    given(withIt, quoted).when(accepted).thenRefused('no-designated-domain', '5(2)(1)');
  });

  it('is billed from the start of the contract’s own billing on', () => {
    given(...running, designated, optionAdded)
      .when(optionBilled)
      .thenRecorded(optionBilled);
    const early = sample('OptionAdded', { appliedOn: '2025-12-20', acceptedOn: '2025-12-21' });
    given(...running, designated, early)
      .when(sample('OptionBillingStarted', { startsOn: '2026-01-14' }))
      .thenRefused('base-not-billed', '5(3)');
    given(applied, quoted, accepted, designated, early).when(optionBilled).thenRefused('base-not-billed', '5(3)');
  });
  it('is billed once, and only between its acceptance and its end', () => {
    given(...withOption)
      .when(optionBilled)
      .thenAlreadyRecorded('e7');
    given(...running)
      .when(optionBilled)
      .thenRefused('option-not-accepted', '5(1)');
    given(...running, designated, optionAdded)
      .when(sample('OptionBillingStarted', { startsOn: '2026-01-31' }))
      .thenRefused('option-not-accepted', '5(1)');
    given(...running, designated, optionAdded, notice)
      .when(sample('OptionBillingStarted', { startsOn: '2026-04-01' }))
      .thenRefused('option-ended', '5(4)');
  });
});
