import fc from 'fast-check';
import { isoDate, plusDays, type CivilDate } from '@ledger/kernel';
import {
  outageCauses,
  outageExtents,
  terminationGrounds,
  type DataOf,
  type EventType,
  type RecordedContractEvent,
} from '@ledger/contract';
import { choicesOf, defaultReadings, readingIds, type Readings } from '@ledger/terms';
import { accepted, day, type Story } from './history.js';

/*
 * Contracts to whom anything may happen, in any order and more than once, whether or not a ledger would have recorded it so: what is said of
 * all histories is tried with them.
 */

const BEGIN = day('2023-11-20');
/** Days that lie close together as often as far apart, and first days of months among them. */
const days: fc.Arbitrary<CivilDate> = fc.oneof(
  fc.integer({ min: 0, max: 60 }).map((after) => plusDays(BEGIN, after)),
  fc.integer({ min: 0, max: 900 }).map((after) => plusDays(BEGIN, after)),
  fc
    .integer({ min: 0, max: 26 })
    .map((month) => day(new Date(Date.UTC(2023, 11 + month, 1)).toISOString().slice(0, 10))),
);
/** Within some weeks of winter, so that what happens meets. */
const closeDays = fc.integer({ min: 38, max: 62 }).map((after) => plusDays(BEGIN, after));

const amounts = fc.constantFrom('0', '1', '999', '31000', '30001', '100000');
const outageIds = fc.constantFrom('outage-1', 'outage-2');
const subjects = fc.constantFrom('contract' as const, 'homepage' as const);

type Happening = (told: Story) => Story;
const happening = <Type extends EventType>(type: Type, data: fc.Arbitrary<DataOf<Type>>): fc.Arbitrary<Happening> =>
  data.map((one) => (told) => told.and(type, one));

const optionally = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });
/** Without what is left open. */
const written = <Data>(data: Data): Data => JSON.parse(JSON.stringify(data)) as Data;

const happeningsOn = (days: fc.Arbitrary<CivilDate>): readonly fc.Arbitrary<Happening>[] => {
  const dates = days.map(isoDate);
  const moments = fc
    .tuple(dates, fc.constantFrom('00:00', '09:00', '09:01', '23:59'))
    .map(([on, time]) => `${on}T${time}:00+09:00`);
  const notices = fc
    .record({
      subject: subjects,
      arrivedAt: fc.oneof(dates, moments),
      designatedOn: optionally(dates),
      form: fc.constantFrom('prescribed' as const, 'prescribed' as const, 'other' as const),
    })
    .map((data) => written(data) as DataOf<'NoticeReceived'>);

  return [
    happening('BillingStarted', fc.record({ startsOn: dates })),
    happening('FeesRevised', fc.record({ effectiveOn: dates, monthlyFee: amounts })),
    happening(
      'FeesRevised',
      fc.record({ effectiveOn: dates, options: fc.record({ homepage: fc.record({ monthlyFee: amounts }) }) }),
    ),
    happening('ChangeAccepted', fc.record({ acceptedOn: dates, description: fc.constant('-'), oneTimeFee: amounts })),
    happening(
      'OptionAdded',
      fc.record({ option: fc.constant('homepage' as const), appliedOn: dates, acceptedOn: dates }),
    ),
    happening('OptionBillingStarted', fc.record({ option: fc.constant('homepage' as const), startsOn: dates })),
    happening('NoticeReceived', notices),
    happening(
      'ContractTerminated',
      fc.record({
        declaredOn: dates,
        effectiveOn: dates,
        ground: fc.constantFrom(...terminationGrounds),
        subject: subjects,
        reason: fc.constant('-'),
      }),
    ),
    fc
      .tuple(outageIds, moments, fc.integer({ min: 0, max: 80 }), dates, fc.boolean(), fc.boolean())
      .map(([outageId, awareAt, hours, arrivedOn, isRecovered, isClaimed]): Happening => (told) => {
        const recoveredAt = new Date(Date.parse(awareAt) + hours * 3_600_000).toISOString();
        let after = told.and('OutageDetected', {
          outageId,
          occurredAt: awareAt,
          awareAt,
          extent: 'total',
          cause: 'provider',
        });
        if (isRecovered) after = after.and('OutageRecovered', { outageId, recoveredAt });
        return isClaimed ? after.and('ReductionClaimed', { outageId, arrivedOn }) : after;
      }),
    happening(
      'OutageDetected',
      fc.record({
        outageId: outageIds,
        occurredAt: moments,
        awareAt: moments,
        extent: fc.constantFrom(...outageExtents),
        cause: fc.constantFrom(...outageCauses),
      }),
    ),
    happening('OutageRecovered', fc.record({ outageId: outageIds, recoveredAt: moments })),
    happening('ReductionClaimed', fc.record({ outageId: outageIds, arrivedOn: dates })),
    happening('PaymentReceived', fc.record({ receivedOn: dates, amount: amounts })),
    fc.tuple(fc.nat(), dates).map(([which, agreedOn]): Happening => (told) => {
      const noticeId = oneOf(told, which, 'NoticeReceived');
      return noticeId === undefined ? told : told.and('NoticeWithdrawn', { noticeId, agreedOn, reason: '-' });
    }),
    fc.nat().map((which): Happening => (told) => {
      const eventId = oneOf(told, which);
      return eventId === undefined ? told : told.and('EventVoided', { eventId, reason: '-' });
    }),
    fc.tuple(fc.nat(), dates).map(([which, startsOn]): Happening => (told) => {
      const eventId = oneOf(told, which, 'BillingStarted');
      const replacement = { startsOn };
      return eventId === undefined
        ? told
        : told.and('EventCorrected', { eventId, type: 'BillingStarted', reason: '-', replacement });
    }),
  ];
};

