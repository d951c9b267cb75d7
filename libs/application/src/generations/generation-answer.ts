import { isoInstant, yenText, isoDate, type Instant, type Yen } from '@ledger/kernel';
import {
  FIRST_GENERATION,
  type Building,
  type Cause,
  type Difference,
  type DiffTotal,
  type ListFilter,
  type RowFigure,
} from '@ledger/projections';
import { dateText } from '../present.js';
import { isGivenUp, type Generations, type RequestedGeneration } from './generation-events.js';

/** A generation, and how far it is built. */
export interface GenerationAnswer {
  readonly generationId: string;
  /** `emptied`: it was finished, and holds nothing any more. */
  readonly state: 'waiting' | 'building' | 'finished' | 'emptied' | 'failed' | 'cancelled' | 'dropped';
  /** It is what the lists show. */
  readonly isLive: boolean;
  /** The first contracts that could not be computed. */
  readonly errors: readonly { readonly contractId: string; readonly reason: string }[];
  readonly failed: number;
  readonly done: number;
  readonly total: number | null;
  /** Contracts a second. */
  readonly rate: number | null;
  readonly remainingSeconds: number | null;
  /** Of all its rows when it was finished: equal where rows are. */
  readonly digest: string | null;
  /** Why nothing came of it. */
  readonly reason: string | null;
  readonly scope: 'all' | { readonly contractIds: readonly string[] } | { readonly filter: object };
  readonly asOf: string | null;
  readonly knownAt: string | null;
  readonly readings: readonly string[];
  /** As it was written. */
  readonly edition: string | object | null;
  readonly hypotheses: object | null;
  readonly fromLog: boolean;
  readonly requestedAt: string | null;
  readonly requestedBy: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  /** Up to where the log was read. */
  readonly position: string | null;
  readonly codeVersion: string | null;
  readonly acceptances: readonly AcceptanceAnswer[];
  /** Each time that it was made live; the latest last. */
  readonly switches: readonly SwitchAnswer[];
}
export interface SwitchAnswer {
  /** The generation that was live until then. */
  readonly from: string;
  readonly reason: string | null;
  readonly at: string;
  readonly by: string;
}
export interface AcceptanceAnswer {
  readonly against: string;
  readonly diff: string;
  readonly figures: number;
  readonly reason: string | null;
  readonly at: string;
  readonly by: string;
}

export const generationAnswer = (
  generation: RequestedGeneration,
  building: Building | undefined,
  liveId: string,
  isEmptied = false,
): GenerationAnswer => {
  const { generationId, request, requestedAt, requestedBy, acceptances, switches } = generation;
  const { scope, asOf, knownAt, readings = [], edition, hypotheses, fromLog = false } = request;
  const isUnderWay = building?.state === 'building';
  return {
    generationId,
    state: isEmptied ? 'emptied' : stateOf(generation, building),
    isLive: generationId === liveId,
    errors: building?.firstErrors ?? [],
    failed: building?.failed ?? 0,
    done: building?.done ?? 0,
    total: building?.total ?? null,
    rate: building?.rate === undefined ? null : Math.round(building.rate),
    remainingSeconds: isUnderWay ? remainingOf(building) : null,
    digest: building?.digest ?? null,
    reason: isEmptied ? EMPTIED : (building?.reason ?? null),
    scope: typeof scope === 'object' && 'filter' in scope ? { filter: filterAnswer(scope.filter) } : scope,
    asOf: asOf ?? null,
    knownAt: knownAt ?? null,
    readings,
    edition: edition ?? null,
    hypotheses: hypotheses === undefined ? null : (JSON.parse(hypotheses) as object),
    fromLog,
    requestedAt: momentText(requestedAt),
    requestedBy: requestedBy ?? null,
    startedAt: momentText(building?.startedAt),
    endedAt: momentText(building?.endedAt),
    position: building === undefined || isUnderWay ? null : String(building.position),
    codeVersion: building?.codeVersion ?? null,
    acceptances: acceptances.map(({ reason, at, ...one }) => ({ ...one, reason: reason ?? null, at: isoInstant(at) })),
    switches: switches.map(({ from, reason, at, by }) => ({ from, reason: reason ?? null, at: isoInstant(at), by })),
  };
};

