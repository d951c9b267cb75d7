import { civilDate, type CivilDate, type IsoDate } from '@ledger/kernel';
import { instantOfMilliseconds } from '@ledger/kernel';
import {
  historyOf,
  type ContractEvent,
  type DataOf,
  type EventType,
  type History,
  type RecordedContractEvent,
} from '@ledger/contract';
import { defaultReadings, xspMailTerms, type Interpretation, type Readings } from '@ledger/terms';

/** Facts for a specification of what follows from them, told in the order of their recording. */
export interface Story {
  readonly events: readonly RecordedContractEvent[];
  /** One more event; its id is the one given, else its type and its place. */
  readonly and: <Type extends EventType>(type: Type, data: DataOf<Type>, eventId?: string) => Story;
  readonly history: History;
}

const CONTRACT = 'c-1';

export const story = (events: readonly RecordedContractEvent[] = []): Story => ({
  events,
  and: (type, data, eventId = `${type}-${String(events.length)}`) => {
    const place = events.length;
    const recording = {
      eventId,
      revision: place,
      position: BigInt(place + 1),
      recordedAt: instantOfMilliseconds(Date.UTC(2026, 0, 1) + place * 1000),
    };
    return story([...events, { ...recording, type, data } as ContractEvent & typeof recording]);
  },
  get history() {
    return historyOf(CONTRACT, events);
  },
});

/** The terms of the service under the default readings, but for those given. */
export const reading = (readings: Partial<Readings> = {}): Interpretation => ({
  terms: xspMailTerms,
  readings: { ...defaultReadings, ...readings },
});

/** `day('2026-01-31')`. */
export const day = (text: IsoDate): CivilDate => civilDate(text);

/** A contract that was applied for, quoted and accepted. */
export const accepted = (
  acceptedOn: IsoDate,
  fees: { initial?: string; monthly?: string; option?: [initial: string, monthly: string] } = {},
): Story =>
  story()
    .and('ContractApplied', { contractor: { name: '株式会社例' }, appliedOn: acceptedOn })
    .and('FeesQuoted', {
      quotedOn: acceptedOn,
      initialFee: fees.initial ?? '0',
      monthlyFee: fees.monthly ?? '31000',
      options: { homepage: { initialFee: fees.option?.[0] ?? '0', monthlyFee: fees.option?.[1] ?? '6200' } },
    })
    .and('ContractAccepted', { acceptedOn });

/** The worked contract of the terms: quoted 100000 and 31000 a month, the option 5000 and 6200. */
export const workedContract: Story = accepted('2025-12-20', {
  initial: '100000',
  monthly: '31000',
  option: ['5000', '6200'],
})
  .and('BillingStarted', { startsOn: '2026-01-15' })
  .and('OptionAdded', { option: 'homepage', appliedOn: '2026-01-25', acceptedOn: '2026-02-01' }, 'option')
  .and('OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-10' })
  .and('OutageDetected', {
    outageId: 'outage',
    occurredAt: '2026-03-10T08:30:00+09:00',
    awareAt: '2026-03-10T09:00:00+09:00',
    extent: 'total',
    cause: 'provider',
  })
  .and('OutageRecovered', { outageId: 'outage', recoveredAt: '2026-03-13T08:59:00+09:00' })
  .and('ReductionClaimed', { outageId: 'outage', arrivedOn: '2026-04-01' })
  .and(
    'NoticeReceived',
    { subject: 'contract', arrivedAt: '2026-05-20', designatedOn: '2026-06-30', form: 'prescribed' },
    'notice',
  );
