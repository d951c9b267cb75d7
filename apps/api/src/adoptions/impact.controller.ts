import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { civilDate } from '@ledger/kernel';
import { GetImpact } from '@ledger/application';
import { Answers } from '../http/answers.js';
import { NoQuery } from '../http/incoming.js';
import { ImpactRequest } from './impact.requests.js';
import { ImpactResponse } from './impact.responses.js';

/** What would change if something were adopted. */
@ApiTags('Adoptions')
@Controller('v1/impact')
export class ImpactController {
  constructor(private readonly answers: Answers) {}

  /**
   * What would change if readings, or an edition, were adopted
   *
   * How many contracts, which articles, how much money, and the hundred contracts most affected, each with what has arisen by the day, reductions taken off, as
   * it is answered now and as it would be. All contracts concerned are computed: over a large portfolio this takes its time.
   */
  @Post()
  @HttpCode(200)
  getImpact(@NoQuery() _none: unknown, @Body() { asOf, ...request }: ImpactRequest): Promise<ImpactResponse> {
    return this.answers.to(new GetImpact({ ...request, asOf: asOf === undefined ? undefined : civilDate(asOf) }));
  }
}
