import { Readable } from 'node:stream';
import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ExportObligations, ListObligations } from '@ledger/application';
import { civilDate, lastOfMonth, yen } from '@ledger/kernel';
import type { ObligationFilter } from '@ledger/projections';
import type { FastifyReply } from 'fastify';
import { Answers } from '../http/answers.js';
import { preferred } from '../http/negotiation.js';
import { invalid } from '../http/problem.js';
import { minPositionOf, pageOf } from '../http/view.js';
import { dayOf } from './day-of.js';
import { OBLIGATION_MEDIA_TYPES } from './media-types.js';
import { tableOf } from './obligation-table.js';
import { ObligationsQuery, ObligationTableQuery } from './portfolio.requests.js';
import { ObligationListResponse } from './portfolio.responses.js';

/** What all contracts owe, found by date, amount and counterparty. */
@ApiTags('Portfolio')
@Controller('v1')
export class ObligationsController {
  constructor(private readonly answers: Answers) {}

  /**
   * What has arisen by today under all contracts, contract by contract
   *
   * Found by date, amount and counterparty, any of them together, dates and amounts as ranges; in the order of the contract’s id, the day
   * and the obligation’s id. With `Accept: text/csv` the full result as a table, as /v1/obligations.csv gives it.
   */
  @Get('obligations')
  @ApiOkResponse({ type: ObligationListResponse })
  async listObligations(
    @Query() query: ObligationsQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ObligationListResponse | StreamableFile> {
    void reply.header('vary', 'accept');
    if (preferred(accept, OBLIGATION_MEDIA_TYPES) === 'text/csv') return this.#table(query);
    const question = new ListObligations(filterOf(query), pageOf(query), minPositionOf(query.minPosition));
    return this.answers.to<ObligationListResponse>(question);
  }

  /**
   * The full result as a table (RFC 4180)
   *
   * One state of the read model, whatever is recorded meanwhile; `disputes` names those that are open and contest the row. A text that a spreadsheet would take for a formula stands behind an
   * apostrophe.
   */
  @Get('obligations.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  exportObligations(@Query() query: ObligationTableQuery): Promise<StreamableFile> {
    return this.#table(query);
  }

  async #table(query: ObligationTableQuery): Promise<StreamableFile> {
    for (const parameter of ['limit', 'cursor'] as const) {
      if (query[parameter] !== undefined) throw unfit(parameter, 'belongs to pages: a table holds everything');
    }
    const question = new ExportObligations(filterOf(query), minPositionOf(query.minPosition));
    const lines = tableOf(await this.answers.to(question), query.bom === 'true');
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: 'attachment; filename="obligations.csv"',
    });
  }
}

const filterOf = ({
  from,
  to,
  month,
  counterparty,
  amountFrom,
  amountTo,
  status,
}: ObligationsQuery): ObligationFilter => {
  if (month !== undefined && (from !== undefined || to !== undefined)) {
    throw unfit('month', 'stands in the place of from and to, not beside them');
  }
  const first = month === undefined ? undefined : civilDate(`${month}-01`);
  return {
    from: first ?? dayOf(from),
    to: first === undefined ? dayOf(to) : lastOfMonth(first),
    counterparty,
    amountFrom: amountFrom === undefined ? undefined : yen(Number(amountFrom)),
    amountTo: amountTo === undefined ? undefined : yen(Number(amountTo)),
    status,
  };
};

const unfit = (parameter: string, detail: string): Error =>
  invalid([{ pointer: `/query/${parameter}`, detail: `${parameter} ${detail}` }]);
