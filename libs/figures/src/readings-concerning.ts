import { latest, MICROSECONDS_PER_HOUR, partsOf, type CivilDate, type Instant } from '@ledger/kernel';
import { readFacts, type History, type Notice, type Outage, type Termination } from '@ledger/contract';
import {
  isExemptEnd,
  minimumPeriodOf,
  obstaclesToReduction,
  optionMinimumPeriodOf,
  readingIds,
  xspMailTerms,
  type Interpretation,
  type ReadingId,
} from '@ledger/terms';

/** Readings as bits of a number: of R01 the lowest; above those of all readings the one for the edition. */
export type ReadingSet = number;

export const setOfReadings = (ids: Iterable<ReadingId>): ReadingSet => {
  let set = 0;
  for (const id of ids) set |= 1 << readingIds.indexOf(id);
  return set;
};
export const EDITION: ReadingSet = 1 << readingIds.length;

/** What two interpretations answer differently. */
export const readingsBetween = (before: Interpretation, after: Interpretation): ReadingSet =>
  setOfReadings(readingIds.filter((id) => before.readings[id] !== after.readings[id])) |
  (JSON.stringify(before.terms) === JSON.stringify(after.terms) ? 0 : EDITION);

/**
 * The readings that the amounts of a contract's obligations can rest on, seen from its facts: by one that is not among them no article comes
 * to another amount, on whatever day and whatever the others are. One that is among them may well make no difference. (The editions are those of
 * the terms; without EDITION among them their numbers make no difference either.)
 */
export const readingsConcerning = (history: History): ReadingSet => {
  const seen = seenIn(history);
  if (!seen.isAccepted) return 0;
  const { notices, terminations, hasOption, hasRevision, isBilled, isBilledInParts } = seen;
  const hasEnd = notices.length + terminations.length > 0;
  const endsEarly = hasEnd && isEarly(seen);
  const endsUnbilled = hasEnd && isUnbilled(seen);
  const isCharged = endsEarly || endsUnbilled;
  const isReduced = seen.outages.some((outage) => mayReduce(outage, seen));
  const ofContract = terminations.filter(({ subject }) => subject === 'contract').map(({ ground }) => ground);
  const when: Readonly<Record<ReadingId, boolean>> = {
    R01: notices.length > 0,
    R02: isReduced,
    R03: hasEnd || isBilledInParts,
    R04: endsEarly,
    R05: endsEarly && hasOption,
    R06: isReduced && hasOption,
    R07: isReduced,
    R08: isReduced,
    R09: hasEnd || isBilledInParts || isReduced,
    R10: isCharged && hasOption && ofContract.some((ground) => isExemptEnd(ground, { R20: 'not-charged' })),
    R11: hasEnd && isBilled,
    R12: endsUnbilled,
    R13: hasTwo(notices),
    R14: isReduced && (hasOption || hasRevision),
    R15: isReduced,
    R16: notices.some(({ atMidnight }) => atMidnight),
    R17: false,
    R18: isBilledInParts || isReduced,
    R19: endsEarly && hasRevision,
    R20: isCharged && ofContract.includes('agreement'),
    R21: false,
  };
  const rests = readingIds.filter((id) => when[id]);
  return setOfReadings(rests) | (hasEnd || seen.claimed.size > 0 ? EDITION : 0);
};

interface Seen {
  readonly isAccepted: boolean;
  /** On the prescribed form; also those withdrawn, since on an earlier day they stand. */
  readonly notices: readonly Notice[];
  readonly terminations: readonly Termination[];
  readonly billedFrom: readonly CivilDate[];
  readonly optionsBilledFrom: readonly CivilDate[];
  readonly isBilled: boolean;
  /** A month of a service that goes on may be billed in part, or at more than one fee. */
  readonly isBilledInParts: boolean;
  readonly hasOption: boolean;
  readonly hasRevision: boolean;
  readonly outages: readonly Outage[];
  readonly recoveries: ReadonlyMap<string, readonly Instant[]>;
  readonly claimed: ReadonlySet<string>;
}

