import { CivilDay, Limit, Line, Optional, Repeatable } from './fields.js';

/** Under what a question about a contract is asked. */
export class ViewQuery {
  /**
   * The day the question is about; in the future, a forecast. Today in Japan where it is left out.
   * @example '2026-07-31'
   */
  @Optional()
  @CivilDay()
  readonly asOf?: string;

  /**
   * The state of knowledge: only what was recorded up to and including this instant, or `position:<n>`. Everything where it is left out.
   * @example 'position:1042'
   */
  @Optional()
  @Line(60)
  readonly knownAt?: string;

  /** A reading of an open question of the terms, `R05:separate`; repeat it for several. Where one is left out, the one adopted by then, else the register's. */
  @Optional()
  @Repeatable(50)
  readonly reading?: string | string[];
}

/** Which page of a list. */
export class PageQuery {
  /** At most so many items: 1 to 200, 50 where it is left out. */
  @Optional()
  @Limit(200)
  readonly limit?: string | undefined;

  /** `nextCursor` of the page before. */
  @Optional()
  @Line(1000)
  readonly cursor?: string | undefined;
}
