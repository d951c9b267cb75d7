import { EventData, Id, Line, NestedList, Optional } from '../http/fields.js';

/** A fact, or a correction of one, from elsewhere. */
export class ImportedFactRequest {
  /**
   * The name of the event that records it.
   * @example 'PaymentReceived'
   */
  @Line(100)
  readonly type!: string;

  /**
   * What the event is to hold: the command's body, with the ids that stand in its path.
   * @example { "receivedOn": "2026-02-27", "amount": "117000" }
   */
  @EventData()
  readonly data!: Record<string, unknown>;

  /**
   * A UUID in lower case for the event, by which later facts refer to what it makes. It follows from the fact where it is left out.
   * @example '00000000-0000-8000-8000-000000000001'
   */
  @Optional()
  @Id()
  readonly eventId?: string;
}

/** Facts of one contract, recorded one after the other: all of them, or none. */
export class ImportRequest {
  @NestedList(() => ImportedFactRequest, { min: 1, max: 10_000 })
  readonly facts!: ImportedFactRequest[];
}
