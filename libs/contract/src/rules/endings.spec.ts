import { describe, it } from '@jest/globals';
import { applied, quoted, running, sample, withOption } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const notice = sample('NoticeReceived');
const ofTheOption = sample('NoticeReceived', { subject: 'homepage' });
const termination = sample('ContractTerminated');
const terminationOfOption = sample('ContractTerminated', { subject: 'homepage' });
const refused = sample('ContractRefused');

describe('第7条（解除の効力が生ずる日）: notices', () => {
  it.each([
    ['a running contract', running],
    ['one that is only applied for', [applied]],
    ['one that is refused', [applied, refused]],
    ['one that has ended', [...running, sample('ContractTerminated', { effectiveOn: '2026-05-01' })]],
    ['one with a notice already', [...running, notice]],
  ])('are recorded as they arrive, for %s', (_, events) => {
    given(...events)
      .when(notice)
      .thenRecorded(notice);
  });
  it('in another form are recorded too', () => {
    const letter = sample('NoticeReceived', { form: 'other' });
    given(...running)
      .when(letter)
      .thenRecorded(letter);
  });
});

describe('民法540条2項: the withdrawal of a notice', () => {
  const withdrawn = sample('NoticeWithdrawn', { noticeId: 'e5' });
  it('is agreed while the contract lasts, up to the day of its end', () => {
    given(...running, notice)
      .when(withdrawn)
      .thenRecorded(withdrawn);
    const onTheLastDay = sample('NoticeWithdrawn', { noticeId: 'e5', agreedOn: '2026-06-30' });
    given(...running, notice)
      .when(onTheLastDay)
      .thenRecorded(onTheLastDay);
  });
  it('does not undo an end that has come', () => {
    given(...running, notice)
      .when(sample('NoticeWithdrawn', { noticeId: 'e5', agreedOn: '2026-07-01' }))
      .thenRefused('contract-ended', '7');
  });
  it('does not undo the end of an option that has come', () => {
    given(...withOption, ofTheOption)
      .when(sample('NoticeWithdrawn', { noticeId: 'e8', agreedOn: '2026-07-01' }))
      .thenRefused('option-ended', '5(4)');
  });
  it('is agreed while the option lasts, or where there is none to end', () => {
    const lasts = sample('NoticeWithdrawn', { noticeId: 'e8', agreedOn: '2026-06-30' });
    given(...withOption, ofTheOption)
      .when(lasts)
      .thenRecorded(lasts);
    const idle = sample('NoticeWithdrawn', { noticeId: 'e5', agreedOn: '2026-07-01' });
    given(...running, ofTheOption)
      .when(idle)
      .thenRecorded(idle);
  });
  it('is not agreed before the notice arrived', () => {
    given(...running, notice)
      .when(sample('NoticeWithdrawn', { noticeId: 'e5', agreedOn: '2026-05-19' }))
      .thenRefused('before-its-beginning', '7');
  });
  it('is agreed once, for a notice that is known', () => {
    given(...running, notice, withdrawn)
      .when(withdrawn)
      .thenAlreadyRecorded('e6');
    given(...running)
      .when(withdrawn)
      .thenUnknown('notice');
    given(...running)
      .when(sample('NoticeWithdrawn', { noticeId: 'e1' }))
      .thenUnknown('notice');
  });
});

describe('第7条, 第9条: terminations without notice', () => {
  it('end a contract, or an option alone', () => {
    given(...running)
      .when(termination)
      .thenRecorded(termination);
    given(...withOption)
      .when(terminationOfOption)
      .thenRecorded(terminationOfOption);
  });
  it('take effect on the day they are declared at the earliest', () => {
    const atOnce = sample('ContractTerminated', { effectiveOn: '2026-05-01' });
    given(...running)
      .when(atOnce)
      .thenRecorded(atOnce);
    given(...running)
      .when(sample('ContractTerminated', { effectiveOn: '2026-04-30' }))
      .thenRefused('effective-before-declared', '7');
  });
  it('stand alone: a second is refused while the first stands, also of an earlier day', () => {
    given(...running, termination)
      .when(sample('ContractTerminated', { declaredOn: '2026-04-01', ground: 'general-28-2' }))
      .thenAlreadyRecorded('e5');
    given(...withOption, terminationOfOption)
      .when(terminationOfOption)
      .thenAlreadyRecorded('e8');
  });
  it('of the option do not stand in the way of one of the contract', () => {
    given(...withOption, terminationOfOption)
      .when(termination)
      .thenRecorded(termination);
  });
  it('need something to end', () => {
    given(applied, quoted).when(termination).thenRefused('not-accepted', '8');
    given(applied, refused).when(termination).thenRefused('contract-refused', '8');
    given(...running, sample('NoticeReceived', { arrivedAt: '2026-03-01', designatedOn: '2026-04-30' }))
      .when(termination)
      .thenRefused('contract-ended', '7');
    given(...running)
      .when(terminationOfOption)
      .thenRefused('option-not-accepted', '5(1)');
    given(
      ...withOption,
      sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-03-01', designatedOn: '2026-04-30' }),
    )
      .when(terminationOfOption)
      .thenRefused('option-ended', '5(4)');
  });
  it('may be declared while a notice runs', () => {
    given(...running, notice)
      .when(sample('ContractTerminated', { declaredOn: '2026-06-30', effectiveOn: '2026-06-30' }))
      .thenRecorded(sample('ContractTerminated', { declaredOn: '2026-06-30', effectiveOn: '2026-06-30' }));
  });
});
