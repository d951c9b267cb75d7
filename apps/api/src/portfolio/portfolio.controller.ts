import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListContracts } from '@ledger/application';
import { Answers } from '../http/answers.js';
import { minPositionOf, pageOf } from '../http/view.js';
import { dayOf } from './day-of.js';
import { ContractsQuery } from './portfolio.requests.js';
import { ContractsResponse } from './portfolio.responses.js';

/** All contracts at a glance. */
@ApiTags('Portfolio')
@Controller('v1/contracts')
export class PortfolioController {
  constructor(private readonly answers: Answers) {}

  /**
   * The contracts, in the order of their ids
   *
   * As of today in Japan, with all that is known, by the register’s readings; another day, state of knowledge or reading is asked about one
   * contract.
   */
  @Get()
  listContracts(
    @Query() { endsBefore, endsFrom, endsTo, minPosition, limit, cursor, ...exact }: ContractsQuery,
  ): Promise<ContractsResponse> {
    const filter = { ...exact, endsBefore: dayOf(endsBefore), endsFrom: dayOf(endsFrom), endsTo: dayOf(endsTo) };
    return this.answers.to(new ListContracts(filter, pageOf({ limit, cursor }), minPositionOf(minPosition)));
  }
}