/** What was recorded after the acceptance, of a type where one is given. */
const oneOf = ({ events }: Story, which: number, type?: EventType): string | undefined => {
  const able = events
    .slice(3)
    .filter((event: RecordedContractEvent) =>
      type === undefined ? !event.type.startsWith('Event') : event.type === type,
    );
  return able[which % Math.max(1, able.length)]?.eventId;
};

const usually = fc.constantFrom(true, true, true, false);

/** Few kinds of happenings in one life: what each makes of it is seen more often than where all are mixed. */
const ofFewKinds = (happenings: readonly fc.Arbitrary<Happening>[]): fc.Arbitrary<readonly Happening[]> =>
  fc
    .oneof(
      ...[1, 2, 4, happenings.length].map((most) => fc.subarray([...happenings], { minLength: 1, maxLength: most })),
    )
    .chain((kinds) => fc.array(fc.oneof(...kinds), { maxLength: 8 }));

/** A contract that was accepted, and what else happened to it. */
export const randomLives: fc.Arbitrary<Story> = fc
  .tuple(
    usually,
    fc.oneof(ofFewKinds(happeningsOn(days)), ofFewKinds(happeningsOn(closeDays))),
    fc.integer({ min: 0, max: 27 }),
    usually,
  )
  .map(([isBilled, happened, billedAfter, isFirst]) => {
    const start = accepted('2023-11-20', { initial: '100000', monthly: '31000', option: ['5000', '6200'] });
    const startsOn = isFirst ? '2024-01-01' : isoDate(plusDays(day('2023-12-05'), billedAfter));
    const begun = isBilled ? start.and('BillingStarted', { startsOn }) : start;
    return happened.reduce((told, happen) => happen(told), begun);
  });

export const randomDays = days;

/** Any answer to every question. */
export const randomReadings: fc.Arbitrary<Readings> = fc
  .record(
    Object.fromEntries(
      readingIds.map((id) => [id, fc.oneof(fc.constant(defaultReadings[id]), fc.constantFrom(...choicesOf(id)))]),
    ),
  )
  .map((readings) => readings as unknown as Readings);
