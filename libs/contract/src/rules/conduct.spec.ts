import { describe, it } from '@jest/globals';
import { applied, running, sample } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const administrator = sample('AdministratorAppointed');
const change = sample('SettingChangeRequested');
const misuse = sample('MisuseReported');
const instruction = sample('InstructionGiven', { reportId: 'e5' });
const followed = sample('InstructionFollowed', { reportId: 'e5', instructionId: 'e6' });

describe('第2条（利用条件）: agreements with third parties', () => {
  it('are registered where they conform to the terms', () => {
    const agreement = sample('ThirdPartyAgreementRegistered');
    given(...running)
      .when(agreement)
      .thenRecorded(agreement);
  });
  it('are refused where they conflict with them', () => {
    given(...running)
      .when(sample('ThirdPartyAgreementRegistered', { conformsToTerms: false }))
      .thenRefused('agreement-conflicts', '2(2)');
  });
});

describe('第6条（設定権限の管理）: setting changes', () => {
  it('are asked for by the administrator of the day', () => {
    given(...running, administrator)
      .when(change)
      .thenRecorded(change);
  });
  it.each(['山田　花子', ' 山田 花子 ', '山田  花子'])('know the administrator written as %p', (requestedBy) => {
    const typed = sample('SettingChangeRequested', { requestedBy });
    given(...running, administrator)
      .when(typed)
      .thenRecorded(typed);
  });
  it('are refused to anyone else', () => {
    given(...running, administrator)
      .when(sample('SettingChangeRequested', { requestedBy: '佐藤 次郎' }))
      .thenRefused('not-the-administrator', '6(3)');
  });
  it('are refused while there is no administrator', () => {
    given(...running)
      .when(change)
      .thenRefused('no-administrator', '6(3)');
    given(...running, administrator)
      .when(sample('SettingChangeRequested', { requestedOn: '2026-01-09' }))
      .thenRefused('no-administrator', '6(3)');
  });
  it('pass from one administrator to the next', () => {
    const next = sample('AdministratorAppointed', { name: '佐藤 次郎', from: '2026-02-05' });
    given(...running, administrator, next)
      .when(change)
      .thenRefused('not-the-administrator', '6(3)');
    const theDayBefore = sample('SettingChangeRequested', { requestedOn: '2026-02-04' });
    given(...running, administrator, next)
      .when(theDayBefore)
      .thenRecorded(theDayBefore);
  });
});

describe('第6条第4項: misuse and instructions', () => {
  it('records a report whatever the contract’s state', () => {
    given(applied).when(misuse).thenRecorded(misuse);
  });
  it('instructs on a report that is known, from its day on', () => {
    given(...running, misuse)
      .when(instruction)
      .thenRecorded(instruction);
    given(...running)
      .when(instruction)
      .thenUnknown('misuse report');
    given(...running, misuse)
      .when(sample('InstructionGiven', { reportId: 'e5', givenOn: '2026-03-01' }))
      .thenRefused('before-its-beginning', '6(4)');
  });
  it('instructs only under a contract in force', () => {
    given(applied, misuse)
      .when(sample('InstructionGiven', { reportId: 'e2' }))
      .thenRefused('not-accepted', '8');
  });
  it('is followed once, after it was given', () => {
    given(...running, misuse, instruction)
      .when(followed)
      .thenRecorded(followed);
    given(...running, misuse, instruction, followed)
      .when(followed)
      .thenAlreadyRecorded('e7');
    given(...running, misuse, instruction)
      .when(sample('InstructionFollowed', { reportId: 'e5', instructionId: 'e6', followedOn: '2026-03-02' }))
      .thenRefused('before-its-beginning', '6(4)');
  });
  it('knows which instruction belongs to which report', () => {
    given(...running, misuse, instruction, misuse)
      .when(sample('InstructionFollowed', { reportId: 'e7', instructionId: 'e6' }))
      .thenUnknown('instruction');
    given(...running)
      .when(followed)
      .thenUnknown('misuse report');
  });
});
