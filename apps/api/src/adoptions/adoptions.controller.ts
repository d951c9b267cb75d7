import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetAdoption, ListAdoptions, RecordAdoption } from '@ledger/application';
import { parseAdoptionCommand, type AdoptionEventType } from '@ledger/contract';
import type { FastifyReply } from 'fastify';
import { Answers } from '../http/answers.js';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
import { pageOf } from '../http/view.js';
import { PageQuery } from '../http/view.requests.js';
import { AdoptionCorrectionRequest, AdoptionRequest, AdoptionWithdrawalRequest } from './adoptions.requests.js';
import { AdoptionResponse, AdoptionsResponse, RecordedAdoptionResponse } from './adoptions.responses.js';

/** What is adopted as the answer to the open questions of the terms. */
@ApiTags('Adoptions')
@Controller('v1/adoptions')
export class AdoptionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
  ) {}

  /**
   * Readings, or an edition, are adopted
   *
   * From then on they are the default of every answer about the contracts concerned, of every decision and of the lists; a question that asks
   * for a reading is answered by that, and a view known earlier is not changed. For each reading the adoption recorded last counts, but one
   * that names the contract goes before those for all.
   */
  @Post()
  adoptReadings(@Incoming() incoming: Incoming, @Body() data: AdoptionRequest): Promise<RecordedAdoptionResponse> {
    return this.#record(incoming, 'ReadingsAdopted', data);
  }

  /**
   * An adoption is corrected
   *
   * It is what it says here, in the place that it had among all adoptions. One that was withdrawn stands again.
   */
  @Post(':adoptionId/correction')
  correctAdoption(
    @Incoming() incoming: Incoming,
    @Body() data: AdoptionCorrectionRequest,
  ): Promise<RecordedAdoptionResponse> {
    return this.#record(incoming, 'AdoptionCorrected', { ...data, adoptionId: incoming.id('adoptionId') });
  }

  /** An adoption counts no more */
  @Post(':adoptionId/withdrawal')
  withdrawAdoption(
    @Incoming() incoming: Incoming,
    @Body() data: AdoptionWithdrawalRequest,
  ): Promise<RecordedAdoptionResponse> {
    return this.#record(incoming, 'AdoptionWithdrawn', { ...data, adoptionId: incoming.id('adoptionId') });
  }

  /** Everything adopted, also what was withdrawn, the latest first */
  @Get()
  listAdoptions(@Query() page: PageQuery): Promise<AdoptionsResponse> {
    return this.answers.to(new ListAdoptions(pageOf(page)));
  }

  /** An adoption, the contracts that it names, and what was recorded of it */
  @Get(':adoptionId')
  async getAdoption(
    @PathId('adoptionId') adoptionId: string,
    @NoQuery() _none: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdoptionResponse> {
    const answer = await this.answers.to<AdoptionResponse>(new GetAdoption(adoptionId));
    void reply.header('etag', `"${String(answer.revision)}"`);
    return answer;
  }

  async #record(
    { envelope, reply }: Incoming,
    type: AdoptionEventType,
    data: object,
  ): Promise<RecordedAdoptionResponse> {
    const command = parseAdoptionCommand(type, data);
    const { recorded, replayed } = await this.commands.execute(new RecordAdoption(command, envelope));
    void reply.header('etag', `"${String(recorded.revision)}"`);
    void reply.header('location', `/v1/adoptions/${recorded.adoptionId}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...recorded, events: [...recorded.events] };
  }
}
