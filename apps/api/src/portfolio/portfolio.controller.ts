import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListContracts } from '@ledger/application';
import { civilDate } from '@ledger/kernel';
import { Answers } from '../http/answers.js';
import { minPositionOf, pageOf } from '../http/view.js';
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
  listContracts(@Query() { status, q, endsBefore, minPosition, ...page }: ContractsQuery): Promise<ContractsResponse> {
    const filter = { status, q, endsBefore: endsBefore === undefined ? undefined : civilDate(endsBefore) };
    return this.answers.to(new ListContracts(filter, pageOf(page), minPositionOf(minPosition)));
  }
}
