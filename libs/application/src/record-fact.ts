import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore } from '@ledger/event-store';
import type { Command as ContractCommand } from '@ledger/contract';
import { Contracts } from './contracts.js';
import { requireDispute } from './disputes/named-dispute.js';
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
    readonly command: ContractCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordFact)
export class RecordFactHandler implements ICommandHandler<RecordFact> {
  constructor(
    private readonly contracts: Contracts,
    private readonly store: EventStore,
  ) {}

  /** @throws {InvalidFact} where it names a dispute that there is not, or that is not about the contract; and what `Contracts.record` throws */
  async execute({ contractId, command, envelope }: RecordFact): Promise<Acknowledgement> {
    const disputeId = 'disputeId' in command.data ? command.data.disputeId : undefined;
    if (disputeId !== undefined)
      await requireDispute(this.store, disputeId, contractId === undefined ? [] : [contractId]);
    return this.contracts.record(contractId, command, envelope);
  }
}
