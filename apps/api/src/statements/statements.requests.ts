import { OmitType } from '@nestjs/swagger';
import { ClientId, Line, Optional } from '../http/fields.js';
import { PremisesRequest } from '../http/premises.requests.js';

/** Which answer is to be relied on. */
export class StatementRequest extends OmitType(PremisesRequest, ['hypotheses']) {
  /** Its name; the ledger gives it one where it is left out. */
  @Optional()
  @ClientId()
  readonly statementId?: string;

  /** `obligations/<id>`, `totals`, `termination` or `credits/<outageId>`. */
  @Line(300)
  readonly figure!: string;

  /** Who is told. */
  @Optional()
  @Line(200)
  readonly toldTo?: string;
}
