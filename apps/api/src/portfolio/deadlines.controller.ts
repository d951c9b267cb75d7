import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { ListDeadlines } from '@ledger/application';
import type { DeadlineFilter } from '@ledger/projections';
import { calendarOfAll } from '../contracts/calendar.js';
import { Answers } from '../http/answers.js';
import { invalid } from '../http/problem.js';
import { minPositionOf, pageOf } from '../http/view.js';
import { dayOf } from './day-of.js';
import { DeadlinesQuery } from './portfolio.requests.js';
import { DeadlineListResponse } from './portfolio.responses.js';

/** The days that matter next under all contracts. */
@ApiTags('Portfolio')
@Controller('v1')
export class DeadlinesController {
  constructor(private readonly answers: Answers) {}

  /**
   * The days that matter next under all contracts, by day
   *
   * In the order of the day, the contract’s id and the deadline’s; as each contract’s own deadlines have them today.
   */
  @Get('deadlines')
  listDeadlines(@Query() query: DeadlinesQuery): Promise<DeadlineListResponse> {
    return this.answers.to(new ListDeadlines(filterOf(query), pageOf(query), minPositionOf(query.minPosition)));
  }

  /** The same days as a calendar (RFC 5545), all of them */
  @Get('deadlines.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @ApiProduces('text/calendar')
  async getCalendar(@Query() query: DeadlinesQuery): Promise<string> {
    for (const parameter of ['limit', 'cursor'] as const) {
      if (query[parameter] === undefined) continue;
      const detail = `${parameter} belongs to pages: a calendar holds everything`;
      throw invalid([{ pointer: `/query/${parameter}`, detail }]);
    }
    const question = new ListDeadlines(filterOf(query), undefined, minPositionOf(query.minPosition));
    const { asOf, items } = await this.answers.to<DeadlineListResponse>(question);
    return calendarOfAll('contract-ledger', asOf, items);
  }
}

const filterOf = ({ from, to, kind }: DeadlinesQuery): DeadlineFilter => ({ from: dayOf(from), to: dayOf(to), kind });
