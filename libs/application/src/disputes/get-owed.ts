import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  endOfDay,
  isoDate,
  isoInstant,
  negateYen,
  sumYen,
  yenText,
  type CivilDate,
  type Instant,
  type Yen,
} from '@ledger/kernel';
import { contractOn, historyOf, type History, type RecordedContractEvent } from '@ledger/contract';
import { toldBy, type Told } from '@ledger/disputes';
import { changesBetween, differencesBetween, figuresOn, type FigureDifference } from '@ledger/figures';
import { departures } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import { ContractNotKnownThen } from '../errors.js';
import { amountText } from '../present.js';
import { totalsAnswer, type TotalsAnswer } from '../queries/get-obligations.js';
import { Questions, readTo, type Question } from '../questions.js';

/** What was owed on a day: as known then, as known now about then, and as told to the contractor; and what makes them differ. */
export class GetOwed extends Query<OwedAnswer> {
  constructor(
    readonly contractId: string,
    readonly on: CivilDate,
  ) {
    super();
  }
}
export interface OwedAnswer {
  readonly contractId: string;
  readonly on: string;
  /** How far the log was read. */
  readonly position: string;
  readonly codeVersion: string;
  /** As of the day, by what was recorded until its end; null where nothing was. */
  readonly asKnownThen: OwedState | null;
  /** As of the day, by what is recorded now. */
  readonly asKnownNow: OwedState;
  /** What the contractor had been told by the end of the day. */
  readonly asTold: {
    readonly demanded: string;
    /** Of reductions granted, as decided. */
    readonly granted: string;
    /** By statements. */
    readonly stated: string;
    readonly lastOn: string | null;
  };
  /** Every obligation of which one of the three says something. */
  readonly items: readonly OwedItem[];
  /** What is known otherwise now than then, and what makes the difference. */
  readonly differences: readonly OwedDifference[];
}
export interface OwedState {
  readonly readings: readonly string[];
  readonly totals: TotalsAnswer;
}
export interface OwedItem {
  /** Null for what was demanded without a name. */
  readonly obligationId: string | null;
  readonly asKnownThen: string | null;
  readonly asKnownNow: string | null;
  readonly asTold: {
    readonly kind: Told['kind'];
    readonly eventId: string;
    readonly on: string;
    readonly amount: string;
  } | null;
}
export interface OwedDifference {
  readonly figure: string;
  /** Now less then; null for what is no amount. */
  readonly difference: string | null;
  /** What was recorded since and changed it: facts, corrections. */
  readonly events: readonly { readonly id: string; readonly type: string; readonly recordedAt: string }[];
  /** The readings adopted since, where they changed it. */
  readonly readings: readonly string[];
}

@QueryHandler(GetOwed)
export class GetOwedHandler implements IQueryHandler<GetOwed> {
  constructor(private readonly questions: Questions) {}

  /** @throws {ContractNotFound} {InvalidRequest} */
  async execute({ contractId, on }: GetOwed): Promise<OwedAnswer> {
    const now = await this.questions.about(contractId, { asOf: on });
    const then = await this.#then(contractId, on);
    const told = toldBy(contractOn(now.history, on));
    return {
      contractId,
      on: isoDate(on),
      position: String(readTo(undefined, now.head)),
      codeVersion,
      asKnownThen: then === undefined ? null : stateOf(then),
      asKnownNow: stateOf(now),
      asTold: toldState(told),
      items: itemsOf(then, now, told),
      differences: differencesOf(then, now),
    };
  }

  /** Undefined where the contract was not known yet. */
  async #then(contractId: string, on: CivilDate): Promise<Question | undefined> {
    try {
      return await this.questions.about(contractId, { asOf: on, knownAt: { instant: lastMomentOf(on) } });
    } catch (error) {
      if (error instanceof ContractNotKnownThen) return undefined;
      throw error;
    }
  }
}

/** What is recorded at 24:00 belongs to the next day. */
const lastMomentOf = (on: CivilDate): Instant => (endOfDay(on) - 1) as Instant;

const stateOf = ({ figures, interpretation }: Question): OwedState => ({
  readings: departures(interpretation.readings),
  totals: totalsAnswer(figures.totals()),
});

const toldState = (told: readonly Told[]): OwedAnswer['asTold'] => {
  const sum = (kind: Told['kind']): Yen => sumYen(told.flatMap((one) => (one.kind === kind ? [one.amount] : [])));
  const last = told.at(-1);
  return {
    demanded: yenText(sum('demand')),
    granted: yenText(negateYen(sum('decision'))),
    stated: yenText(sum('statement')),
    lastOn: last === undefined ? null : isoDate(last.on),
  };
};

const itemsOf = (then: Question | undefined, now: Question, told: readonly Told[]): readonly OwedItem[] => {
  const amounts = (question: Question | undefined): ReadonlyMap<string, Yen> =>
    new Map(question?.figures.obligations().items.map(({ id, amount }) => [id, amount]));
  const [thenOwed, nowOwed] = [amounts(then), amounts(now)];
  const named = told.flatMap(({ obligationId }) => obligationId ?? []);
  const ids = new Set([...nowOwed.keys(), ...thenOwed.keys(), ...named]);
  return [
    ...[...ids].map((id) => ({
      obligationId: id,
      asKnownThen: amountText(thenOwed.get(id)),
      asKnownNow: amountText(nowOwed.get(id)),
      asTold: toldAnswer(told.find(({ obligationId }) => obligationId === id)),
    })),
    ...told
      .filter(({ obligationId }) => obligationId === undefined)
      .map((one) => ({ obligationId: null, asKnownThen: null, asKnownNow: null, asTold: toldAnswer(one) })),
  ];
};

const toldAnswer = (told: Told | undefined): OwedItem['asTold'] =>
  told === undefined
    ? null
    : { kind: told.kind, eventId: told.eventId, on: isoDate(told.on), amount: yenText(told.amount) };

/** What was recorded since is looked for under today's readings; what the readings make of it, in what was known then. */
const differencesOf = (then: Question | undefined, now: Question): readonly OwedDifference[] => {
  const { history, asOf, interpretation } = now;
  const before = then?.history ?? emptied(history);
  const changes = changesBetween(
    history,
    { position: before.recorded.at(-1)?.position ?? BEFORE_ALL },
    undefined,
    asOf,
    interpretation,
  );
  const events = new Map(changes.map((change) => [change.name, change.events]));
  const adopted = then === undefined ? [] : adoptedSince(then, now);
  const byReadings =
    then === undefined || adopted.length === 0
      ? new Set<string>()
      : new Set(
          differencesBetween(then.figures, figuresOn(then.history, asOf, interpretation)).map(({ name }) => name),
        );
  return differencesBetween(then?.figures, now.figures).map((difference: FigureDifference) => ({
    figure: difference.name,
    difference: amountText(difference.yen),
    events: (events.get(difference.name) ?? []).flatMap((id) => eventIn(history, id)),
    readings: byReadings.has(difference.name) ? adopted : [],
  }));
};

const BEFORE_ALL = -1n;
const emptied = ({ contractId }: History): History => historyOf(contractId, []);

const adoptedSince = (then: Question, now: Question): readonly string[] => {
  const before = departures(then.interpretation.readings);
  return departures(now.interpretation.readings).filter((reading) => !before.includes(reading));
};

const eventIn = ({ recorded }: History, id: string): OwedDifference['events'] =>
  recorded
    .filter(({ eventId }: RecordedContractEvent) => eventId === id)
    .map(({ type, recordedAt }) => ({ id, type, recordedAt: isoInstant(recordedAt) }));
