import { Query } from '@nestjs/cqrs';
import type { Document, EventType } from '@ledger/contract';
import type { Instant } from '@ledger/kernel';
import type { AnswerHead, Page, PageRequest, View } from '../view.js';

/** Every event as recorded, in the order of the contract's own count. */
export class ListEvents extends Query<EventsAnswer> {
  constructor(
    readonly contractId: string,
    readonly filter: EventFilter,
    readonly page: PageRequest,
    readonly view: View,
  ) {
    super();
  }
}
export interface EventFilter {
  readonly type?: EventType | undefined;
  /** Recorded at this instant or later. */
  readonly recordedFrom?: Instant | undefined;
  /** Recorded at this instant or earlier. */
  readonly recordedTo?: Instant | undefined;
}
export interface EventsAnswer extends AnswerHead, Page<EventAnswer> {}
export interface EventAnswer {
  readonly id: string;
  readonly type: EventType;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly who: string;
  readonly requestId: string;
  /** As recorded, but for erased values, which read as null. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly documents: readonly Document[];
  /** The corrections and voids of this event known, oldest first: the last of them counts. */
  readonly correctedBy: readonly {
    readonly id: string;
    readonly type: 'EventCorrected' | 'EventVoided';
    readonly recordedAt: string;
    readonly reason: string | null;
  }[];
}
