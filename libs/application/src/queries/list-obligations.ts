import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, isoDate, japaneseDateOf, yenText } from '@ledger/kernel';
import { ListKeeping, ReadModel, type ListedObligation, type ObligationFilter } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { listHead, placeInContract, staleAnswer, textOfPlaceInContract, type StaleAnswer } from '../list-head.js';
import { contestedBy, ContestedFigures } from '../disputes/contested.js';
import { limitOf } from '../pages.js';
import { rangeAnswer } from '../present.js';
import { Streams } from '../streams.js';
import type { AnswerHead, Page, PageRequest } from '../view.js';
import type { ObligationAnswer } from './get-obligations.js';

/**
 * What has arisen by today under all contracts, found by any of date, amount and counterparty, together and as ranges: the keys by which
 * records of transactions must be found (取引年月日、取引金額、取引先; 電子帳簿保存法施行規則). By contractId, then arisesOn, then id.
 */
export class ListObligations extends Query<ObligationListAnswer> {
  constructor(
    readonly filter: ObligationFilter,
    readonly page: PageRequest,
    readonly minPosition?: bigint,
  ) {
    super();
  }
}
/** Every page shows the contracts that there were when the first was asked for, as they are now. */
export interface ObligationListAnswer extends AnswerHead, Page<ObligationListItem> {}
export interface ObligationListItem extends ObligationAnswer {
  readonly contractId: string;
  /** The contractor's name on the day on which it arose. */
  readonly counterparty: string;
  readonly stale: StaleAnswer | null;
}

/** The same without pages: all of one state of the read model, in its order, with the disputes that are open when a row is passed on. */
export class ExportObligations extends Query<AsyncIterable<readonly ObligationListItem[]>> {
  constructor(
    readonly filter: ObligationFilter,
    readonly minPosition?: bigint,
  ) {
    super();
  }
}

@QueryHandler(ListObligations)
export class ListObligationsHandler implements IQueryHandler<ListObligations> {
  constructor(
    private readonly readModel: ReadModel,
    private readonly keeping: ListKeeping,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly contested: ContestedFigures,
  ) {}

  async execute({ filter, page, minPosition }: ListObligations): Promise<ObligationListAnswer> {
    const limit = limitOf(page);
    const name = ['obligations by contract', filter]; // once they were listed by day
    const place = page.cursor === undefined ? undefined : placeOf(name, page.cursor);
    const after = placeInContract(place);
    await this.keeping.ready(minPosition);
    const position = place?.position ?? (await this.readModel.checkpoint())?.position ?? 0n;
    const rows = await this.readModel.obligations(filter, { upTo: position, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      ...listHead(japaneseDateOf(this.clock.now()), position, await this.streams.adoptions.upToDate(), shown),
      items: await itemsOf(shown, this.contested),
      nextCursor:
        last === undefined
          ? null
          : cursorOf(name, { position, after: textOfPlaceInContract({ ...last, on: last.arisesOn }) }),
    };
  }
}

@QueryHandler(ExportObligations)
export class ExportObligationsHandler implements IQueryHandler<ExportObligations> {
  constructor(
    private readonly readModel: ReadModel,
    private readonly keeping: ListKeeping,
    private readonly contested: ContestedFigures,
  ) {}

  /** What prevents the first page is thrown here, not while the pages are passed on. */
  async execute({ filter, minPosition }: ExportObligations): Promise<AsyncIterable<readonly ObligationListItem[]>> {
    await this.keeping.ready(minPosition);
    const pages = this.readModel.everyObligation(filter)[Symbol.asyncIterator]();
    return passedOn(await pages.next(), pages, this.contested);
  }
}

async function* passedOn(
  first: IteratorResult<readonly ListedObligation[]>,
  pages: AsyncIterator<readonly ListedObligation[]>,
  contested: ContestedFigures,
): AsyncGenerator<readonly ObligationListItem[], void, void> {
  try {
    for (let page = first; page.done !== true; page = await pages.next()) yield await itemsOf(page.value, contested);
  } finally {
    await pages.return?.();
  }
}

/** With the open disputes that contest each of them now. */
const itemsOf = async (
  rows: readonly ListedObligation[],
  contested: ContestedFigures,
): Promise<readonly ObligationListItem[]> => {
  const disputes = await contested.ofEach(rows.map(({ contractId }) => contractId));
  return rows.map((row) => ({ ...itemOf(row), ...contestedBy(disputes(row.contractId, `obligations/${row.id}`)) }));
};

const itemOf = (row: ListedObligation): ObligationListItem => ({
  contractId: row.contractId,
  counterparty: row.counterparty,
  id: row.id,
  kind: row.kind,
  subject: row.subject ?? null,
  item: row.item ?? null,
  article: row.article,
  period: rangeAnswer(row.period),
  arisesOn: isoDate(row.arisesOn),
  amount: yenText(row.amount),
  settled: yenText(row.settled),
  outstanding: yenText(row.outstanding),
  status: row.status,
  stale: staleAnswer(row.stale),
});
