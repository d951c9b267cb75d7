import { Command } from '@nestjs/cqrs';
import type { ContractEvent } from '@ledger/contract';
import type { Acknowledgement, Envelope } from './envelope.js';

/**
 * Asks for a fact, or a correction of one, to be recorded. One message serves every command: the union of facts is already
 * closed and typed, and a class for each of its fifty members would say the same thing again.
 */
export class RecordFact extends Command<Acknowledgement> {
  constructor(
    /** Undefined only with ContractApplied: the ledger then makes an id. */
    readonly contractId: string | undefined,
    /** The body, with the ids that stand in the path. */
    readonly command: ContractEvent,
    readonly envelope: Envelope,
  ) {
    super();
  }
}
