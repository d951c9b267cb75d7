import { Body, Controller, Get, HttpCode, Post, Res, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { BeginImpact, CancelImpact, GetImpactJob, type ImpactAnswer, type ImpactJobAnswer } from '@ledger/application';
import { parsePremises } from '@ledger/contract';
import type { FastifyReply } from 'fastify';
import { ProgressStreams } from '../generations/progress-streams.js';
import { Answers } from '../http/answers.js';
import { NoQuery, PathId } from '../http/incoming.js';
import { ImpactRequest } from './impact.requests.js';
import { ImpactJobResponse, ImpactResponse } from './impact.responses.js';

/** What would change if something were adopted. */
@ApiTags('Adoptions')
@Controller('v1/impact')
export class ImpactController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
    private readonly streams: ProgressStreams,
  ) {}

  /**
   * What would change if readings, or an edition, were adopted
   *
   * How many contracts, which articles, how much money, and the hundred contracts most affected, each with what has arisen by the day, reductions taken off, as
   * it is answered now and as it would be. Only contracts that the change can concern are computed. Where these are many it goes on after `202`, and
   * `Location` says where to look; of the twenty latest the answer is kept there until the server stops.
   */
  @Post()
  @HttpCode(200)
  @ApiOkResponse({ type: ImpactResponse })
  @ApiAcceptedResponse({ type: ImpactJobResponse })
  async getImpact(
    @NoQuery() _none: unknown,
    @Body() { asOf, ...request }: ImpactRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImpactAnswer | ImpactJobAnswer> {
    const { asOf: day } = parsePremises(asOf === undefined ? {} : { asOf });
    const job = await this.commands.execute(new BeginImpact({ ...request, asOf: day }));
    if (job.answer !== null) return job.answer;
    void reply.status(202).header('location', `/v1/impact/${job.impactId}`);
    return job;
  }

  /** How far it is computed, and the answer once it is finished */
  @Get(':impactId')
  getImpactJob(@PathId('impactId') impactId: string, @NoQuery() _none: unknown): Promise<ImpactJobResponse> {
    return this.answers.to(new GetImpactJob(impactId));
  }

  /**
   * How far it is computed, as it goes on
   *
   * Server-sent events: `progress` whenever something is new, each with what GET /v1/impact/{impactId} answers; after the last, with which it is
   * finished, failed or cancelled, the stream ends.
   */
  @Get(':impactId/progress')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async watchImpact(@PathId('impactId') impactId: string, @NoQuery() _none: unknown): Promise<StreamableFile> {
    return new StreamableFile(await this.streams.watch(new GetImpactJob(impactId)), { type: 'text/event-stream' });
  }

  /** It is computed no further */
  @Post(':impactId/cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: ImpactJobResponse })
  cancelImpact(@PathId('impactId') impactId: string, @NoQuery() _none: unknown): Promise<ImpactJobAnswer> {
    return this.commands.execute(new CancelImpact(impactId));
  }
}
