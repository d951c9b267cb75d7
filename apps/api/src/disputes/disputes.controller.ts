import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  CompareDispute,
  CompareDisputedExplanation,
  GetDispute,
  GetDisputedOwed,
  ListDisputes,
  RecordInDispute,
} from '@ledger/application';
import { parseDisputeCommand, type DisputeEventType } from '@ledger/disputes';
import type { FastifyReply } from 'fastify';
import { DisputedOwedResponse } from './owed.responses.js';
import { Answers } from '../http/answers.js';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
import { pageOf } from '../http/view.js';
import {
  ComparisonQuery,
  DisputedExplanationQuery,
  DisputeClosingRequest,
  DisputeDecisionRequest,
  DisputeNoteRequest,
  DisputeRequest,
  DisputesQuery,
  PositionRequest,
} from './disputes.requests.js';
import {
  ComparisonResponse,
  DisputedExplanationResponse,
  DisputeResponse,
  DisputesResponse,
  RecordedDisputeResponse,
} from './disputes.responses.js';

/** What somebody contests, and what makes the difference. Nothing said in a dispute changes what a contract holds. */
@ApiTags('Disputes')
@Controller('v1/disputes')
export class DisputesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
  ) {}

  /** A dispute is opened, about a figure of a contract or an amount of several, on what is known by now or was known then */
  @Post()
  openDispute(
    @Incoming() incoming: Incoming,
    @Body() { disputeId, ...data }: DisputeRequest,
  ): Promise<RecordedDisputeResponse> {
    return this.#record(incoming, disputeId, 'DisputeOpened', data);
  }

  /**
   * A side says what it holds
   *
   * Facts that it holds to have happened, or not, or otherwise, with the documents that prove them; and its readings of the terms. It
   * replaces what the side held before; what was said stays on record.
   */
  @Post(':disputeId/positions')
  takePosition(@Incoming() incoming: Incoming, @Body() body: PositionRequest): Promise<RecordedDisputeResponse> {
    return this.#record(incoming, incoming.id('disputeId'), 'PositionTaken', body);
  }

  /** A note is added */
  @Post(':disputeId/notes')
  addDisputeNote(@Incoming() incoming: Incoming, @Body() body: DisputeNoteRequest): Promise<RecordedDisputeResponse> {
    return this.#record(incoming, incoming.id('disputeId'), 'DisputeNoteAdded', body);
  }

  /** It is decided whose figure is right */
  @Post(':disputeId/decision')
  decideDispute(
    @Incoming() incoming: Incoming,
    @Body() body: DisputeDecisionRequest,
  ): Promise<RecordedDisputeResponse> {
    return this.#record(incoming, incoming.id('disputeId'), 'DisputeDecided', body);
  }

  /** The dispute is over */
  @Post(':disputeId/closing')
  closeDispute(@Incoming() incoming: Incoming, @Body() body: DisputeClosingRequest): Promise<RecordedDisputeResponse> {
    return this.#record(incoming, incoming.id('disputeId'), 'DisputeClosed', body);
  }

  /** Disputes, the latest opened first */
  @Get()
  listDisputes(@Query() { contractId, state, ...page }: DisputesQuery): Promise<DisputesResponse> {
    return this.answers.to(new ListDisputes({ contractId, state }, pageOf(page)));
  }

  /** A dispute, what was said in it, and what names it */
  @Get(':disputeId')
  async getDispute(
    @PathId('disputeId') disputeId: string,
    @NoQuery() _query: undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DisputeResponse> {
    const answer = await this.answers.to<DisputeResponse>(new GetDispute(disputeId));
    void reply.header('etag', `"${String(answer.revision)}"`);
    return answer;
  }

  /** The smallest set of points that makes the difference between two sides, and what each is worth */
  @Get(':disputeId/comparison')
  compareDispute(
    @PathId('disputeId') disputeId: string,
    @Query() { first = 'ours', other = 'theirs' }: ComparisonQuery,
  ): Promise<ComparisonResponse> {
    return this.answers.to(new CompareDispute(disputeId, first, other));
  }

  /** Why the figures of two sides differ: their explanations side by side, with the place where the difference begins */
  @Get(':disputeId/explanation-diff')
  compareDisputedExplanations(
    @PathId('disputeId') disputeId: string,
    @Query() { first = 'ours', other = 'theirs', figure, contractId }: DisputedExplanationQuery,
  ): Promise<DisputedExplanationResponse> {
    return this.answers.to(new CompareDisputedExplanation(disputeId, first, other, figure, contractId));
  }

  /** What the figure in question was on its day: as known then, as known to the dispute, and as told to the contractor */
  @Get(':disputeId/owed')
  getDisputedOwed(@PathId('disputeId') disputeId: string, @NoQuery() _query: undefined): Promise<DisputedOwedResponse> {
    return this.answers.to(new GetDisputedOwed(disputeId));
  }

  async #record(
    { envelope, reply }: Incoming,
    disputeId: string | undefined,
    type: DisputeEventType,
    data: object,
  ): Promise<RecordedDisputeResponse> {
    const command = parseDisputeCommand(type, data);
    const { recorded, replayed } = await this.commands.execute(new RecordInDispute(disputeId, command, envelope));
    void reply.header('etag', `"${String(recorded.revision)}"`);
    void reply.header('location', `/v1/disputes/${recorded.disputeId}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...recorded, events: [...recorded.events] };
  }
}
