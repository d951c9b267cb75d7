import type { ImportedFact } from '@ledger/application';

/** What happens to a contract, in the order in which it happens: as many facts as are asked for, 50 in two years. */
export const lifeOf = (length: number): readonly ImportedFact[] => {
  const facts = [...beginning];
  for (let month = 0; facts.length < length; month += 1) facts.push(...monthOf(month));
  return facts.slice(0, length);
};

/** The id that an event of the life is named by, where a later one refers to it. */
const idOf = (number: number): string => `00000000-0000-8000-8000-${String(number).padStart(12, '0')}`;

const beginning: readonly ImportedFact[] = [
  {
    type: 'ContractApplied',
    data: {
      contractor: { name: '株式会社みなと', contact: '総務部 03-0000-0000', kind: 'corporation' },
      appliedOn: '2023-01-10',
    },
  },
  {
    type: 'FeesQuoted',
    data: {
      quotedOn: '2023-01-16',
      initialFee: '100000',
      monthlyFee: '31000',
      options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
    },
  },
  { type: 'ContractAccepted', data: { acceptedOn: '2023-01-20' } },
  {
    type: 'TargetsDesignated',
    data: { from: '2023-01-20', domains: ['minato.example'], ipAddresses: ['192.0.2.0/24'] },
  },
  { type: 'BillingStarted', data: { startsOn: '2023-02-15' } },
  { type: 'OptionAdded', data: { option: 'homepage', appliedOn: '2023-01-20', acceptedOn: '2023-02-01' } },
  { type: 'OptionBillingStarted', data: { option: 'homepage', startsOn: '2023-03-10' } },
];

/** A payment every month; now and then an outage, a complaint, a change, new fees. */
const monthOf = (month: number): readonly ImportedFact[] => {
  const on = (day: number): string => dateOf(month, day);
  const facts: ImportedFact[] = [
    { type: 'PaymentReceived', data: { receivedOn: on(5), amount: '37200', reference: `invoice ${on(1)}` } },
  ];
  if (month % 4 === 1) {
    const outageId = `outage-${month}`;
    facts.push(
      {
        type: 'OutageDetected',
        data: {
          outageId,
          occurredAt: `${on(10)}T08:20:00+09:00`,
          awareAt: `${on(10)}T09:00:00+09:00`,
          extent: 'total',
          cause: 'provider',
        },
      },
      { type: 'OutageRecovered', data: { outageId, recoveredAt: `${on(12)}T10:30:00+09:00` } },
      { type: 'ReductionClaimed', data: { outageId, arrivedOn: on(20) } },
    );
  }
  if (month % 6 === 2) {
    facts.push(
      {
        type: 'ThirdPartyComplaintReceived',
        data: { receivedOn: on(14), summary: '掲載した画像が著作権を侵害しているとの申出' },
        eventId: idOf(month),
      },
      {
        type: 'ThirdPartyComplaintResolved',
        data: { complaintId: idOf(month), resolvedOn: on(24), outcome: '画像の差替えで解決' },
      },
    );
  }
  if (month % 9 === 3) {
    facts.push({
      type: 'ChangeAccepted',
      data: { acceptedOn: on(16), description: 'メールボックス 100 個の追加', oneTimeFee: '15000' },
    });
  }
  if (month % 12 === 7) {
    facts.push({ type: 'FeesRevised', data: { effectiveOn: on(25), monthlyFee: String(31_000 + 10 * month) } });
  }
  return facts;
};

const dateOf = (month: number, day: number): string =>
  new Date(Date.UTC(2023, 1 + month, day)).toISOString().slice(0, 10);
