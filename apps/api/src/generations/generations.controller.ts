import { Readable } from 'node:stream';
import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CompareGenerations,
  ExportDiff,
  GetGeneration,
  ListGenerations,
  RecordGeneration,
  type GenerationCommand,
} from '@ledger/application';
import type { FastifyReply } from 'fastify';
import { Answers } from '../http/answers.js';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
import { preferred } from '../http/negotiation.js';
import { pageOf } from '../http/view.js';
import { PageQuery } from '../http/view.requests.js';
import { diffTable } from './diff-table.js';
import { DiffAcceptanceRequest, DiffQuery, SwitchRequest } from './generations.requests.js';
import {
  DiffResponse,
  GenerationResponse,
  GenerationsResponse,
  RecordedGenerationResponse,
} from './generations.responses.js';
import { DIFF_MEDIA_TYPES } from './media-types.js';
import { recordedAnswer } from './recorded-answer.js';

/** Generations of the read models side by side: what they make different, and which is live. */
@ApiTags('Generations')
@Controller('v1/generations')
export class GenerationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
  ) {}

  /** The generations that there are, the latest requested first */
  @Get()
  listGenerations(@Query() page: PageQuery): Promise<GenerationsResponse> {
    return this.answers.to(new ListGenerations('kept', pageOf(page)));
  }

  /** One generation */
  @Get(':generationId')
  getGeneration(@PathId('generationId') generationId: string, @NoQuery() _none: unknown): Promise<GenerationResponse> {
    return this.answers.to(new GetGeneration(generationId));
  }

  /**
   * What a generation makes different, and why
   *
   * Contract by contract in the order of their ids: figures, before, after, yen. Each difference is taken apart by exchanging one premise after
   * the other: the row as this code computes it, facts recorded later and corrections, hypotheses, the edition, each reading, the day; what remains
   * is another version of the code, or a row that was edited. With `Accept: text/csv` all of it as a table, a line for each cause.
   */
  @Get(':generationId/diff')
  @ApiOkResponse({ type: DiffResponse })
  async compareGeneration(
    @PathId('generationId') generationId: string,
    @Query() { against, ...page }: DiffQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DiffResponse | StreamableFile> {
    void reply.header('vary', 'accept');
    const question = { generationId, against: against === 'live' ? undefined : against };
    if (preferred(accept, DIFF_MEDIA_TYPES) === 'application/json') {
      return this.answers.to<DiffResponse>(new CompareGenerations(question, pageOf(page)));
    }
    const lines = diffTable(await this.answers.to(new ExportDiff(question)));
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: 'attachment; filename="diff.csv"',
    });
  }

  /**
   * Somebody accepts exactly these differences to the live generation
   *
   * Where they have changed since they were looked at, it is refused.
   */
  @Post(':generationId/accept')
  acceptGeneration(
    @Incoming() incoming: Incoming,
    @Body() { diff, reason }: DiffAcceptanceRequest,
  ): Promise<RecordedGenerationResponse> {
    const generationId = incoming.id('generationId');
    return this.#record(incoming, { type: 'accept', generationId, diff, reason });
  }

  /**
   * A generation becomes live
   *
   * At one moment for everybody, and without missing an event: it catches up before. What it makes different must be accepted, unless that is
   * nothing, or it was live before. The one that was live stays until it is dropped.
   */
  @Post(':generationId/switch')
  @HttpCode(202)
  switchGeneration(
    @Incoming() incoming: Incoming,
    @Body() { reason }: SwitchRequest,
  ): Promise<RecordedGenerationResponse> {
    const generationId = incoming.id('generationId');
    return this.#record(incoming, { type: 'switch', generationId, reason });
  }

  /** The rows of a generation that is not live are taken away */
  @Delete(':generationId')
  @HttpCode(200)
  dropGeneration(@Incoming() incoming: Incoming): Promise<RecordedGenerationResponse> {
    return this.#record(incoming, { type: 'drop', generationId: incoming.id('generationId') });
  }

  async #record({ envelope, reply }: Incoming, command: GenerationCommand): Promise<RecordedGenerationResponse> {
    return recordedAnswer(reply, await this.commands.execute(new RecordGeneration(command, envelope)));
  }
}
