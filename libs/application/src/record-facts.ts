import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Command as ContractCommand } from '@ledger/contract';
import { Contracts } from './contracts.js';
import type { Acknowledgement, Envelope } from './envelope.js';

/** Asks for facts of one contract to be recorded one after the other: all of them, or none. */
export class RecordFacts extends Command<Acknowledgement> {
  constructor(
    /** Undefined only where the first is ContractApplied: the ledger then makes an id. */
    readonly contractId: string | undefined,
    readonly commands: readonly ContractCommand[],
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordFacts)
export class RecordFactsHandler implements ICommandHandler<RecordFacts> {
  constructor(private readonly contracts: Contracts) {}

  execute({ contractId, commands, envelope }: RecordFacts): Promise<Acknowledgement> {
    return this.contracts.record(contractId, commands, envelope);
  }
}
