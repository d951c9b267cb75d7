import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetLapsedRights, GetOwed } from '@ledger/application';
import { civilDate } from '@ledger/kernel';
import { Answers } from '../http/answers.js';
import { PathId } from '../http/incoming.js';
import { ViewQuery } from '../http/view.requests.js';
import { viewOf } from '../http/view.js';
import { OwedQuery } from './disputes.requests.js';
import { LapsedRightsResponse, OwedResponse } from './owed.responses.js';

/** What a dispute about a contract begins with. */
@ApiTags('Disputes')
@Controller('v1/contracts/:contractId')
export class OwedController {
  constructor(private readonly answers: Answers) {}

  /** What was owed on a day: as known then, as known now about then, and as told to the contractor */
  @Get('owed')
  getOwed(@PathId('contractId') id: string, @Query() { on }: OwedQuery): Promise<OwedResponse> {
    return this.answers.to(new GetOwed(id, civilDate(on)));
  }

  /** The reductions to which the right was lost, and what they would have been (Art. 10) */
  @Get('lapsed-rights')
  getLapsedRights(@PathId('contractId') id: string, @Query() query: ViewQuery): Promise<LapsedRightsResponse> {
    return this.answers.to(new GetLapsedRights(id, viewOf(query)));
  }
}
