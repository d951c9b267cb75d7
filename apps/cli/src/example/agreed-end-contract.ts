import { exampleEventId, type ExampleContract } from './example-contract.js';

const mistaken = exampleEventId(3, 1);

/** An individual's contract that began on a leap day, lost a reduction by claiming too late, and ended by agreement. */
export const agreedEndContract: ExampleContract = {
  contractId: 'example-agreed-end',
  title: 'ended by agreement and settled; began on a leap day',
  facts: [
    {
      type: 'ContractApplied',
      data: {
        contractor: { name: '高橋 遥', contact: 'haruka@example.jp', kind: 'individual' },
        appliedOn: '2024-02-01',
      },
    },
    { type: 'FeesQuoted', data: { quotedOn: '2024-02-05', initialFee: '30000', monthlyFee: '29000' } },
    // Refused on the wrong file: voided, and accepted after all
    { eventId: mistaken, type: 'ContractRefused', data: { refusedOn: '2024-02-08', reason: '審査の結果' } },
    { type: 'EventVoided', data: { eventId: mistaken, reason: '別の申込みと取り違えたため' } },
    { type: 'ContractAccepted', data: { acceptedOn: '2024-02-09' } },
    { type: 'TargetsDesignated', data: { from: '2024-02-15', domains: ['haruka.example'], ipAddresses: [] } },
    { type: 'BillingStarted', data: { startsOn: '2024-02-29' } },
    { type: 'PaymentReceived', data: { receivedOn: '2024-03-29', amount: '60000' } },
    {
      type: 'OutageDetected',
      data: {
        outageId: 'dns-2024-05',
        occurredAt: '2024-05-10T00:00:00+09:00',
        awareAt: '2024-05-10T00:30:00+09:00',
        extent: 'total',
        cause: 'provider',
      },
    },
    { type: 'OutageRecovered', data: { outageId: 'dns-2024-05', recoveredAt: '2024-05-11T12:00:00+09:00' } },
    { type: 'ReductionClaimed', data: { outageId: 'dns-2024-05', arrivedOn: '2024-09-02' } },
    {
      type: 'ReductionDecided',
      data: { outageId: 'dns-2024-05', decidedOn: '2024-09-06', decision: 'denied', reason: '第 10 条の期間の経過' },
    },
    {
      type: 'ContractTerminated',
      data: {
        declaredOn: '2024-10-10',
        effectiveOn: '2024-10-31',
        ground: 'agreement',
        reason: '廃業に伴う合意解除',
      },
    },
    {
      type: 'SettlementAgreed',
      data: {
        agreedOn: '2024-11-15',
        waived: '58000',
        obligationId: 'early-termination-charge:1:base',
        reason: '廃業の事情を考慮し調定金の半額を免除',
      },
    },
    { type: 'PaymentReceived', data: { receivedOn: '2024-12-02', amount: '261000' } },
  ],
};
