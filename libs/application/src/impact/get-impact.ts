import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  Clock,
  isoDate,
  japaneseDateOf,
  subtractYen,
  yenText,
  type CivilDate,
  type Instant,
  type Yen,
} from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { decideAdoption, parseAdoptionCommand, type AdoptionData, type Adoptions } from '@ledger/contract';
import type { ContractImpact } from '@ledger/figures';
import { ReadModel } from '@ledger/projections';
import { xspMailTerms } from '@ledger/terms';
import { codeVersion } from '../code-version.js';
import { Streams } from '../streams.js';
import { impactFromLog, type ImpactQuestion } from './impact-from-log.js';
import { impactOnAll, type ImpactOnAll } from './impact-on-all.js';

/** What is thought of adopting. */
export interface ImpactRequest extends Pick<AdoptionData, 'readings' | 'edition'> {
  /** All contracts where it is left out. */
  readonly scope?: AdoptionData['scope'] | undefined;
  /** The day that the figures are of; today where it is left out. */
  readonly asOf?: CivilDate | undefined;
}

/** What would change if readings, or an edition, were adopted; nothing is recorded. */
export class GetImpact extends Query<ImpactAnswer> {
  constructor(
    readonly request: ImpactRequest,
    /** Told of how many contracts were looked at. */
    readonly onProgress: (done: number, total: number) => void = () => undefined,
    readonly signal?: AbortSignal,
  ) {
    super();
  }
}
export interface ImpactAnswer extends MoneyAnswer {
  readonly asOf: string;
  /** Where the log ended when it was begun. */
  readonly position: string;
  readonly codeVersion: string;
  readonly readings: readonly string[];
  readonly edition: string | null;
  /** Contracts in the scope; those that no reading can concern that would be another are not computed. */
  readonly examined: number;
  /** Those that cannot be computed: nothing is said of them. */
  readonly failed: number;
  /** Those for which an article comes to another amount. */
  readonly contracts: number;
  readonly articles: readonly ({ readonly article: string; readonly contracts: number } & MoneyAnswer)[];
  /** At most a hundred, those with the largest differences first. */
  readonly mostAffected: readonly {
    readonly contractId: string;
    readonly before: string;
    readonly after: string;
    readonly difference: string;
    readonly articles: readonly { readonly article: string; readonly difference: string }[];
  }[];
}
/** Differences of what has arisen: what is more, what is less, and both together. */
export interface MoneyAnswer {
  readonly up: string;
  readonly down: string;
  readonly sum: string;
}

@QueryHandler(GetImpact)
export class GetImpactHandler implements IQueryHandler<GetImpact> {
  constructor(
    private readonly store: EventStore,
    private readonly streams: Streams,
    private readonly list: ReadModel,
    private readonly clock: Clock,
  ) {}

  /** @throws {InvalidFact} as the adoption would be refused; the signal's reason */
  async execute({ request, onProgress, signal }: GetImpact): Promise<ImpactAnswer> {
    const today = japaneseDateOf(this.clock.now());
    const { asOf = today, scope = 'all', readings, edition } = request;
    const position = await this.store.head();
    const before = await this.streams.adoptions.upToDate();
    const after = supposing(before, { readings, scope, ...(edition !== undefined && { edition }) }, asOf, today);
    const question = { asOf, before, after };
    const { impact, examined, failed } =
      scope === 'all'
        ? await impactOnAll({ store: this.store, streams: this.streams, list: this.list }, question, {
            onProgress,
            signal,
          })
        : await this.#onSome(question, scope.contractIds, { onProgress, signal });
    const { contracts, total, byArticle, mostAffected } = impact;
    return {
      asOf: isoDate(asOf),
      position: String(position),
      codeVersion,
      readings,
      edition: edition ?? null,
      examined,
      failed,
      contracts,
      ...money(total),
      articles: byArticle.map((one) => ({ article: one.article, contracts: one.contracts, ...money(one) })),
      mostAffected: mostAffected.map(impactAnswer),
    };
  }

  async #onSome(
    question: ImpactQuestion,
    contractIds: readonly string[],
    { onProgress, signal }: Pick<GetImpact, 'onProgress' | 'signal'>,
  ): Promise<ImpactOnAll> {
    const examined = contractIds.length;
    const watching = { signal, onProgress: (done: number) => onProgress(done, examined) };
    return { examined, ...(await impactFromLog(this.streams, question, contractIds, watching)) };
  }
}

/** As if it were adopted next, from the day on that is asked about. @throws {InvalidFact} */
const supposing = (
  adoptions: Adoptions,
  adopted: Pick<AdoptionData, 'readings' | 'edition' | 'scope'>,
  asOf: CivilDate,
  today: CivilDate,
): Adoptions => {
  const data = { ...adopted, adoptedOn: isoDate(today), from: isoDate(asOf), reason: 'supposed' };
  const event = decideAdoption(parseAdoptionCommand('ReadingsAdopted', data), adoptions, {
    today,
    terms: xspMailTerms,
  });
  const last = adoptions.recorded.at(-1);
  const place = {
    eventId: 'supposed',
    revision: adoptions.recorded.length,
    position: (last?.position ?? 0n) + 1n,
    recordedAt: last?.recordedAt ?? (0 as Instant),
  };
  return { recorded: [...adoptions.recorded, { ...event, ...place }] };
};

const money = ({ up, down, sum }: { readonly up: Yen; readonly down: Yen; readonly sum: Yen }): MoneyAnswer => ({
  up: yenText(up),
  down: yenText(down),
  sum: yenText(sum),
});

const impactAnswer = ({
  contractId,
  before,
  after,
  byArticle,
}: ContractImpact): ImpactAnswer['mostAffected'][number] => ({
  contractId,
  before: yenText(before),
  after: yenText(after),
  difference: yenText(subtractYen(after, before)),
  articles: [...byArticle].map(([article, difference]) => ({ article, difference: yenText(difference) })),
});
