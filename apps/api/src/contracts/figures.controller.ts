import { Body, Controller, Get, Header, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  ExplainFigure,
  GetChanges,
  GetContract,
  GetCredits,
  GetDeadlines,
  GetDiscrepancies,
  GetObligations,
  GetPayments,
  GetRegisters,
  GetTermination,
  GetUsagePermission,
  QuoteTermination,
} from '@ledger/application';
import type { FastifyReply } from 'fastify';
import { Answers } from '../http/answers.js';
import { PathId } from '../http/incoming.js';
import { invalid } from '../http/problem.js';
import { ViewQuery } from '../http/view.requests.js';
import { knownAtOf, viewOf } from '../http/view.js';
import { calendarOf } from './calendar.js';
import { ContractResponse } from './contract.responses.js';
import {
  ChangesResponse,
  CreditsResponse,
  DeadlinesResponse,
  DiscrepanciesResponse,
  ExplanationResponse,
  ObligationsResponse,
  TerminationResponse,
  UsagePermissionResponse,
} from './figures.responses.js';
import { ExplanationQuery, HistoryQuery, TerminationQuoteRequest, UsagePermissionQuery } from './figures.requests.js';
import { PaymentsResponse } from './payments.responses.js';
import { RegistersResponse } from './registers.responses.js';
import { trialOf } from './trial.js';

/** What follows from a contract's record on a day, at a state of knowledge, under the readings asked for. */
@ApiTags('What follows')
@Controller('v1/contracts/:contractId')
export class FiguresController {
  constructor(private readonly answers: Answers) {}

  /** The contract on a day: status, fees, options, targets */
  @Get()
  async getContract(
    @PathId('contractId') id: string,
    @Query() query: ViewQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ContractResponse> {
    const contract = await this.answers.to<ContractResponse>(new GetContract(id, viewOf(query)));
    // What If-Match takes: the revision now, and of no earlier state of knowledge.
    if (query.knownAt === undefined) void reply.header('etag', `"${String(contract.revision)}"`);
    return contract;
  }

  /** What has arisen, and what of it is settled (Art. 8, 9, annexes) */
  @Get('obligations')
  getObligations(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<ObligationsResponse> {
    return this.answers.to(new GetObligations(id, viewOf(query)));
  }

  /** Whether and when the contract ends, and what an early end costs (Art. 1, 7, 9) */
  @Get('termination')
  getTermination(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<TerminationResponse> {
    return this.answers.to(new GetTermination(id, viewOf(query)));
  }

  /** What a notice or a termination would lead to; nothing is recorded */
  @Post('termination-quotes')
  @HttpCode(200)
  quoteTermination(
    @PathId('contractId') id: string,
    @Query() query: ViewQuery,
    @Body() body: TerminationQuoteRequest,
  ): Promise<TerminationResponse> {
    return this.answers.to(new QuoteTermination(id, trialOf(body), viewOf(query)));
  }

  /** Every outage, and the reduction it gives or not (Art. 10, annex 3) */
  @Get('credits')
  getCredits(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<CreditsResponse> {
    return this.answers.to(new GetCredits(id, viewOf(query)));
  }

  /** The days that matter next, and what is open */
  @Get('deadlines')
  getDeadlines(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<DeadlinesResponse> {
    return this.answers.to(new GetDeadlines(id, viewOf(query)));
  }

  /** The same days as a calendar (RFC 5545) */
  @Get('deadlines.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiProduces('text/calendar')
  async getDeadlineCalendar(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<string> {
    return calendarOf(id, await this.answers.to<DeadlinesResponse>(new GetDeadlines(id, viewOf(query))));
  }

  /** Payments, reversals, repayments, settlements and demands, with what each settled */
  @Get('payments')
  getPayments(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<PaymentsResponse> {
    return this.answers.to(new GetPayments(id, viewOf(query)));
  }

  /** Agreements, complaints, setting changes, reports, measures and claims as of the day */
  @Get('registers')
  getRegisters(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<RegistersResponse> {
    return this.answers.to(new GetRegisters(id, viewOf(query)));
  }

  /** May this domain, address or third party use the service on the day? (Art. 2, 3) */
  @Get('usage-permission')
  getUsagePermission(
    @PathId('contractId') id: string,
    @Query() { target, thirdParty, ...query }: UsagePermissionQuery,
  ): Promise<UsagePermissionResponse> {
    return this.answers.to(new GetUsagePermission(id, useOf(target, thirdParty), viewOf(query)));
  }

  /** How a figure is derived, down to recorded facts and the numbers of the terms */
  @Get('explanation')
  explainFigure(
    @PathId('contractId') id: string,
    @Query() { figure, ...query }: ExplanationQuery,
  ): Promise<ExplanationResponse> {
    return this.answers.to(new ExplainFigure(id, figure, viewOf(query)));
  }

  /** Where a recorded decision, demand or payment differs from what the terms give */
  @Get('discrepancies')
  getDiscrepancies(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<DiscrepanciesResponse> {
    return this.answers.to(new GetDiscrepancies(id, viewOf(query)));
  }

  /** What became different between two states of knowledge */
  @Get('history')
  getChanges(
    @PathId('contractId') id: string,
    @Query() { from, to, ...query }: HistoryQuery,
  ): Promise<ChangesResponse> {
    return this.answers.to(new GetChanges(id, knownAtOf('from', from), knownAtOf('to', to), viewOf(query)));
  }
}

const useOf = (target: string | undefined, thirdParty: string | undefined): GetUsagePermission['use'] => {
  if (target !== undefined && thirdParty === undefined) return { target };
  if (thirdParty !== undefined && target === undefined) return { thirdParty };
  throw invalid([{ pointer: '/query', detail: 'either target or thirdParty must stand, and not both' }]);
};
