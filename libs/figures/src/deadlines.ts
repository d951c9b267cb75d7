import { isoDate, type CivilDate, type DateRange } from '@ledger/kernel';
import type { Clause } from '@ledger/terms';
import { clauses } from './clauses.js';
import type { Credit } from './reductions.js';
import {
  complaintsOf,
  misuseReportsOf,
  usageReportsOf,
  type RegisteredComplaint,
  type RegisteredMisuseReport,
  type RegisteredUsageReport,
} from './registers.js';
import type { Service, Situation } from './situation.js';

export type DeadlineKind =
  | 'minimum-period-ends'
  | 'contract-ends'
  | 'option-ends'
  | 'claim-by'
  | 'complaint-open'
  | 'instruction-open'
  | 'usage-report-open';

/** A day that matters: one that is not past, or the day since which something is open. */
export interface Deadline {
  /** Stable: what it is and what it is about. */
  readonly id: string;
  readonly on: CivilDate;
  readonly kind: DeadlineKind;
  readonly text: string;
  readonly clause: Clause;
  /** The events it follows from. */
  readonly facts: readonly string[];
}

/** By day. */
export const deadlinesOf = (situation: Situation, credits: readonly Credit[]): readonly Deadline[] => {
  const { asOf, base, options } = situation;
  const services = base === undefined ? [] : [base, ...options];
  return [
    ...services.flatMap((service) => ofService(service, asOf)),
    ...credits.flatMap(ofCredit),
    ...ofComplaints(complaintsOf(situation)),
    ...ofInstructions(misuseReportsOf(situation)),
    ...ofUsageReports(usageReportsOf(situation)),
  ].sort((a, b) => a.on - b.on);
};

const ofService = (service: Service, asOf: CivilDate): readonly Deadline[] => {
  const { minimumPeriod, end } = service;
  const found: Deadline[] = [];
  // An end before the period's last day takes the period's place.
  const isCutOff = minimumPeriod !== undefined && end !== undefined && end.on < minimumPeriod.to;
  if (minimumPeriod !== undefined && minimumPeriod.to >= asOf && !isCutOff) {
    found.push(ofMinimumPeriod(service, minimumPeriod));
  }
  if (end !== undefined && end.on >= asOf) found.push(ofEnd(service, end));
  return found;
};

const ofMinimumPeriod = ({ subject, eventId, billing }: Service, { to }: DateRange): Deadline => ({
  id: `minimum-period-ends:${eventId}`,
  on: to,
  kind: 'minimum-period-ends',
  text: `last day of the minimum period of ${nameOf(subject)}`,
  clause: subject === 'base' ? clauses.minimumPeriod : clauses.optionMinimumPeriod,
  facts: billing === undefined ? [] : [billing.eventId],
});

const ofEnd = ({ subject, eventId }: Service, end: NonNullable<Service['end']>): Deadline => ({
  id: subject === 'base' ? `contract-ends:${eventId}` : `option-ends:${eventId}`,
  on: end.on,
  kind: subject === 'base' ? 'contract-ends' : 'option-ends',
  text: `last day of ${nameOf(subject)}`,
  clause: end.withContract ? clauses.effectiveEnd : clauses.cessation,
  facts: [end.eventId],
});

const ofCredit = ({ outageId, outage, status, claimBy }: Credit): readonly Deadline[] =>
  status !== 'claimable' || claimBy === undefined
    ? []
    : [
        {
          id: `claim-by:${outageId}`,
          on: claimBy,
          kind: 'claim-by',
          text: `last day for claiming a reduction for outage ${outageId}`,
          clause: clauses.reduction,
          facts: [outage.eventId],
        },
      ];

const ofComplaints = (complaints: readonly RegisteredComplaint[]): readonly Deadline[] =>
  complaints.flatMap(({ eventId, receivedOn, open }) =>
    open
      ? [
          openSince(
            'complaint-open',
            eventId,
            receivedOn,
            'a third party’s complaint',
            clauses.complaintsOfThirdParties,
          ),
        ]
      : [],
  );

const ofInstructions = (reports: readonly RegisteredMisuseReport[]): readonly Deadline[] =>
  reports.flatMap(({ instructions }) =>
    instructions.flatMap(({ eventId, givenOn, open }) =>
      open ? [openSince('instruction-open', eventId, givenOn, 'an instruction of the provider', clauses.misuse)] : [],
    ),
  );

const ofUsageReports = (reports: readonly RegisteredUsageReport[]): readonly Deadline[] =>
  reports.flatMap(({ eventId, requestedOn, open }) =>
    open ? [openSince('usage-report-open', eventId, requestedOn, 'a usage report asked for', clauses.usageReport)] : [],
  );

const openSince = (kind: DeadlineKind, eventId: string, on: CivilDate, what: string, clause: Clause): Deadline => ({
  id: `${kind}:${eventId}`,
  on,
  kind,
  text: `${what} is open since ${isoDate(on)}`,
  clause,
  facts: [eventId],
});

const nameOf = (subject: Service['subject']): string => (subject === 'base' ? 'the contract' : `the ${subject} option`);
