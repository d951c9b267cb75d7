/** An event as a CloudEvent 1.0. What `data` holds is described, type by type, in the AsyncAPI document at /asyncapi.json. */
export class CloudEventResponse {
  readonly specversion!: '1.0';
  /** The event’s id: with `source`, what makes it known again. */
  readonly id!: string;
  /** @example '/v1/contracts/minato-mail' */
  readonly source!: string;
  /** @example 'NoticeReceived' */
  readonly type!: string;
  /** The id of what it is about: a contract, an incident, a webhook. */
  readonly subject!: string;
  /** When it was recorded: UTC, with milliseconds. */
  readonly time!: string;
  readonly datacontenttype!: 'application/json';
  /** The `$id` of the schema of `data`. */
  readonly dataschema!: string;
  /** The ledger-wide place: what `after` and `Last-Event-ID` take. */
  readonly position!: string;
  /** The subject’s own count, from 0. */
  readonly revision!: number;
  /** What was recorded; a value that was erased reads `[erased]`. */
  readonly data!: Record<string, unknown>;
}
/** One page of the feed. It may hold fewer events than were asked for while there are more. */
export class FeedResponse {
  readonly items!: CloudEventResponse[];
  /** What gives the next page; null at the end of the log as it was when the first page was asked for. */
  readonly nextCursor!: string | null;
  /** How far the log was read: to go on from here later, ask `after` this position. */
  readonly position!: string;
}
