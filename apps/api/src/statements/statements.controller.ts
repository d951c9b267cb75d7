import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetStatement, ListStatements, MakeStatement } from '@ledger/application';
import { parsePremises } from '@ledger/contract';
import { answered } from '../contracts/recorder.js';
import { RecordedResponse } from '../contracts/recorded.responses.js';
import { Answers } from '../http/answers.js';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
import { PageQuery } from '../http/view.requests.js';
import { pageOf } from '../http/view.js';
import { StatementRequest } from './statements.requests.js';
import { StatementAgainResponse, StatementsResponse } from './statements.responses.js';

/** Answers to be relied on. */
@ApiTags('Statements')
@Controller('v1/contracts/:contractId/statements')
export class StatementsController {
  constructor(
    private readonly bus: CommandBus,
    private readonly answers: Answers,
  ) {}

  /** A figure is stated: computed now and kept, so that it can be given again */
  @Post()
  async makeStatement(
    @PathId('contractId') id: string,
    @Incoming() { envelope, reply }: Incoming,
    @Body() { statementId, figure, toldTo, ...premises }: StatementRequest,
  ): Promise<RecordedResponse> {
    const asked = { statementId, figure, toldTo, premises: parsePremises(premises) };
    return answered(reply, await this.bus.execute(new MakeStatement(id, asked, envelope)));
  }

  /** The statements made, in the order of their recording; void ones are left out */
  @Get()
  listStatements(@PathId('contractId') id: string, @Query() page: PageQuery): Promise<StatementsResponse> {
    return this.answers.to(new ListStatements(id, pageOf(page)));
  }

  /** A statement, given again under its own premises, and what the same question says today */
  @Get(':statementId')
  getStatement(
    @PathId('contractId') id: string,
    @PathId('statementId') statementId: string,
    @NoQuery() _none: unknown,
  ): Promise<StatementAgainResponse> {
    return this.answers.to(new GetStatement(id, statementId));
  }
}
