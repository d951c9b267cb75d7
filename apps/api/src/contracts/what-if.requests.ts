import { EventData, Flag, Line, Optional } from '../http/fields.js';
import { PremisesRequest } from '../http/premises.requests.js';

/** Premises, and what is asked under them. */
export class WhatIfRequest extends PremisesRequest {
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
