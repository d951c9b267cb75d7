import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordFact } from '@ledger/application';
import type { Command } from '@ledger/contract';
import type { Incoming } from '../http/incoming.js';
import type { RecordedResponse } from './recorded.responses.js';

/** Hands a command to the bus, and answers with what was recorded. */
@Injectable()
export class Recorder {
  constructor(private readonly bus: CommandBus) {}

  async record(
    { contractId, envelope, reply }: Incoming,
    command: Command,
    newContractId?: string,
  ): Promise<RecordedResponse> {
    const { recorded, replayed } = await this.bus.execute(
      new RecordFact(contractId ?? newContractId, command, envelope),
    );
    void reply.header('etag', `"${String(recorded.revision)}"`);
    const [made] = recorded.events;
    if (made !== undefined) void reply.header('location', `/v1/contracts/${recorded.contractId}/events/${made.id}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return recorded;
  }
}
