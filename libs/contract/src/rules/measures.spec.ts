import { describe, it } from '@jest/globals';
import { applied, running, sample, withOption } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

const complaint = sample('ThirdPartyComplaintReceived');
const onComplaint = sample('HomepageMeasureTaken', { complaintId: 'e8' });
const { complaintId: _, deemedNecessary: __, ...ownGround } = onComplaint.data;
const onRisk = { type: 'HomepageMeasureTaken', data: { ...ownGround, ground: 'risk-to-operation' } } as const;
const limit = sample('HomepageLimitSet');
const ended = sample('NoticeReceived', { subject: 'homepage', arrivedAt: '2026-02-01', designatedOn: '2026-03-03' });

describe('第13条（ホームページオプションに係る機能の制限）', () => {
  it('takes a measure on the ground of a complaint that is known and weighed', () => {
    given(...withOption, complaint)
      .when(onComplaint)
      .thenRecorded(onComplaint);
  });
  it.each([
    ['names no complaint', { ...onComplaint.data, complaintId: undefined }],
    ['names another event', { ...onComplaint.data, complaintId: 'e1' }],
    ['comes before the complaint', { ...onComplaint.data, from: '2026-02-28', notifiedOn: '2026-02-28' }],
  ])('refuses one that %s', (__, data) => {
    given(...withOption, complaint)
      .when({ type: 'HomepageMeasureTaken', data } as typeof onComplaint)
      .thenRefused('complaint-needed', '13(1)');
  });
  it.each([false, undefined])('refuses one on a complaint where it is deemed necessary: %p', (deemedNecessary) => {
    given(...withOption, complaint)
      .when({ type: 'HomepageMeasureTaken', data: { ...onComplaint.data, deemedNecessary } } as typeof onComplaint)
      .thenRefused('not-deemed-necessary', '13(1)');
  });
  it('takes a measure on another ground without a complaint', () => {
    given(...withOption)
      .when(onRisk)
      .thenRecorded(onRisk);
  });
  it('records when the contractor was told, but for measure (4)', () => {
    const { notifiedOn: ___, ...untold } = onRisk.data;
    const silent = { ...untold, measures: [4] } as const;
    given(...withOption)
      .when({ type: 'HomepageMeasureTaken', data: silent })
      .thenRecorded({ type: 'HomepageMeasureTaken', data: silent });
    given(...withOption)
      .when({ type: 'HomepageMeasureTaken', data: { ...silent, measures: [4, 1] } })
      .thenRefused('notice-needed', '13(1)');
  });
  it('does not know yet what the contractor will be told', () => {
    given(...withOption)
      .when({ type: 'HomepageMeasureTaken', data: { ...onRisk.data, notifiedOn: '2026-08-01' } })
      .thenInvalid('/notifiedOn');
  });
  it('names a measure once', () => {
    given(...withOption)
      .when({ type: 'HomepageMeasureTaken', data: { ...onRisk.data, measures: [3, 2, 3] } })
      .thenRecorded({ type: 'HomepageMeasureTaken', data: { ...onRisk.data, measures: [3, 2] } });
  });

  it.each([
    ['a measure', onRisk, '13(1)'],
    ['a limit of sessions', limit, '13(3)'],
    ['a limit of access', sample('HomepageLimitSet', { kind: 'access' }), '13(2)'],
  ])('takes %s only where the option is in force (R21)', (__, fact, clause) => {
    given(...withOption)
      .when(fact)
      .thenRecorded(fact);
    given(...running)
      .when(fact)
      .thenRefused('option-not-accepted', clause);
    given(...running)
      .under({ R21: 'any-contract' })
      .when(fact)
      .thenRecorded(fact);
    given(applied).under({ R21: 'any-contract' }).when(fact).thenRefused('not-accepted', '8');
  });
  it('takes no measure once the option has ended', () => {
    given(...withOption, ended)
      .when(onRisk)
      .thenRefused('option-ended', '5(4)');
  });
});
