import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { DisputeCommand } from '@ledger/disputes';
import type { Envelope } from '../envelope.js';
import { Disputes, type DisputeAcknowledgement } from './disputes.js';

/** Asks for something to be recorded in a dispute. */
export class RecordInDispute extends Command<DisputeAcknowledgement> {
  constructor(
    /** Undefined only with DisputeOpened: the ledger then makes an id. */
    readonly disputeId: string | undefined,
    readonly command: DisputeCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordInDispute)
export class RecordInDisputeHandler implements ICommandHandler<RecordInDispute> {
  constructor(private readonly disputes: Disputes) {}

  execute({ disputeId, command, envelope }: RecordInDispute): Promise<DisputeAcknowledgement> {
    return this.disputes.record(disputeId, command, envelope);
  }
}
