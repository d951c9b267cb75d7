import { MOST_HYPOTHESES } from '@ledger/contract';
import { CivilDay, EventData, EventDataList, Flag, Line, Lines, Optional, TextOrObject } from '../http/fields.js';

/** Premises, and what is asked under them. */
export class WhatIfRequest {
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

  /**
   * `contract`, `obligations`, `totals`, `termination`, `credits`, `deadlines`, or one of them (`obligations/<id>`, `credits/<outageId>`,
   * `deadlines/<id>`). All where it is left out.
   */
  @Optional()
  @Line(300)
  readonly figure?: string;

  /** Whether each difference shows both explanations as trees. */
  @Optional()
  @Flag()
  readonly explain?: boolean;
}

/** Two explanations of one figure. */
export class ExplanationDiffRequest {
  /** `obligations/<id>`, `termination`, `credits/<outageId>` or `totals`. */
  @Line(300)
  readonly figure!: string;

  /**
   * Premises as of a what-if: `asOf`, `knownAt`, `readings`, `edition`, `hypotheses`; and `quote`, a notice or a termination as of a
   * termination quote.
   */
  @EventData()
  readonly left!: Record<string, unknown>;

  /** The same of the other side. */
  @EventData()
  readonly right!: Record<string, unknown>;
}
