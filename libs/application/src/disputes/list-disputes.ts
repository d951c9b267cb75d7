import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { stateOf, type DisputeState } from '@ledger/disputes';
import { cursorOf, placeOf } from '../cursor.js';
import { limitOf } from '../pages.js';
import type { Page, PageRequest } from '../view.js';
import { disputeAnswer, type DisputeAnswer } from './dispute-answer.js';
import { DisputeRegister } from './dispute-register.js';

export interface DisputeFilter {
  /** About this contract. */
  readonly contractId?: string | undefined;
  readonly state?: DisputeState | undefined;
}

/** Disputes, the latest opened first. */
export class ListDisputes extends Query<Page<DisputeAnswer>> {
  constructor(
    readonly filter: DisputeFilter,
    readonly page: PageRequest,
  ) {
    super();
  }
}

@QueryHandler(ListDisputes)
export class ListDisputesHandler implements IQueryHandler<ListDisputes> {
  constructor(private readonly register: DisputeRegister) {}

  async execute({ filter, page }: ListDisputes): Promise<Page<DisputeAnswer>> {
    const limit = limitOf(page);
    const list = ['disputes', filter];
    const before = page.cursor === undefined ? undefined : Number(placeOf(list, page.cursor).position);
    const items: DisputeAnswer[] = [];
    let last = 0;
    for await (const { place, stored } of this.register.latestFirst(before)) {
      const { dispute } = stored;
      if (filter.state !== undefined && stateOf(dispute) !== filter.state) continue;
      if (filter.contractId !== undefined && !dispute.opened.data.contractIds.includes(filter.contractId)) continue;
      if (items.length === limit) return { items, nextCursor: cursorOf(list, { position: BigInt(last), after: '' }) };
      items.push(disputeAnswer(stored));
      last = place;
    }
    return { items, nextCursor: null };
  }
}
