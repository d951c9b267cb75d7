import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { IncidentCommand } from '@ledger/contract';
import type { Envelope } from '../envelope.js';
import { Incidents, type IncidentAcknowledgement } from './incidents.js';

/** Asks for what happened to an incident to be recorded; the contracts are told of it afterwards. */
export class RecordIncident extends Command<IncidentAcknowledgement> {
  constructor(
    /** Undefined only with IncidentReported: the ledger then makes an id. */
    readonly incidentId: string | undefined,
    readonly command: IncidentCommand,
    readonly envelope: Envelope,
  ) {
    super();
  }
}

@CommandHandler(RecordIncident)
export class RecordIncidentHandler implements ICommandHandler<RecordIncident> {
  constructor(private readonly incidents: Incidents) {}

  execute({ incidentId, command, envelope }: RecordIncident): Promise<IncidentAcknowledgement> {
    return this.incidents.record(incidentId, command, envelope);
  }
}
