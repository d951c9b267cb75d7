import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { adoptionsKnown } from '@ledger/contract';
import { cursorOf, placeOf } from '../cursor.js';
import { NothingFound } from '../errors.js';
import { limitOf } from '../pages.js';
import { Streams } from '../streams.js';
import type { Page, PageRequest } from '../view.js';
import { adoptionAnswer, adoptionDetails, type AdoptionAnswer, type AdoptionDetails } from './adoption-answer.js';

/** Everything adopted, also what was withdrawn, the latest first. */
export class ListAdoptions extends Query<Page<AdoptionAnswer>> {
  constructor(readonly page: PageRequest) {
    super();
  }
}
/** One adoption, and what was recorded of it. */
export class GetAdoption extends Query<AdoptionDetails> {
  constructor(readonly adoptionId: string) {
    super();
  }
}

@QueryHandler(ListAdoptions)
export class ListAdoptionsHandler implements IQueryHandler<ListAdoptions> {
  constructor(private readonly streams: Streams) {}

  /** @throws {InvalidRequest} {InvalidCursor} */
  async execute({ page }: ListAdoptions): Promise<Page<AdoptionAnswer>> {
    const limit = limitOf(page);
    const before = page.cursor === undefined ? undefined : Number(placeOf(LIST, page.cursor).position);
    const stored = await this.streams.adoptions.upToDate();
    const found = adoptionsKnown(stored)
      .filter(({ place }) => before === undefined || place.revision < before)
      .toReversed();
    const shown = found.slice(0, limit);
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((adoption) => adoptionAnswer(adoption, stored)),
      nextCursor: last === undefined ? null : cursorOf(LIST, { position: BigInt(last.place.revision), after: '' }),
    };
  }
}

@QueryHandler(GetAdoption)
export class GetAdoptionHandler implements IQueryHandler<GetAdoption> {
  constructor(private readonly streams: Streams) {}

  /** @throws {NothingFound} */
  async execute({ adoptionId }: GetAdoption): Promise<AdoptionDetails> {
    const stored = await this.streams.adoptions.upToDate();
    const adoption = adoptionsKnown(stored).find((one) => one.adoptionId === adoptionId);
    if (adoption === undefined) throw new NothingFound('adoption', adoptionId);
    return adoptionDetails(adoption, stored);
  }
}

const LIST = 'adoptions';
