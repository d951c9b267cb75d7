import { describe, it } from '@jest/globals';
import type { FactEvent } from '@ledger/contract';
import { running, sample } from '../../../../test/support/facts.js';
import { given } from '../../../../test/support/given.js';

/** What is said once of an earlier fact: that fact, what is said, the field of its day, the day of the earlier fact, the clause. */
const cases: readonly (readonly [FactEvent, FactEvent, string, string, string])[] = [
  [sample('PaymentReceived'), sample('PaymentReversed', { paymentId: 'e5' }), 'reversedOn', '2026-02-20', '8'],
  [
    sample('ThirdPartyAgreementRegistered'),
    sample('ThirdPartyAgreementEnded', { agreementId: 'e5' }),
    'endedOn',
    '2026-02-01',
    '2(1)',
  ],
  [
    sample('ThirdPartyComplaintReceived'),
    sample('ThirdPartyComplaintResolved', { complaintId: 'e5' }),
    'resolvedOn',
    '2026-03-01',
    '2(3)',
  ],
  [
    sample('SettingChangeRequested'),
    sample('SettingChangeReported', { changeId: 'e5' }),
    'reportedOn',
    '2026-02-05',
    '4',
  ],
  [sample('FunctionsRestricted'), sample('RestrictionLifted', { restrictionId: 'e5' }), 'liftedOn', '2026-03-05', '12'],
  [
    sample('HomepageMeasureTaken'),
    sample('HomepageMeasureLifted', { measureId: 'e5' }),
    'liftedOn',
    '2026-03-10',
    '13(1)',
  ],
  [sample('HomepageLimitSet'), sample('HomepageLimitLifted', { limitId: 'e5' }), 'liftedOn', '2026-03-01', '13'],
  [
    sample('LiabilityClaimReceived'),
    sample('LiabilityClaimAnswered', { claimId: 'e5' }),
    'answeredOn',
    '2026-04-01',
    '14',
  ],
  [
    sample('UsageReportRequested'),
    sample('UsageReportSubmitted', { reportId: 'e5' }),
    'submittedOn',
    '2026-04-01',
    '15',
  ],
];
const kinds: Readonly<Record<string, string>> = {
  PaymentReversed: 'payment',
  ThirdPartyAgreementEnded: 'agreement',
  ThirdPartyComplaintResolved: 'complaint',
  SettingChangeReported: 'setting change',
  RestrictionLifted: 'restriction',
  HomepageMeasureLifted: 'measure',
  HomepageLimitLifted: 'limit',
  LiabilityClaimAnswered: 'liability claim',
  UsageReportSubmitted: 'usage report',
};
const onDay = (fact: FactEvent, field: string, day: string): FactEvent =>
  ({ type: fact.type, data: { ...fact.data, [field]: day } }) as FactEvent;
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

describe.each(cases)('What is said once of $type', (earlier, later, field, day, clause) => {
  it(`is recorded: ${later.type}`, () => {
    given(...running, earlier)
      .when(later)
      .thenRecorded(later);
  });
  it('may be said of the same day', () => {
    const sameDay = onDay(later, field, day);
    given(...running, earlier)
      .when(sameDay)
      .thenRecorded(sameDay);
  });
  it('is refused of a day before', () => {
    given(...running, earlier)
      .when(onDay(later, field, dayBefore(day)))
      .thenRefused('before-its-beginning', clause);
  });
  it('is said once', () => {
    given(...running, earlier, later)
      .when(later)
      .thenAlreadyRecorded('e6');
  });
  it('needs the earlier fact', () => {
    given(...running)
      .when(later)
      .thenUnknown(kinds[later.type] ?? '');
  });
  it('is not said of another kind of fact', () => {
    given(...running, sample('MisuseReported'))
      .when(later)
      .thenUnknown(kinds[later.type] ?? '');
  });
});
