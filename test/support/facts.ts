import type { DataOf, FactEvent, FactType } from '@ledger/contract';

/** One fact of every kind, as of one contract: the worked one, and what else may happen to it. Ids are those of `given`. */
export const samples: { readonly [Type in FactType]: DataOf<Type> } = {
  ContractApplied: {
    contractor: { name: '株式会社青空', contact: 'keiyaku@aozora.example', kind: 'corporation' },
    appliedOn: '2025-12-01',
  },
  ContractorChanged: { from: '2026-04-01', name: '株式会社青空ネット', contact: '03-0000-0000', reason: '商号変更' },
  FeesQuoted: {
    quotedOn: '2025-12-10',
    initialFee: '100000',
    monthlyFee: '31000',
    options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
  },
  ContractAccepted: { acceptedOn: '2025-12-20' },
  ContractRefused: { refusedOn: '2025-12-20', reason: '審査の結果' },
  BillingStarted: { startsOn: '2026-01-15' },
  ChangeAccepted: { acceptedOn: '2026-03-01', description: 'メールボックスの追加', oneTimeFee: '12000' },
  FeesRevised: {
    effectiveOn: '2026-04-01',
    monthlyFee: '32000',
    options: { homepage: { monthlyFee: '6400' } },
  },
  OptionAdded: { option: 'homepage', appliedOn: '2026-01-20', acceptedOn: '2026-02-01' },
  OptionBillingStarted: { option: 'homepage', startsOn: '2026-02-10' },
  NoticeReceived: {
    subject: 'contract',
    arrivedAt: '2026-05-20T10:00:00+09:00',
    designatedOn: '2026-06-30',
    form: 'prescribed',
  },
  NoticeWithdrawn: { noticeId: 'e1', agreedOn: '2026-05-25', reason: '継続利用の合意' },
  ContractTerminated: {
    declaredOn: '2026-05-01',
    effectiveOn: '2026-05-31',
    ground: 'agreement',
    subject: 'contract',
    reason: '合意解約',
  },
  OutageDetected: {
    outageId: 'mail-2026-03',
    occurredAt: '2026-03-10T08:00:00+09:00',
    awareAt: '2026-03-10T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  },
  OutageRecovered: { outageId: 'mail-2026-03', recoveredAt: '2026-03-13T08:59:00+09:00' },
  ReductionClaimed: { outageId: 'mail-2026-03', arrivedOn: '2026-04-01' },
  ReductionDecided: {
    outageId: 'mail-2026-03',
    decidedOn: '2026-04-10',
    decision: 'granted',
    amount: '2480',
    reason: '別紙 3 による',
  },
  PaymentDemanded: {
    issuedOn: '2026-02-01',
    items: [{ obligationId: 'initial-fee:base', amount: '100000' }, { amount: '17000' }],
    reference: '請求書 2026-02',
  },
  PaymentReceived: {
    receivedOn: '2026-02-20',
    amount: '117000',
    obligationId: 'initial-fee:base',
    reference: '振込 アオゾラ',
  },
  PaymentReversed: { paymentId: 'e1', reversedOn: '2026-02-25', reason: '組戻し' },
  Repaid: { paidOn: '2026-03-01', amount: '1000', reference: '返金' },
  SettlementAgreed: {
    agreedOn: '2026-07-01',
    waived: '5000',
    obligationId: 'early-termination-charge:1:base',
    disputeId: 'd-1',
    reason: '和解',
  },
  TargetsDesignated: {
    from: '2025-12-20',
    domains: ['aozora.example'],
    ipAddresses: ['192.0.2.0/24', '2001:db8::1'],
  },
  ThirdPartyAgreementRegistered: { thirdParty: '青空商店会', concludedOn: '2026-02-01', conformsToTerms: true },
  ThirdPartyAgreementEnded: { agreementId: 'e1', endedOn: '2026-06-01' },
  ThirdPartyComplaintReceived: { thirdParty: '苦情太郎', receivedOn: '2026-03-01', summary: '迷惑メールが届く' },
  ThirdPartyComplaintResolved: { complaintId: 'e1', resolvedOn: '2026-03-20', outcome: '送信停止' },
  AdministratorAppointed: { name: '山田 花子', contact: 'hanako@aozora.example', from: '2026-01-10' },
  SettingChangeRequested: { requestedBy: '山田 花子', requestedOn: '2026-02-05', description: 'MX レコードの変更' },
  SettingChangeReported: { changeId: 'e1', made: true, reportedOn: '2026-02-08' },
  MisuseReported: { reportedOn: '2026-03-02', summary: 'パスワードが漏れた疑い' },
  InstructionGiven: { reportId: 'e1', givenOn: '2026-03-03', instruction: 'パスワードを変更すること' },
  InstructionFollowed: { reportId: 'e1', instructionId: 'e2', followedOn: '2026-03-04' },
  FunctionsRestricted: { functions: ['smtp'], from: '2026-03-05', reason: '大量送信' },
  RestrictionLifted: { restrictionId: 'e1', liftedOn: '2026-03-06' },
  HomepageMeasureTaken: {
    ground: 'third-party-complaint',
    complaintId: 'e1',
    deemedNecessary: true,
    measures: [2, 3],
    from: '2026-03-10',
    notifiedOn: '2026-03-10',
    reason: '権利侵害の申し出',
  },
  HomepageMeasureLifted: { measureId: 'e1', liftedOn: '2026-03-20' },
  HomepageLimitSet: { kind: 'sessions', limit: '100', from: '2026-03-01', reason: '安定運用' },
  HomepageLimitLifted: { limitId: 'e1', liftedOn: '2026-03-15' },
  LiabilityClaimReceived: { receivedOn: '2026-04-01', summary: 'データが消えた', basis: 'data-loss' },
  LiabilityClaimAnswered: { claimId: 'e1', answeredOn: '2026-04-05', answer: '第 11 条第 2 項による' },
  UsageReportRequested: { requestedOn: '2026-04-01', subject: '送信数' },
  UsageReportSubmitted: { reportId: 'e1', submittedOn: '2026-04-20' },
  StatementMade: {
    statementId: 'april',
    madeOn: '2026-04-20',
    figure: 'obligations/monthly-fee:base:2026-04',
    premises: { asOf: '2026-04-20', position: '4', readings: ['R05:separate'] },
    answer: { id: 'monthly-fee:base:2026-04', amount: '31000' },
    explanationDigest: 'b2'.repeat(32),
    codeVersion: '0.1.0',
    toldTo: '株式会社青空',
  },
};

/** A fact like the sample of its kind but for what the test is about. */
export const sample = <Type extends FactType>(
  type: Type,
  change: Partial<DataOf<Type>> = {},
): Extract<FactEvent, { type: Type }> =>
  ({ type, data: { ...samples[type], ...change } }) as unknown as Extract<FactEvent, { type: Type }>;

export const applied = sample('ContractApplied');
export const quoted = sample('FeesQuoted');
export const accepted = sample('ContractAccepted');
export const billed = sample('BillingStarted');
export const designated = sample('TargetsDesignated');
export const optionAdded = sample('OptionAdded');
export const optionBilled = sample('OptionBillingStarted');
/** A contract that is billed, with four events. */
export const running = [applied, quoted, accepted, billed] as const;
/** A contract that is billed with the homepage option in force and billed, with seven events. */
export const withOption = [...running, designated, optionAdded, optionBilled] as const;
