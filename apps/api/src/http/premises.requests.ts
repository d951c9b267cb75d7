import { MOST_HYPOTHESES } from '@ledger/contract';
import { CivilDay, EventDataList, Line, Lines, Optional, TextOrObject } from './fields.js';

/** Under what a question is asked, and what is supposed beside what is recorded. */
export class PremisesRequest {
  /** The day the question is about; today in Japan where it is left out. */
  @Optional()
  @CivilDay()
  readonly asOf?: string;

  /** The state of knowledge: `position:<n>` or an instant. Everything where it is left out. */
  @Optional()
  @Line(60)
  readonly knownAt?: string;

  /** Readings of open questions of the terms, `R05:separate`; those adopted hold where one is left out. */
  @Optional()
  @Lines({ max: 50, length: 100 })
  readonly readings?: string[];

  /**
   * An edition of the terms as if it had been in force on every day: by its date; or one that is only thought of, `{"id": "draft",
   * "parameters": {"noticePeriod": {"days": 60}}}`, which is for the rest like the newest.
   */
  @Optional()
  @TextOrObject()
  readonly edition?: unknown;

  /**
   * Facts taken to be recorded, corrected or voided: `{"kind": "added", "type", "data"}`, `{"kind": "corrected", "eventId", "replacement"}`,
   * `{"kind": "voided", "eventId"}`. They are judged one after the other as commands and corrections are; those added are named
   * `hypothesis-1`, `hypothesis-2`, ... by their places. They may lie in the future.
   */
  @Optional()
  @EventDataList(MOST_HYPOTHESES)
  readonly hypotheses?: Record<string, unknown>[];
}
