import { Line, Lines, Optional, Position } from '../http/fields.js';

/** Where events are to be sent, and which. */
export class WebhookRequest {
  /**
   * Where the receiver listens: `https`, and nothing within a private network.
   * @example 'https://billing.example.com/ledger'
   */
  @Line(2000)
  readonly url!: string;

  /** Only events of these types, as /asyncapi.json names them; all but those about webhooks where it is left out. */
  @Optional()
  @Lines({ min: 1, max: 100, length: 100 })
  readonly types?: string[];

  /** Only events of these contracts, and of nothing else; of all where it is left out. */
  @Optional()
  @Lines({ min: 1, max: 100, length: 64 })
  readonly contractIds?: string[];

  /**
   * The position after which deliveries begin; from now on where it is left out, `0` for everything.
   * @example '0'
   */
  @Optional()
  @Position()
  readonly after?: string;
}

/** From where to deliver once more. */
export class ReplayRequest {
  /**
   * Everything after this position is delivered again.
   * @example '900'
   */
  @Position()
  readonly after!: string;
}