/** Why a generation holds nothing any more, and what to do. */
export const EMPTIED =
  'its rows are gone, since another version of the ledger made them or its file was damaged: rebuild, and drop it';

/** As it was asked for. */
const filterAnswer = (recorded: string): object => {
  const { text: q, endsBefore, endsFrom, endsTo, ...words } = JSON.parse(recorded) as ListFilter;
  const days = { endsBefore, endsFrom, endsTo };
  const said = Object.entries(days).flatMap(([name, day]) =>
    day === undefined ? [] : [[name, isoDate(day)] as const],
  );
  return { ...words, ...(q !== undefined && { q }), ...Object.fromEntries(said) };
};

/** Whoever builds it need not have seen yet what was recorded. */
const stateOf = (generation: RequestedGeneration, building: Building | undefined): GenerationAnswer['state'] => {
  if (generation.isDropped) return 'dropped';
  if (generation.generationId === FIRST_GENERATION) return 'finished';
  return isGivenUp(generation) ? 'cancelled' : (building?.state ?? 'waiting');
};

/** Whether there must be something in a generation that is not live: it was finished, over a log that was not empty. */
export const isToHold = (generation: RequestedGeneration, building: Building | undefined): boolean =>
  stateOf(generation, building) === 'finished' && building?.position !== 0n;

const remainingOf = ({ total, done, rate }: Building): number | null =>
  total === undefined || rate === undefined || rate === 0 ? null : Math.ceil((total - done) / rate);

const momentText = (moment: Instant | undefined): string | null => (moment === undefined ? null : isoInstant(moment));

/** The latest requested first; the first generation, which nobody requested, comes last. */
export const latestFirst = ({ requested }: Generations): readonly RequestedGeneration[] =>
  [...requested.values()].toReversed();

/** A figure that differs between two generations. */
export interface DifferenceAnswer {
  readonly contractId: string;
  /** `contract`, `totals`, `obligations/<id>` or `deadlines/<id>`. */
  readonly figure: string;
  readonly article: string | null;
  /** Null where there is no such figure. */
  readonly before: object | null;
  readonly after: object | null;
  /** After less before; null where the figure is no sum. */
  readonly yen: string | null;
  /** What changed it, in the order in which premises are exchanged: their yen add up to the whole. */
  readonly causes: readonly { readonly cause: Cause; readonly detail: string | null; readonly yen: string | null }[];
}

export const differenceAnswer = ({
  contractId,
  figure,
  article,
  before,
  after,
  yen,
  causes,
}: Difference): DifferenceAnswer => ({
  contractId,
  figure,
  article: article ?? null,
  before: before === undefined ? null : figureAnswer(before),
  after: after === undefined ? null : figureAnswer(after),
  yen: yenOrNull(yen),
  causes: causes.map((one) => ({ cause: one.cause, detail: one.detail ?? null, yen: yenOrNull(one.yen) })),
});

const yenOrNull = (amount: Yen | undefined): string | null => (amount === undefined ? null : yenText(amount));

const figureAnswer = ({ kind, value }: RowFigure): object => {
  switch (kind) {
    case 'contract':
      return {
        ...value,
        billingStartedOn: dateText(value.billingStartedOn),
        minimumPeriodEndsOn: dateText(value.minimumPeriodEndsOn),
        effectiveEndOn: dateText(value.effectiveEndOn),
      };
    case 'totals':
      return { outstanding: yenText(value.outstanding) };
    case 'obligation':
      return {
        ...value,
        subject: value.subject ?? null,
        item: value.item ?? null,
        period: value.period === undefined ? null : { from: isoDate(value.period.from), to: isoDate(value.period.to) },
        arisesOn: isoDate(value.arisesOn),
        amount: yenText(value.amount),
        settled: yenText(value.settled),
        outstanding: yenText(value.outstanding),
      };
    case 'deadline':
      return { ...value, on: isoDate(value.on) };
  }
};

/** What differences come to. */
export interface DiffTotalAnswer {
  readonly contracts: number;
  readonly figures: number;
  /** Of obligations. */
  readonly obligations: string;
  readonly outstanding: string;
}
export const diffTotalAnswer = ({ contracts, figures, obligations, outstanding }: DiffTotal): DiffTotalAnswer => ({
  contracts,
  figures,
  obligations: yenText(obligations),
  outstanding: yenText(outstanding),
});
