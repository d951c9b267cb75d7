import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NoQuery } from '../http/incoming.js';
import { Problem } from '../http/problem.js';
import { HealthResponse } from './health.responses.js';
import { Readiness } from './readiness.js';

/** For whoever watches over the server; needs no token. */
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Ready, as /health/ready */
  @Get()
  getHealth(@NoQuery() _query: undefined): Promise<HealthResponse> {
    return this.ready();
  }

  /** The process lives and answers */
  @Get('live')
  getLiveness(@NoQuery() _query: undefined): HealthResponse {
    return { status: 'ok' };
  }

  /**
   * Whether the log can be read and written
   *
   * Also `degraded` where only the lists are missing: commands and questions about one contract need none.
   */
  @Get('ready')
  getReadiness(@NoQuery() _query: undefined): Promise<HealthResponse> {
    return this.ready();
  }

  private async ready(): Promise<HealthResponse> {
    const obstacle = await this.readiness.obstacle();
    if (obstacle !== undefined) throw new Problem('unavailable', obstacle, { headers: { 'retry-after': '1' } });
    const lack = await this.readiness.lack();
    return lack === undefined ? { status: 'ok' } : { status: 'degraded', detail: lack };
  }
}
