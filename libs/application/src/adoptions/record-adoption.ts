import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { AdoptionCommand } from '@ledger/contract';
import type { Envelope } from '../envelope.js';
import { Adopting, type AdoptionAcknowledgement } from './adopting.js';

/** Asks for readings, or an edition, to be adopted, or for an adoption to be corrected or withdrawn. */
export class RecordAdoption extends Command<AdoptionAcknowledgement> {
  constructor(
    readonly command: AdoptionCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordAdoption)
export class RecordAdoptionHandler implements ICommandHandler<RecordAdoption> {
  constructor(private readonly adopting: Adopting) {}

  execute({ command, envelope }: RecordAdoption): Promise<AdoptionAcknowledgement> {
    return this.adopting.record(command, envelope);
  }
}
