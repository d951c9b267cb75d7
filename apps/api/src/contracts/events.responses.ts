import { AnswerResponse } from '../http/answer.responses.js';

export class DocumentResponse {
  readonly sha256!: string;
  readonly name!: string;
}
export class CorrectionResponse {
  readonly id!: string;
  readonly type!: 'EventCorrected' | 'EventVoided';
  readonly recordedAt!: string;
  readonly reason!: string;
}
/** An event as it was recorded. */
export class RecordedFactResponse {
  readonly id!: string;
  /** @example 'NoticeReceived' */
  readonly type!: string;
  /** The contract's own count, from 0. */
  readonly revision!: number;
  /** The ledger-wide place. */
  readonly position!: string;
  /** UTC, with milliseconds. */
  readonly recordedAt!: string;
  /** The name of the token under which it came. */
  readonly who!: string;
  readonly requestId!: string;
  /** What the command said; a value that was erased reads `[erased]`. */
  readonly data!: Record<string, unknown>;
  readonly documents!: DocumentResponse[];
  /** Its corrections and voids, oldest first: the last counts. */
  readonly correctedBy!: CorrectionResponse[];
}
/** One page of a contract's events. */
export class EventsResponse extends AnswerResponse {
  readonly items!: RecordedFactResponse[];
  /** What gives the next page; null after the last. */
  readonly nextCursor!: string | null;
}
/** One event, and what the answer rests on; its `position` is the event's own. */
export class EventResponse extends AnswerResponse {
  readonly id!: string;
  /** @example 'NoticeReceived' */
  readonly type!: string;
  readonly revision!: number;
  readonly recordedAt!: string;
  readonly who!: string;
  readonly requestId!: string;
  readonly data!: Record<string, unknown>;
  readonly documents!: DocumentResponse[];
  readonly correctedBy!: CorrectionResponse[];
}
