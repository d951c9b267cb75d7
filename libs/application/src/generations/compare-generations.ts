import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DiffSum, GenerationStore, type DiffTotals } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import { differenceAnswer, diffTotalAnswer, type DifferenceAnswer, type DiffTotalAnswer } from './generation-answer.js';
import { GenerationDiffs, type ContractDifferences } from './generation-diffs.js';

/** What a generation makes different. */
export interface DiffQuestion {
  readonly generationId: string;
  /** The generation that it is compared with; the live one where it is left out. */
  readonly against: string | undefined;
}

/** What is different between two generations, a page of contracts at a time. */
export class CompareGenerations extends Query<DiffAnswer> {
  constructor(
    readonly question: DiffQuestion,
    readonly page: PageRequest,
  ) {
    super();
  }
}
export interface DiffAnswer extends Page<DifferenceAnswer> {
  readonly generationId: string;
  /** Before: what it was compared with. */
  readonly against: string;
  /** Of all differences: stands with the first page. */
  readonly totals: DiffTotalsAnswer | null;
}
export interface DiffTotalsAnswer extends DiffTotalAnswer {
  /** Names these differences exactly: what is accepted. */
  readonly digest: string;
  readonly byCause: readonly (DiffTotalAnswer & { readonly cause: string; readonly detail: string | null })[];
  readonly byArticle: readonly (DiffTotalAnswer & { readonly article: string | null })[];
}

@QueryHandler(CompareGenerations)
export class CompareGenerationsHandler implements IQueryHandler<CompareGenerations> {
  constructor(
    private readonly diffs: GenerationDiffs,
    private readonly kept: GenerationStore,
  ) {}

  async execute({ question, page }: CompareGenerations): Promise<DiffAnswer> {
    const { generationId, against = await this.kept.liveId() } = question;
    const [limit, list] = [limitOf(page), ['diff', generationId, against]];
    const after = page.cursor === undefined ? undefined : placeOf(list, page.cursor).after;
    const sum = after === undefined ? new DiffSum() : undefined; // with the first page, which is read to the end for it
    const shown: ContractDifferences[] = [];
    let hasMore = false;
    for await (const one of this.diffs.between(against, generationId, after)) {
      sum?.add(one.differences);
      if (shown.length < limit) shown.push(one);
      else hasMore = true;
      if (hasMore && sum === undefined) break;
    }
    const last = hasMore ? shown.at(-1) : undefined;
    return {
      generationId,
      against,
      totals: sum === undefined ? null : totalsAnswer(sum.totals()),
      items: shown.flatMap(({ differences }) => differences.map(differenceAnswer)),
      nextCursor: last === undefined ? null : cursorOf(list, { position: 0n, after: last.contractId }),
    };
  }
}

const totalsAnswer = ({ byCause, byArticle, digest, ...whole }: DiffTotals): DiffTotalsAnswer => ({
  ...diffTotalAnswer(whole),
  digest,
  byCause: byCause.map((one) => ({ cause: one.cause, detail: one.detail ?? null, ...diffTotalAnswer(one) })),
  byArticle: byArticle.map((one) => ({ article: one.article ?? null, ...diffTotalAnswer(one) })),
});

/** All differences between two generations, contract after contract. */
export class ExportDiff extends Query<AsyncIterable<readonly DifferenceAnswer[]>> {
  constructor(readonly question: DiffQuestion) {
    super();
  }
}

@QueryHandler(ExportDiff)
export class ExportDiffHandler implements IQueryHandler<ExportDiff> {
  constructor(
    private readonly diffs: GenerationDiffs,
    private readonly kept: GenerationStore,
  ) {}

  /** What cannot be compared is said here, not while the differences are passed on. */
  async execute({ question }: ExportDiff): Promise<AsyncIterable<readonly DifferenceAnswer[]>> {
    const { generationId, against = await this.kept.liveId() } = question;
    const all = this.diffs.between(against, generationId);
    return passedOn(await all.next(), all);
  }
}

async function* passedOn(
  first: IteratorResult<ContractDifferences, void>,
  all: AsyncGenerator<ContractDifferences, void, void>,
): AsyncGenerator<readonly DifferenceAnswer[], void, void> {
  try {
    for (let one = first; one.done !== true; one = await all.next()) yield one.value.differences.map(differenceAnswer);
  } finally {
    await all.return();
  }
}
