import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { RecordFact, type Acknowledgement } from '@ledger/application';
import { parseCommand, type Command } from '@ledger/contract';
import type { FastifyReply } from 'fastify';
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
    const checked = parseCommand(command.type, command.data); // the request classes check fields; this the fact as a whole
    return answered(reply, await this.bus.execute(new RecordFact(contractId ?? newContractId, checked, envelope)));
  }
}

/** What was recorded, with the headers that say the same. */
export const answered = (reply: FastifyReply, { recorded, replayed }: Acknowledgement): RecordedResponse => {
  void reply.header('etag', `"${String(recorded.revision)}"`);
  const [made] = recorded.events;
  if (made !== undefined) void reply.header('location', `/v1/contracts/${recorded.contractId}/events/${made.id}`);
  if (replayed) void reply.header('idempotency-replayed', 'true');
  return { ...recorded, events: [...recorded.events] };
};
