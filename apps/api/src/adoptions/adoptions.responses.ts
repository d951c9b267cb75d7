import type { AdoptionEventType } from '@ledger/contract';
import { RecordedEventResponse } from '../contracts/recorded.responses.js';

/** What was recorded of an adoption. */
export class RecordedAdoptionResponse {
  readonly adoptionId!: string;

  /** The adoption's revision now: also the ETag, and what If-Match takes. */
  readonly revision!: number;

  /**
   * The ledger-wide place, a whole number: a view known earlier does not know of it.
   * @example '1042'
   */
  readonly position!: string;

  readonly events!: RecordedEventResponse[];
}

/** An adoption as it stands. */
export class AdoptionItemResponse {
  readonly adoptionId!: string;
  /** The place, among all that was recorded of adoptions, of what was last said of this one. */
  readonly revision!: number;
  readonly readings!: string[];
  /** The edition that everything is judged by; null: each fact by that of its date. */
  readonly edition!: string | null;
  /** Whether it is for all contracts, or for those that it names. */
  readonly scope!: 'all' | 'named';
  /** How many it names; null where it is for all. */
  readonly contracts!: number | null;
  readonly adoptedOn!: string;
  /** Questions about this day and later days are answered so. */
  readonly from!: string;
  readonly reason!: string;
  readonly disputeId!: string | null;
  /** Whose token it was adopted with. */
  readonly author!: string;
  readonly recordedAt!: string;
  /** Where it stands in the log. */
  readonly position!: string;
  /** It counts no more. */
  readonly isWithdrawn!: boolean;
}

/** Something that was recorded of an adoption. */
export class AdoptionEventResponse {
  readonly id!: string;
  readonly type!: AdoptionEventType;
  readonly revision!: number;
  readonly position!: string;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly data!: Record<string, unknown>;
}

/** An adoption, the contracts that it names, and everything that was recorded of it. */
export class AdoptionResponse extends AdoptionItemResponse {
  /** Null where it is for all. */
  readonly contractIds!: string[] | null;
  readonly events!: AdoptionEventResponse[];
}

/** One page of what was adopted, the latest first. */
export class AdoptionsResponse {
  readonly items!: AdoptionItemResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
