import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NoQuery } from '../http/incoming.js';
import { PROBLEMS, type ProblemKind } from '../http/problem-catalogue.js';
import { Problem } from '../http/problem.js';
import { pageOf } from './page.js';
import { REFUSALS } from './refusals.js';

const KINDS: ReadonlyMap<string, ProblemKind> = new Map(Object.entries({ ...PROBLEMS, ...REFUSALS }));

/** What each kind of problem means: where the `type` of an error leads. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  listProblems(@NoQuery() _query: undefined): string {
    const items = [...KINDS].map(([code, { status, title }]) => ({ code, text: `${String(status)} ${title}` }));
    return pageOf('Problems', 'What an error of this server may be.', items);
  }

  @Get(':code')
  @Header('content-type', 'text/html; charset=utf-8')
  getProblem(@Param('code') code: string, @NoQuery() _query: undefined): string {
    const kind = KINDS.get(code);
    if (kind === undefined) throw new Problem('not-found', 'there is no such kind of problem');
    return pageOf(`${String(kind.status)} ${kind.title}`, `${kind.meaning}\n${kind.remedy}`, []);
  }
}
