import { exampleEventId, type ExampleContract } from './example-contract.js';

const notice = exampleEventId(1, 1);
const outageId = 'mail-2026-03';

/**
 * The contract that every rule of the fees touches: on 2026-07-31 it has arisen 551399, reduced 2480 and outstanding 548919 yen. It
 * began in the middle of a month, has an option that began later, an outage with a claim in time, and ended before its minimum period.
 */
export const workedContract: ExampleContract = {
  contractId: 'example-worked',
  title: 'ended before its minimum period, with an option and an outage',
  facts: [
    {
      type: 'ContractApplied',
      data: {
        contractor: { name: '株式会社青空', contact: 'keiyaku@aozora.example', kind: 'corporation' },
        appliedOn: '2025-12-01',
      },
    },
    {
      type: 'FeesQuoted',
      data: {
        quotedOn: '2025-12-10',
        initialFee: '100000',
        monthlyFee: '31000',
        options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
      },
    },
    { type: 'ContractAccepted', data: { acceptedOn: '2025-12-20' } },
    {
      type: 'TargetsDesignated',
      data: { from: '2025-12-20', domains: ['aozora.example'], ipAddresses: ['192.0.2.0/24'] },
    },
    { type: 'BillingStarted', data: { startsOn: '2026-01-15' } },
    { type: 'OptionAdded', data: { option: 'homepage', appliedOn: '2026-01-20', acceptedOn: '2026-02-01' } },
    { type: 'OptionBillingStarted', data: { option: 'homepage', startsOn: '2026-02-10' } },
    {
      type: 'OutageDetected',
      data: {
        outageId,
        occurredAt: '2026-03-10T08:20:00+09:00',
        awareAt: '2026-03-10T09:00:00+09:00',
        extent: 'total',
        cause: 'provider',
      },
    },
    { type: 'OutageRecovered', data: { outageId, recoveredAt: '2026-03-13T08:59:00+09:00' } },
    { type: 'ReductionClaimed', data: { outageId, arrivedOn: '2026-04-01' } },
    {
      eventId: notice,
      type: 'NoticeReceived',
      data: {
        subject: 'contract',
        arrivedAt: '2026-05-20T14:30:00+09:00',
        designatedOn: '2026-06-30',
        form: 'prescribed',
      },
    },
  ],
};
