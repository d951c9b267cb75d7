import type { EventType } from '@ledger/contract';

/**
 * A request of every command, by the name of the operation: together, and in this order, the life of one contract, which the tests
 * live through. `made by <operation>` stands for the id of the event that the operation made.
 */
export interface CommandExample {
  readonly summary: string;
  /** What it makes. */
  readonly event: EventType;
  readonly path?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export const COMMAND_EXAMPLES = {
  applyForContract: {
    event: 'ContractApplied',
    summary: 'みなと商事 applies',
    body: {
      contractId: 'minato-mail',
      contractor: { name: '株式会社みなと商事', contact: '総務部 03-0000-0000', kind: 'corporation' },
      appliedOn: '2025-12-10',
    },
  },
  changeContractor: {
    event: 'ContractorChanged',
    summary: 'A new name',
    body: { from: '2026-01-01', name: '株式会社みなと', reason: '商号変更' },
  },
  quoteFees: {
    event: 'FeesQuoted',
    summary: 'Fees of the contract and of the option',
    body: {
      quotedOn: '2025-12-12',
      initialFee: '100000',
      monthlyFee: '31000',
      options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
    },
  },
  acceptContract: { event: 'ContractAccepted', summary: 'Accepted', body: { acceptedOn: '2025-12-20' } },
  designateTargets: {
    event: 'TargetsDesignated',
    summary: 'A domain and a network',
    body: {
      from: '2025-12-20',
      domains: ['minato.example', 'みなと.example'],
      ipAddresses: ['192.0.2.0/24', '2001:db8::25'],
    },
  },
  startBilling: { event: 'BillingStarted', summary: 'Billing from 15 January', body: { startsOn: '2026-01-15' } },
  addOption: {
    event: 'OptionAdded',
    summary: 'The homepage option',
    body: { option: 'homepage', appliedOn: '2026-01-25', acceptedOn: '2026-02-01' },
  },
  startOptionBilling: {
    event: 'OptionBillingStarted',
    summary: 'Billing of the option from 10 February',
    path: { option: 'homepage' },
    body: { startsOn: '2026-02-10' },
  },
  acceptChange: {
    event: 'ChangeAccepted',
    summary: 'More mailboxes',
    body: { acceptedOn: '2026-02-15', description: 'メールボックスを100個追加', oneTimeFee: '8000' },
  },
  detectOutage: {
    event: 'OutageDetected',
    summary: 'Mail stands still',
    body: {
      outageId: 'outage-2026-03',
      occurredAt: '2026-03-10T08:40:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    },
  },
  recoverOutage: {
    event: 'OutageRecovered',
    summary: 'Three days later it goes again',
    path: { outageId: 'outage-2026-03' },
    body: { recoveredAt: '2026-03-13T08:59:00+09:00' },
  },
  claimReduction: {
    event: 'ReductionClaimed',
    summary: 'Claimed',
    path: { outageId: 'outage-2026-03' },
    body: { arrivedOn: '2026-04-01' },
  },
  decideReduction: {
    event: 'ReductionDecided',
    summary: 'Granted as the terms give it',
    path: { outageId: 'outage-2026-03' },
    body: { decidedOn: '2026-04-10', decision: 'granted', amount: '2480', reason: '48時間以上' },
  },
  demandPayment: {
    event: 'PaymentDemanded',
    summary: 'What was due in January',
    body: {
      issuedOn: '2026-02-05',
      items: [
        { obligationId: 'initial-fee:base', amount: '100000' },
        { obligationId: 'monthly-fee:base:2026-01', amount: '17000' },
      ],
      reference: '請求書 2026-0105',
    },
  },
  receivePayment: {
    event: 'PaymentReceived',
    summary: 'Paid by bank transfer',
    body: { receivedOn: '2026-02-27', amount: '117000', reference: '請求書 2026-0105' },
  },
  reversePayment: {
    event: 'PaymentReversed',
    summary: 'The transfer is returned',
    path: { paymentId: 'made by receivePayment' },
    body: { reversedOn: '2026-03-02', reason: '振込組戻し' },
  },
  repay: { event: 'Repaid', summary: 'Paid back', body: { paidOn: '2026-03-20', amount: '1000', reference: '過払い' } },
  agreeSettlement: {
    event: 'SettlementAgreed',
    summary: 'An amount is given up',
    body: { agreedOn: '2026-04-15', waived: '500', obligationId: 'initial-fee:base', reason: '和解' },
  },
  reviseFees: {
    event: 'FeesRevised',
    summary: 'A lower fee',
    body: { effectiveOn: '2026-05-01', monthlyFee: '30000' },
  },
  registerAgreement: {
    event: 'ThirdPartyAgreementRegistered',
    summary: 'An affiliate may use the service',
    body: { thirdParty: '株式会社なぎさ', concludedOn: '2026-02-01', conformsToTerms: true },
  },
  endAgreement: {
    event: 'ThirdPartyAgreementEnded',
    summary: 'It no longer does',
    path: { agreementId: 'made by registerAgreement' },
    body: { endedOn: '2026-05-31' },
  },
  receiveComplaint: {
    event: 'ThirdPartyComplaintReceived',
    summary: 'Unwanted mail',
    body: { thirdParty: '山田太郎', receivedOn: '2026-04-02', summary: '迷惑メールが届く' },
  },
  takeMeasure: {
    event: 'HomepageMeasureTaken',
    summary: 'The provider asks for a page to be deleted',
    body: {
      ground: 'third-party-complaint',
      complaintId: 'made by receiveComplaint',
      deemedNecessary: true,
      measures: [1],
      from: '2026-04-05',
      notifiedOn: '2026-04-05',
      reason: '権利侵害の申立て',
    },
  },
  liftMeasure: {
    event: 'HomepageMeasureLifted',
    summary: 'The page is gone',
    path: { measureId: 'made by takeMeasure' },
    body: { liftedOn: '2026-04-20' },
  },
  resolveComplaint: {
    event: 'ThirdPartyComplaintResolved',
    summary: 'Resolved',
    path: { complaintId: 'made by receiveComplaint' },
    body: { resolvedOn: '2026-04-20', outcome: '該当ページを削除' },
  },
  setLimit: {
    event: 'HomepageLimitSet',
    summary: 'A limit of sessions',
    body: { kind: 'sessions', limit: '200', from: '2026-04-06', reason: '過大な負荷' },
  },
  liftLimit: {
    event: 'HomepageLimitLifted',
    summary: 'Lifted',
    path: { limitId: 'made by setLimit' },
    body: { liftedOn: '2026-04-30' },
  },
  appointAdministrator: {
    event: 'AdministratorAppointed',
    summary: 'The responsible administrator',
    body: { name: '佐藤花子', contact: 'hanako@minato.example', from: '2025-12-20' },
  },
  requestSettingChange: {
    event: 'SettingChangeRequested',
    summary: 'A change of the MX record',
    body: { requestedBy: '佐藤花子', requestedOn: '2026-03-20', description: 'MXレコードの変更' },
  },
  reportSettingChange: {
    event: 'SettingChangeReported',
    summary: 'Made',
    path: { changeId: 'made by requestSettingChange' },
    body: { made: true, reportedOn: '2026-03-21' },
  },
  reportMisuse: {
    event: 'MisuseReported',
    summary: 'A stolen password',
    body: { reportedOn: '2026-03-25', summary: 'パスワードの漏えい' },
  },
  giveInstruction: {
    event: 'InstructionGiven',
    summary: 'Change all passwords',
    path: { reportId: 'made by reportMisuse' },
    body: { givenOn: '2026-03-25', instruction: '全パスワードの変更' },
  },
  followInstruction: {
    event: 'InstructionFollowed',
    summary: 'Done',
    path: { reportId: 'made by reportMisuse', instructionId: 'made by giveInstruction' },
    body: { followedOn: '2026-03-27' },
  },
  restrictFunctions: {
    event: 'FunctionsRestricted',
    summary: 'No outbound mail for a while',
    body: { functions: ['SMTP送信'], from: '2026-03-25', reason: '不正利用の防止' },
  },
  liftRestriction: {
    event: 'RestrictionLifted',
    summary: 'Lifted',
    path: { restrictionId: 'made by restrictFunctions' },
    body: { liftedOn: '2026-03-28' },
  },
  receiveLiabilityClaim: {
    event: 'LiabilityClaimReceived',
    summary: 'Lost mail',
    body: { receivedOn: '2026-03-30', summary: 'メールの消失', basis: 'data-loss' },
  },
  answerLiabilityClaim: {
    event: 'LiabilityClaimAnswered',
    summary: 'Excluded by the terms',
    path: { claimId: 'made by receiveLiabilityClaim' },
    body: { answeredOn: '2026-04-10', answer: '規程により責任を負いません' },
  },
  requestUsageReport: {
    event: 'UsageReportRequested',
    summary: 'How much mail',
    body: { requestedOn: '2026-04-01', subject: '送受信数' },
  },
  submitUsageReport: {
    event: 'UsageReportSubmitted',
    summary: 'Submitted',
    path: { reportId: 'made by requestUsageReport' },
    body: { submittedOn: '2026-04-08' },
  },
  makeStatement: {
    event: 'StatementMade',
    summary: 'What the initial fee is, to be relied on',
    body: { statementId: 'april', figure: 'obligations/initial-fee:base', asOf: '2026-04-30', toldTo: '総務部' },
  },
  receiveNotice: {
    event: 'NoticeReceived',
    summary: 'The contractor gives notice to the end of June',
    body: {
      subject: 'contract',
      arrivedAt: '2026-05-20T10:15:00+09:00',
      designatedOn: '2026-06-30',
      form: 'prescribed',
      documents: [
        { sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', name: '解約申込書.pdf' },
      ],
    },
  },
  withdrawNotice: {
    event: 'NoticeWithdrawn',
    summary: 'Both agree to go on',
    path: { noticeId: 'made by receiveNotice' },
    body: { agreedOn: '2026-05-28', reason: '契約継続の合意' },
  },
  terminateContract: {
    event: 'ContractTerminated',
    summary: 'And then to part',
    body: { declaredOn: '2026-06-10', effectiveOn: '2026-06-30', ground: 'agreement', reason: '合意解約' },
  },
  correctEvent: {
    event: 'EventCorrected',
    summary: 'The transfer came a day later',
    body: {
      eventId: 'made by receivePayment',
      reason: '入金日の誤り',
      replacement: { receivedOn: '2026-02-28', amount: '117000', reference: '請求書 2026-0105' },
    },
  },
  refuseContract: {
    event: 'ContractRefused',
    summary: 'The application is refused',
    body: { refusedOn: '2025-12-15', reason: '信用調査の結果' },
  },
  importFacts: {
    event: 'PaymentReceived',
    summary: 'Two payments from elsewhere',
    body: {
      facts: [
        { type: 'PaymentReceived', data: { receivedOn: '2026-03-31', amount: '31000' } },
        { type: 'PaymentReceived', data: { receivedOn: '2026-04-30', amount: '37200' } },
      ],
    },
  },
} as const satisfies Readonly<Record<string, CommandExample>>;
export type CommandName = keyof typeof COMMAND_EXAMPLES;
