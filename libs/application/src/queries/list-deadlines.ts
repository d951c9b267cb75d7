import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, isoDate, japaneseDateOf } from '@ledger/kernel';
import { ListKeeping, ReadModel, type DeadlineFilter, type ListedDeadline, type PlaceByDay } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { listHead, placeByDay, staleAnswer, textOfPlace, type StaleAnswer } from '../list-head.js';
import { limitOf } from '../pages.js';
import { Streams } from '../streams.js';
import type { AnswerHead, Page, PageRequest } from '../view.js';
import type { DeadlinesAnswer } from './get-deadlines.js';

/** The days that matter next under all contracts, by day, then contractId, then id. */
export class ListDeadlines extends Query<DeadlineListAnswer> {
  /** @param page undefined for all of them at once */
  constructor(
    readonly filter: DeadlineFilter,
    readonly page: PageRequest | undefined,
    readonly minPosition?: bigint,
  ) {
    super();
  }
}
/** Every page shows the contracts that there were when the first was asked for, as they are now. */
export interface DeadlineListAnswer extends AnswerHead, Page<DeadlineListItem> {}
export type DeadlineListItem = DeadlinesAnswer['items'][number] & {
  readonly contractId: string;
  /** The contractor's name. */
  readonly contractor: string;
  readonly stale: StaleAnswer | null;
};

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines> {
  constructor(
    private readonly readModel: ReadModel,
    private readonly keeping: ListKeeping,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  async execute({ filter, page, minPosition }: ListDeadlines): Promise<DeadlineListAnswer> {
    const limit = page === undefined ? Number.POSITIVE_INFINITY : limitOf(page);
    const name = ['deadlines', filter];
    const place = page?.cursor === undefined ? undefined : placeOf(name, page.cursor);
    const after = placeByDay(place);
    await this.keeping.ready(minPosition);
    const position = place?.position ?? (await this.readModel.checkpoint())?.position ?? 0n;
    const rows = await this.#rows(filter, position, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      ...listHead(japaneseDateOf(this.clock.now()), position, await this.streams.adoptions.upToDate(), shown),
      items: shown.map(itemOf),
      nextCursor: last === undefined ? null : cursorOf(name, { position, after: textOfPlace(last) }),
    };
  }

  async #rows(
    filter: DeadlineFilter,
    upTo: bigint,
    start: PlaceByDay | undefined,
    most: number,
  ): Promise<readonly ListedDeadline[]> {
    const rows: ListedDeadline[] = [];
    for (let after = start; ; after = rows.at(-1)) {
      const limit = Math.min(most - rows.length, TOGETHER);
      const some = await this.readModel.deadlines(filter, { upTo, after, limit });
      rows.push(...some);
      if (some.length < limit || rows.length === most) return rows;
    }
  }
}

/** Rows that are asked for together. */
const TOGETHER = 1000;

const itemOf = ({ contractId, contractor, id, on, kind, text, article, stale }: ListedDeadline): DeadlineListItem => ({
  contractId,
  contractor,
  id,
  on: isoDate(on),
  kind,
  text,
  article,
  stale: staleAnswer(stale),
});
