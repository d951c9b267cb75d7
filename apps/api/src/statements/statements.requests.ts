import { CivilDay, ClientId, Line, Lines, Optional, TextOrObject } from '../http/fields.js';

/** Which answer is to be relied on. */
export class StatementRequest {
  /** Its name; the ledger gives it one where it is left out. */
  @Optional()
  @ClientId()
  readonly statementId?: string;

  /** `obligations/<id>`, `totals`, `termination` or `credits/<outageId>`. */
  @Line(300)
  readonly figure!: string;

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

  /** An edition of the terms as if it had been in force on every day, as in a what-if. */
  @Optional()
  @TextOrObject()
  readonly edition?: unknown;

  /** Who is told. */
  @Optional()
  @Line(200)
  readonly toldTo?: string;
}
