import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Clock, japaneseDateOf, yenText, type CivilDate } from '@ledger/kernel';
import type { ContractStatus } from '@ledger/contract';
import { ListKeeping, ReadModel, type ListedContract } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { contestedBy, ContestedFigures } from '../disputes/contested.js';
import { listHead, staleAnswer, type StaleAnswer } from '../list-head.js';
import { limitOf } from '../pages.js';
import { dateText } from '../present.js';
import { Streams } from '../streams.js';
import type { AnswerHead, Page, PageRequest } from '../view.js';

/** The contract list, in the order of contractId. */
export class ListContracts extends Query<ContractListAnswer> {
  constructor(
    readonly filter: ContractFilter,
    readonly page: PageRequest,
    /** The list is to hold everything up to this position. */
    readonly minPosition?: bigint,
  ) {
    super();
  }
}
export interface ContractFilter {
  readonly status?: ContractStatus | undefined;
  /** Part of the contractor's name or of the contractId, whatever the case and the width of its letters. */
  readonly q?: string | undefined;
  /** Part of the contractor's name. */
  readonly name?: string | undefined;
  /** What the contractor's name begins with. */
  readonly namePrefix?: string | undefined;
  /** Its effective end lies before this day. */
  readonly endsBefore?: CivilDate | undefined;
  /** Its effective end is this day or later. */
  readonly endsFrom?: CivilDate | undefined;
  /** Its effective end is this day or before. */
  readonly endsTo?: CivilDate | undefined;
}
/**
 * Every page shows the contracts that there were when the first was asked for, as they are now: as of today in Japan, with all that is
 * known, by what is adopted, else as the register has it. R17: the warning stands where the own answers of a contract on the page have it.
 */
export interface ContractListAnswer extends AnswerHead, Page<ContractListItem> {}
export interface ContractListItem {
  readonly contractId: string;
  readonly contractor: string;
  readonly status: ContractStatus;
  readonly billingStartedOn: string | null;
  readonly minimumPeriodEndsOn: string | null;
  readonly effectiveEndOn: string | null;
  readonly outstanding: string;
  /** The contract could not be read after it changed: the row shows its last state before. Null: it is as it should be. */
  readonly stale: StaleAnswer | null;
  /** The open disputes about it; left out where there is none. */
  readonly disputes?: readonly string[];
}

@QueryHandler(ListContracts)
export class ListContractsHandler implements IQueryHandler<ListContracts> {
  constructor(
    private readonly list: ReadModel,
    private readonly keeping: ListKeeping,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly contested: ContestedFigures,
  ) {}

  async execute({ filter, page, minPosition }: ListContracts): Promise<ContractListAnswer> {
    const limit = limitOf(page);
    const name = ['contracts', filter];
    const place = page.cursor === undefined ? undefined : placeOf(name, page.cursor);
    await this.keeping.ready(minPosition);
    const position = place?.position ?? (await this.list.checkpoint())?.position ?? 0n;
    const { q: text, ...exact } = filter;
    const range = { upTo: position, after: place?.after, limit: limit + 1 };
    const rows = await this.list.page({ ...exact, text }, range);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const disputes = await this.contested.openAbout(shown.map(({ contractId }) => contractId));
    return {
      ...listHead(japaneseDateOf(this.clock.now()), position, await this.streams.adoptions.upToDate(), shown),
      items: shown.map((row) => ({ ...itemOf(row), ...contestedBy(disputes.get(row.contractId) ?? []) })),
      nextCursor: last === undefined ? null : cursorOf(name, { position, after: last.contractId }),
    };
  }
}

const itemOf = (row: ListedContract): ContractListItem => ({
  contractId: row.contractId,
  contractor: row.contractor,
  status: row.status,
  billingStartedOn: dateText(row.billingStartedOn),
  minimumPeriodEndsOn: dateText(row.minimumPeriodEndsOn),
  effectiveEndOn: dateText(row.effectiveEndOn),
  outstanding: yenText(row.outstanding),
  stale: staleAnswer(row.stale),
});
