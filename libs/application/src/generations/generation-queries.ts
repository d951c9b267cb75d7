import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore } from '@ledger/event-store';
import { GenerationStore } from '@ledger/projections';
import { cursorOf, placeOf } from '../cursor.js';
import { NothingFound } from '../errors.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import { generationAnswer, isToHold, latestFirst, type GenerationAnswer } from './generation-answer.js';
import { readGenerations, type RequestedGeneration } from './generation-events.js';

/** One generation. */
export class GetGeneration extends Query<GenerationAnswer> {
  constructor(readonly generationId: string) {
    super();
  }
}

@QueryHandler(GetGeneration)
export class GetGenerationHandler implements IQueryHandler<GetGeneration> {
  constructor(
    private readonly store: EventStore,
    private readonly kept: GenerationStore,
  ) {}

  async execute({ generationId }: GetGeneration): Promise<GenerationAnswer> {
    const generation = (await readGenerations(this.store)).requested.get(generationId);
    if (generation === undefined) throw new NothingFound('generation', generationId);
    return answered(generation, this.kept, await this.kept.liveId());
  }
}

/** All that were requested, or those that there are, the latest requested first. */
export class ListGenerations extends Query<Page<GenerationAnswer>> {
  constructor(
    /** `kept`: those with rows, the first among them. */
    readonly which: 'requested' | 'kept',
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListGenerations)
export class ListGenerationsHandler implements IQueryHandler<ListGenerations> {
  constructor(
    private readonly store: EventStore,
    private readonly kept: GenerationStore,
  ) {}

  async execute({ which, page }: ListGenerations): Promise<Page<GenerationAnswer>> {
    const [limit, list] = [limitOf(page), ['generations', which]];
    const known = await readGenerations(this.store);
    const [ids, liveId] = [new Set(await this.kept.ids()), await this.kept.liveId()];
    const all = latestFirst(known).filter(({ generationId, requestedAt, isDropped }) =>
      which === 'kept' ? ids.has(generationId) && !isDropped : requestedAt !== undefined,
    );
    const after = page.cursor === undefined ? undefined : placeOf(list, page.cursor).after;
    const start = after === undefined ? 0 : all.findIndex(({ generationId }) => generationId === after) + 1;
    const shown = all.slice(start, start + limit);
    const last = all.length > start + limit ? shown.at(-1) : undefined;
    return {
      items: await Promise.all(shown.map((one) => answered(one, this.kept, liveId))),
      nextCursor: last === undefined ? null : cursorOf(list, { position: 0n, after: last.generationId }),
    };
  }
}

const answered = async (
  generation: RequestedGeneration,
  kept: GenerationStore,
  liveId: string,
): Promise<GenerationAnswer> => {
  const { generationId } = generation;
  const building = await kept.building(generationId);
  const isEmptied = generationId !== liveId && isToHold(generation, building) && !(await kept.holds(generationId));
  return generationAnswer(generation, building, liveId, isEmptied);
};
