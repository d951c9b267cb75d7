import { Limit, Line, Optional, Position, Repeatable } from '../http/fields.js';

export class FeedQuery {
  /**
   * Only events after this position; from the log’s beginning where it is left out. `Last-Event-ID` comes before it.
   * @example '1042'
   */
  @Optional()
  @Position()
  readonly after?: string;

  /** Only events of this type, as /asyncapi.json names them; repeat it for several. */
  @Optional()
  @Repeatable(100)
  readonly type?: string | string[];

  /** Only events of this contract, and of nothing else; repeat it for several. */
  @Optional()
  @Repeatable(100)
  readonly contractId?: string | string[];

  /** At most so many events. A page has 1 to 200, 50 where it is left out; lines come all where it is left out; a stream takes none. */
  @Optional()
  @Limit(999_999)
  readonly limit?: string;

  /** `nextCursor` of the page before. */
  @Optional()
  @Line(1000)
  readonly cursor?: string;
}
