import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { FailedCommand, ImportFacts } from '@ledger/application';
import { Incoming } from '../http/incoming.js';
import { problemOf, within } from '../http/problem-of.js';
import { ImportRequest } from './imports.requests.js';
import { RecordedResponse } from './recorded.responses.js';
import { answered } from './recorder.js';

/** Facts that were kept elsewhere. */
@ApiTags('Import')
@Controller('v1/contracts/:contractId')
export class ImportsController {
  constructor(private readonly bus: CommandBus) {}

  /**
   * Facts of one contract are recorded together
   *
   * By the same decisions as commands, all of them or none. Facts that the contract holds already, by their ids, are passed over: the
   * same import again records nothing twice, and answers with `Idempotency-Replayed: true` and the events that stand. Of a problem with
   * one of the facts `fact` says which, from 0.
   */
  @Post('imports')
  async importFacts(
    @Incoming() { contractId = '', envelope, reply }: Incoming,
    @Body() { facts }: ImportRequest,
  ): Promise<RecordedResponse> {
    try {
      return answered(reply, await this.bus.execute(new ImportFacts(contractId, facts, envelope)));
    } catch (error) {
      throw error instanceof FailedCommand ? within(problemOf(error.cause), 'facts', error.index) : error;
    }
  }
}
