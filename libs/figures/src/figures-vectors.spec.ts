import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { civilDate, instant, isoDate, yenText, type CivilDate, type DateRange, type IsoDate } from '@ledger/kernel';
import { historyOf, type ContractEvent, type KnownAt, type RecordedContractEvent } from '@ledger/contract';
import type { Readings } from '@ledger/terms';
import { reading } from '../../../test/support/history.js';
import type { Charge } from './early-termination.js';
import { figuresOn } from './figures.js';
import type { Obligation } from './obligation.js';
import type { Credit } from './reductions.js';
import type { TerminationFigure } from './termination.js';

/*
 * Random contracts, a question about each, and the answer that a second implementation gave: written from the text of the terms alone,
 * day by day and in fractions. They were chosen to cover the readings, kinds of obligations and states of claims together.
 */
interface Vector {
  readonly asOf: IsoDate;
  readonly knownAt: string | null;
  readonly readings: Partial<Readings>;
  readonly events: readonly {
    readonly id: string;
    readonly type: string;
    readonly data: object;
    readonly position: string;
    readonly recordedAt: string;
  }[];
  readonly expected: object;
}
const vectors = readFileSync('test/vectors/figures.ndjson', 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

const titleOf = ({ asOf, knownAt, readings }: Vector): string => {
  const named = Object.entries(readings).map(([id, value]) => `${id}:${value}`);
  return [`as of ${asOf}`, ...(knownAt === null ? [] : [`known at ${knownAt}`]), ...named].join(', ');
};

describe('What follows from a contract', () => {
  it.each(vectors.map((vector, index) => [index + 1, titleOf(vector), vector] as const))(
    '%i: %s',
    (_index, _title, vector) => {
      expect(answerTo(vector)).toEqual(vector.expected);
    },
  );
});

const answerTo = ({ asOf, knownAt, readings, events }: Vector): object => {
  const recorded = events.map(
    ({ id, type, data, position, recordedAt }, revision) =>
      ({
        eventId: id,
        revision,
        position: BigInt(position),
        recordedAt: instant(recordedAt),
        ...({ type, data } as ContractEvent),
      }) satisfies RecordedContractEvent,
  );
  const figures = figuresOn(historyOf('c-1', recorded, knownAtOf(knownAt)), civilDate(asOf), reading(readings));
  const { items, totals } = figures.obligations();
  const places = new Map(figures.contract.outages.map(({ outageId }, place) => [outageId, place]));
  const placeOf = ({ outageId }: Credit): number => places.get(outageId) ?? -1;
  return {
    status: figures.overview().status,
    obligations: items.map(obligationIn),
    totals: Object.fromEntries(Object.entries(totals).map(([name, amount]) => [name, String(amount)])),
    termination: terminationIn(figures.termination()),
    credits: figures
      .credits()
      .toSorted((a, b) => placeOf(a) - placeOf(b))
      .map(creditIn),
  };
};

const knownAtOf = (text: string | null): KnownAt => {
  if (text === null) return undefined;
  const [, position] = text.split('position:');
  return position === undefined ? { instant: instant(text) } : { position: BigInt(position) };
};

const obligationIn = ({ kind, subject, item, period, arisesOn, amount, settled }: Obligation): object => ({
  kind,
  subject: subject ?? null,
  item: item ?? null,
  period: rangeIn(period),
  arisesOn: isoDate(arisesOn),
  amount: yenText(amount),
  settled: yenText(settled),
});

const terminationIn = (termination: TerminationFigure): object => {
  const { status, effectiveOn, ground, minimumPeriod, earlyTermination } = termination;
  return {
    status,
    effectiveOn: dateIn(effectiveOn),
    ground: ground ?? null,
    minimumPeriod:
      minimumPeriod === undefined
        ? null
        : { firstDay: isoDate(minimumPeriod.from), lastDay: isoDate(minimumPeriod.to) },
    remaining: rangeIn(earlyTermination.remaining),
    charges: earlyTermination.charges.map(chargeIn),
  };
};

const chargeIn = ({ subject, item, monthlyFee, period, amount }: Charge): object => ({
  subject,
  item,
  monthlyFee: yenText(monthlyFee.fee),
  from: dateIn(period?.from),
  to: dateIn(period?.to),
  amount: yenText(amount),
});

const creditIn = (credit: Credit): object => ({
  outageId: credit.outageId,
  status: credit.status,
  hours: credit.hours,
  units: credit.units,
  monthlyFee: yenText(credit.monthlyFee),
  amount: yenText(credit.amount),
  claimableFrom: dateIn(credit.claimableFrom),
  claimBy: dateIn(credit.claimBy),
  claimedOn: dateIn(credit.claim?.arrivedOn),
});

const dateIn = (date: CivilDate | undefined): IsoDate | null => (date === undefined ? null : isoDate(date));
const rangeIn = (range: DateRange | undefined): object | null =>
  range === undefined ? null : { from: isoDate(range.from), to: isoDate(range.to) };
