import { exampleEventId, type ExampleContract } from './example-contract.js';

const id = (number: number): string => exampleEventId(2, number);
const [agreement, complaint, measure, limit, restriction] = [id(1), id(2), id(3), id(4), id(5)];
const [settingChange, misuse, instruction, liabilityClaim, usageReport] = [id(6), id(7), id(8), id(9), id(10)];
const [bounced, mistyped, optionNotice] = [id(11), id(12), id(13)];

/** A contract in use, to which nearly everything happens that can happen: the registers, and money that went astray. */
export const lastingContract: ExampleContract = {
  contractId: 'example-lasting',
  title: 'in use, with complaints, measures, claims and money that went astray',
  facts: [
    // From the application to billing
    {
      type: 'ContractApplied',
      data: {
        contractor: { name: '株式会社若葉製作所', contact: 'soumu@wakaba.example', kind: 'corporation' },
        appliedOn: '2024-02-20',
        options: ['homepage'],
        documents: [
          {
            sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
            name: '利用申込書.pdf',
          },
        ],
      },
    },
    {
      type: 'FeesQuoted',
      data: {
        quotedOn: '2024-02-26',
        initialFee: '50000',
        monthlyFee: '30000',
        options: { homepage: { initialFee: '3000', monthlyFee: '5000' } },
      },
    },
    {
      type: 'TargetsDesignated',
      data: {
        from: '2024-03-01',
        domains: ['wakaba.example', '若葉.example'],
        ipAddresses: ['198.51.100.10', '2001:db8:1::/48'],
      },
    },
    { type: 'ContractAccepted', data: { acceptedOn: '2024-03-15' } },
    { type: 'AdministratorAppointed', data: { name: '佐藤 健一', contact: 'sato@wakaba.example', from: '2024-03-15' } },
    { type: 'BillingStarted', data: { startsOn: '2024-04-01' } },
    { type: 'OptionBillingStarted', data: { option: 'homepage', startsOn: '2024-04-01' } },

    // The first bill: one transfer bounced, the amount of the next was typed in wrongly and corrected
    {
      type: 'PaymentDemanded',
      data: {
        issuedOn: '2024-04-05',
        items: [
          { obligationId: 'initial-fee:base', amount: '50000' },
          { obligationId: 'monthly-fee:base:2024-04', amount: '30000' },
          { amount: '8000' },
        ],
        reference: 'R6-04-0117',
      },
    },
    {
      eventId: bounced,
      type: 'PaymentReceived',
      data: { receivedOn: '2024-04-30', amount: '88000', reference: 'R6-04-0117' },
    },
    { type: 'PaymentReversed', data: { paymentId: bounced, reversedOn: '2024-05-02', reason: '振込の組戻し' } },
    {
      eventId: mistyped,
      type: 'PaymentReceived',
      data: { receivedOn: '2024-05-10', amount: '8800', reference: 'R6-04-0117' },
    },
    {
      type: 'EventCorrected',
      data: {
        eventId: mistyped,
        reason: '入金額の桁の誤り',
        replacement: { receivedOn: '2024-05-10', amount: '88000', reference: 'R6-04-0117' },
      },
    },

    // In use: settings, a third party, and what was misused
    {
      eventId: settingChange,
      type: 'SettingChangeRequested',
      data: { requestedBy: '佐藤 健一', requestedOn: '2024-06-03', description: 'MX レコードの切替え' },
    },
    { type: 'SettingChangeReported', data: { changeId: settingChange, made: true, reportedOn: '2024-06-05' } },
    {
      eventId: agreement,
      type: 'ThirdPartyAgreementRegistered',
      data: { thirdParty: '若葉販売合同会社', concludedOn: '2024-07-01', conformsToTerms: true },
    },
    {
      eventId: complaint,
      type: 'ThirdPartyComplaintReceived',
      data: {
        thirdParty: '若葉販売合同会社',
        receivedOn: '2024-09-12',
        summary: '若葉販売の掲載した画像が著作権を侵害しているとの申出',
      },
    },
    {
      eventId: measure,
      type: 'HomepageMeasureTaken',
      data: {
        ground: 'third-party-complaint',
        complaintId: complaint,
        deemedNecessary: true,
        measures: [1, 3],
        from: '2024-09-14',
        notifiedOn: '2024-09-14',
        reason: '申出のあった画像の公開を止めるため',
      },
    },
    {
      type: 'ThirdPartyComplaintResolved',
      data: { complaintId: complaint, resolvedOn: '2024-09-30', outcome: '画像の差替えで解決' },
    },
    { type: 'HomepageMeasureLifted', data: { measureId: measure, liftedOn: '2024-10-01' } },
    { type: 'ThirdPartyAgreementEnded', data: { agreementId: agreement, endedOn: '2025-03-31' } },
    {
      eventId: misuse,
      type: 'MisuseReported',
      data: { reportedOn: '2024-11-05', summary: '管理用パスワードの漏えい' },
    },
    {
      eventId: instruction,
      type: 'InstructionGiven',
      data: { reportId: misuse, givenOn: '2024-11-05', instruction: '全利用者のパスワードを変更すること' },
    },
    {
      type: 'InstructionFollowed',
      data: { reportId: misuse, instructionId: instruction, followedOn: '2024-11-08' },
    },
    {
      eventId: restriction,
      type: 'FunctionsRestricted',
      data: { functions: ['smtp-submission'], from: '2024-11-05', reason: '迷惑メールの大量送信' },
    },
    { type: 'RestrictionLifted', data: { restrictionId: restriction, liftedOn: '2024-11-09' } },
    {
      eventId: limit,
      type: 'HomepageLimitSet',
      data: { kind: 'sessions', limit: '100', from: '2024-12-20', reason: '年末の負荷に備えるため' },
    },
    { type: 'HomepageLimitLifted', data: { limitId: limit, liftedOn: '2025-01-10' } },

    // An outage of the contractor's own settings, and one of the provider's that was reduced by too much
    {
      type: 'OutageDetected',
      data: {
        outageId: 'settings-2025-02',
        occurredAt: '2025-02-03T22:00:00+09:00',
        awareAt: '2025-02-04T09:15:00+09:00',
        extent: 'total',
        cause: 'contractor-settings',
      },
    },
    { type: 'OutageRecovered', data: { outageId: 'settings-2025-02', recoveredAt: '2025-02-05T11:00:00+09:00' } },
    {
      type: 'OutageDetected',
      data: {
        outageId: 'storage-2025-08',
        occurredAt: '2025-08-18T03:40:00+09:00',
        awareAt: '2025-08-18T04:00:00+09:00',
        extent: 'equivalent',
        cause: 'provider',
      },
    },
    { type: 'OutageRecovered', data: { outageId: 'storage-2025-08', recoveredAt: '2025-08-20T16:30:00+09:00' } },
    { type: 'ReductionClaimed', data: { outageId: 'storage-2025-08', arrivedOn: '2025-08-25' } },
    {
      type: 'ReductionDecided',
      data: {
        outageId: 'storage-2025-08',
        decidedOn: '2025-09-01',
        decision: 'granted',
        amount: '3600',
        reason: '3 日分として計算',
      },
    },
    {
      eventId: liabilityClaim,
      type: 'LiabilityClaimReceived',
      data: { receivedOn: '2025-08-26', summary: '障害中に失われた受信メールの賠償', basis: 'data-loss' },
    },
    {
      type: 'LiabilityClaimAnswered',
      data: {
        claimId: liabilityClaim,
        answeredOn: '2025-09-05',
        answer: '第 11 条第 2 項により責任を負わない旨を回答',
      },
    },

    // What changed on the way
    {
      type: 'FeesRevised',
      data: { effectiveOn: '2025-04-10', monthlyFee: '32000', options: { homepage: { monthlyFee: '5500' } } },
    },
    {
      type: 'ChangeAccepted',
      data: { acceptedOn: '2025-06-02', description: 'メールボックス 100 個の追加', oneTimeFee: '15000' },
    },
    {
      type: 'ContractorChanged',
      data: {
        from: '2025-10-01',
        name: '若葉テクノ株式会社',
        contact: 'soumu@wakaba-techno.example',
        reason: '商号の変更',
      },
    },
    {
      type: 'AdministratorAppointed',
      data: { name: '鈴木 美咲', contact: 'suzuki@wakaba-techno.example', from: '2025-10-01' },
    },

    // Paid for the year, and too much of it
    { type: 'PaymentReceived', data: { receivedOn: '2025-03-31', amount: '385000', reference: '令和 6 年度分' } },
    { type: 'PaymentReceived', data: { receivedOn: '2026-03-31', amount: '490000', reference: '令和 7 年度分' } },
    { type: 'Repaid', data: { paidOn: '2026-04-10', amount: '28250', reference: '過払い分' } },

    // The option was to be given up, and was not
    { type: 'NoticeReceived', data: { subject: 'homepage', arrivedAt: '2026-02-02', form: 'other' } },
    {
      eventId: optionNotice,
      type: 'NoticeReceived',
      data: { subject: 'homepage', arrivedAt: '2026-02-09T10:05:00+09:00', form: 'prescribed' },
    },
    {
      type: 'NoticeWithdrawn',
      data: { noticeId: optionNotice, agreedOn: '2026-02-20', reason: '継続利用の申出に同意' },
    },

    // Open to this day
    {
      eventId: usageReport,
      type: 'UsageReportRequested',
      data: { requestedOn: '2026-06-01', subject: '送信通数の内訳' },
    },
    { type: 'UsageReportSubmitted', data: { reportId: usageReport, submittedOn: '2026-06-19' } },
    { type: 'UsageReportRequested', data: { requestedOn: '2026-07-10', subject: '再委託先による利用の状況' } },
  ],
};
