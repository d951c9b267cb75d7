import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetArticle, GetReadings, GetTerms } from '@ledger/application';
import { Answers } from '../http/answers.js';
import { NoQuery, PathId } from '../http/incoming.js';
import { Problem } from '../http/problem.js';
import { ArticleResponse, ReadingsResponse, TermsResponse } from './terms.responses.js';

/** What is agreed: the regulations, and the register of what they leave open. */
@ApiTags('Terms')
@Controller('v1/terms')
export class TermsController {
  constructor(private readonly answers: Answers) {}

  /** The regulations in Japanese, with an English rendering */
  @Get()
  getTerms(@NoQuery() _query: undefined): Promise<TermsResponse> {
    return this.answers.to(new GetTerms());
  }

  /** One article */
  @Get('articles/:n')
  getArticle(@PathId('n') n: string, @NoQuery() _query: undefined): Promise<ArticleResponse> {
    if (!/^[1-9]\d?$/.test(n)) throw new Problem('not-found', `there is no article ${n}`);
    return this.answers.to(new GetArticle(Number(n)));
  }

  /** The register of readings: each open question, the default answer and the others */
  @Get('readings')
  getReadings(@NoQuery() _query: undefined): Promise<ReadingsResponse> {
    return this.answers.to(new GetReadings());
  }
}
