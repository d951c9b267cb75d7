import { Body, Controller, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { GetGeneration, ListGenerations, parseGenerationRequest, RecordGeneration } from '@ledger/application';
import { Answers } from '../http/answers.js';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
import { pageOf } from '../http/view.js';
import { PageQuery } from '../http/view.requests.js';
import { RebuildRequest } from './generations.requests.js';
import { GenerationResponse, GenerationsResponse, RecordedGenerationResponse } from './generations.responses.js';
import { ProgressStreams } from './progress-streams.js';
import { recordedAnswer } from './recorded-answer.js';

/** Generations of the read models being built from the log. */
@ApiTags('Rebuilds')
@Controller('v1/rebuilds')
export class RebuildsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
    private readonly streams: ProgressStreams,
  ) {}

  /**
   * A generation of the read models is computed from the log
   *
   * It lies beside the live one and is in nobody’s way. As known at a moment, under other readings, an edition or hypotheses, for some contracts
   * or all of them.
   */
  @Post()
  @HttpCode(202)
  async requestRebuild(
    @Incoming() { envelope, reply }: Incoming,
    @Body() body: RebuildRequest,
  ): Promise<RecordedGenerationResponse> {
    const message = new RecordGeneration({ type: 'request', request: parseGenerationRequest(body) }, envelope);
    return recordedAnswer(reply, await this.commands.execute(message));
  }

  /** Everything that was requested, the latest first */
  @Get()
  listRebuilds(@Query() page: PageQuery): Promise<GenerationsResponse> {
    return this.answers.to(new ListGenerations('requested', pageOf(page)));
  }

  /** How far a generation is built */
  @Get(':generationId')
  getRebuild(@PathId('generationId') generationId: string, @NoQuery() _none: unknown): Promise<GenerationResponse> {
    return this.answers.to(new GetGeneration(generationId));
  }

  /**
   * How far a generation is built, as it goes on
   *
   * Server-sent events: `progress` whenever something is new, each with what GET /v1/rebuilds/{generationId} answers; after the last, with which
   * it is finished, failed or cancelled, the stream ends.
   */
  @Get(':generationId/progress')
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ schema: { type: 'string' } })
  async watchRebuild(@PathId('generationId') generationId: string, @NoQuery() _none: unknown): Promise<StreamableFile> {
    return new StreamableFile(await this.streams.watch(new GetGeneration(generationId)), { type: 'text/event-stream' });
  }

  /** A generation is built no further, and its rows are taken away */
  @Post(':generationId/cancel')
  @HttpCode(202)
  async cancelRebuild(@Incoming() { id, envelope, reply }: Incoming): Promise<RecordedGenerationResponse> {
    const generationId = id('generationId');
    return recordedAnswer(
      reply,
      await this.commands.execute(new RecordGeneration({ type: 'cancel', generationId }, envelope)),
    );
  }
}