const seenIn = (history: History): Seen => {
  const [notices, terminations, outages]: [Notice[], Termination[], Outage[]] = [[], [], []];
  const [billedFrom, optionsBilledFrom]: [CivilDate[], CivilDate[]] = [[], []];
  const recoveries = new Map<string, Instant[]>();
  const claimed = new Set<string>();
  let [isAccepted, isBilledInParts, hasOption, hasRevision] = [false, false, false, false];
  for (const fact of readFacts(history)) {
    switch (fact.type) {
      case 'ContractAccepted':
        isAccepted = true;
        break;
      case 'BillingStarted':
        billedFrom.push(fact.entry.startsOn);
        isBilledInParts ||= !isFirstOfMonth(fact.entry.startsOn);
        break;
      case 'OptionBillingStarted':
        optionsBilledFrom.push(fact.entry.billing.startsOn);
        isBilledInParts ||= !isFirstOfMonth(fact.entry.billing.startsOn);
        break;
      case 'FeesRevised':
        hasRevision = true;
        isBilledInParts ||= !isFirstOfMonth(fact.entry.effectiveOn);
        break;
      case 'OptionAdded':
        hasOption = true;
        break;
      case 'NoticeReceived':
        if (fact.entry.form === 'prescribed') notices.push(fact.entry);
        break;
      case 'ContractTerminated':
        terminations.push(fact.entry);
        break;
      case 'OutageDetected':
        outages.push(fact.entry);
        break;
      case 'OutageRecovered': {
        const known = recoveries.get(fact.entry.id) ?? [];
        recoveries.set(fact.entry.id, [...known, fact.entry.part.recoveredAt]);
        break;
      }
      case 'ReductionClaimed':
        claimed.add(fact.entry.id);
        break;
      default: // no amount rests on it
    }
  }
  const isBilled = billedFrom.length + optionsBilledFrom.length > 0;
  return {
    isAccepted,
    notices,
    terminations,
    billedFrom,
    optionsBilledFrom,
    isBilled,
    isBilledInParts,
    hasOption,
    hasRevision,
    outages,
    recoveries,
    claimed,
  };
};

const isFirstOfMonth = (date: CivilDate): boolean => partsOf(date).day === 1;

/** A day before which no notice has its effect, whatever the readings. */
const notBefore = ({ arrivedOn, designatedOn }: Notice): CivilDate => latest(arrivedOn, designatedOn ?? arrivedOn);

const endsNotBefore = ({ notices, terminations }: Seen): readonly CivilDate[] => [
  ...notices.map(notBefore),
  ...terminations.map(({ effectiveOn }) => effectiveOn),
];

/** Whether anything may end before the last day of a minimum period. */
const isEarly = (seen: Seen): boolean => {
  const periods = xspMailTerms.editions.flatMap((edition) => [
    ...seen.billedFrom.map((from) => minimumPeriodOf(from, edition)),
    ...seen.optionsBilledFrom.map((from) => optionMinimumPeriodOf(from, edition)),
  ]);
  return endsNotBefore(seen).some((end) => periods.some(({ to }) => end < to));
};

/** R12: whether the contract may end before it is billed. */
const isUnbilled = (seen: Seen): boolean =>
  seen.billedFrom.length === 0 || endsNotBefore(seen).some((end) => seen.billedFrom.some((from) => end < from));

/** Art. 10: whether an outage may be unusable time that is claimed. */
const mayReduce = ({ outageId, awareAt, extent, cause }: Outage, { recoveries, claimed }: Seen): boolean => {
  if (!claimed.has(outageId) || obstaclesToReduction(cause, extent).length > 0) return false;
  const lasted = (recoveries.get(outageId) ?? []).map((recoveredAt) => recoveredAt - awareAt);
  return lasted.length === 0 || lasted.some((time) => time >= LEAST_UNUSABLE);
};
const LEAST_UNUSABLE =
  Math.min(...xspMailTerms.editions.map(({ parameters }) => parameters.unusableHours)) * MICROSECONDS_PER_HOUR;

/** R13: whether several notices may stand beside each other. */
const hasTwo = (notices: readonly Notice[]): boolean =>
  new Set(notices.map(({ subject }) => subject)).size < notices.length;
