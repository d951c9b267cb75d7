import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AskWhatIf, CompareExplanation, parseComparedView } from '@ledger/application';
import { parsePremises } from '@ledger/contract';
import { Answers } from '../http/answers.js';
import { NoQuery, PathId } from '../http/incoming.js';
import { ExplanationDiffRequest, WhatIfRequest } from './what-if.requests.js';
import { ExplanationDiffResponse, WhatIfResponse } from './what-if.responses.js';

/** What would follow from other premises; nothing is recorded. */
@ApiTags('What if')
@Controller('v1/contracts/:contractId')
export class WhatIfController {
  constructor(private readonly answers: Answers) {}

  /** The figures under premises, and how they differ from the recorded state */
  @Post('what-if')
  @HttpCode(200)
  askWhatIf(
    @PathId('contractId') id: string,
    @NoQuery() _none: unknown,
    @Body() { figure, explain, ...premises }: WhatIfRequest,
  ): Promise<WhatIfResponse> {
    return this.answers.to(new AskWhatIf(id, parsePremises(premises), figure, explain));
  }

  /** Two explanations of one figure side by side: then and now, theirs and ours, a quote and its outcome */
  @Post('explanation-diff')
  @HttpCode(200)
  compareExplanations(
    @PathId('contractId') id: string,
    @NoQuery() _none: unknown,
    @Body() { figure, left, right }: ExplanationDiffRequest,
  ): Promise<ExplanationDiffResponse> {
    return this.answers.to(
      new CompareExplanation(id, figure, parseComparedView(left, '/left'), parseComparedView(right, '/right')),
    );
  }
}
