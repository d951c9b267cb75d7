import { Body, Controller, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { GetIncident, ListIncidents, RecordIncident } from '@ledger/application';
import { parseIncidentCommand, type IncidentEventType } from '@ledger/contract';
import type { FastifyReply } from 'fastify';
import { RecoveryRequest } from '../contracts/outages.requests.js';
import { Answers } from '../http/answers.js';
import { Incoming, PathId } from '../http/incoming.js';
import { invalid } from '../http/problem.js';
import { pageOf } from '../http/view.js';
import { PageQuery } from '../http/view.requests.js';
import { IncidentCorrectionRequest, IncidentRequest } from './incidents.requests.js';
import { IncidentResponse, IncidentsResponse, RecordedIncidentResponse } from './incidents.responses.js';

/** Outages of many contracts at once. */
@ApiTags('Incidents')
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly answers: Answers,
  ) {}

  /**
   * The service cannot be used by many contracts (Art. 10)
   *
   * It is recorded when this is answered. Afterwards every contract concerned records the outage under the incident’s id, once; how far that
   * is, and which contracts refused and why, says the incident.
   */
  @Post()
  @HttpCode(202)
  reportIncident(
    @Incoming() incoming: Incoming,
    @Body() { incidentId, ...data }: IncidentRequest,
  ): Promise<RecordedIncidentResponse> {
    return this.#record(incoming, incidentId, 'IncidentReported', data);
  }

  /** An incident is over, for all its contracts */
  @Post(':incidentId/recovery')
  @HttpCode(202)
  recoverIncident(@Incoming() incoming: Incoming, @Body() body: RecoveryRequest): Promise<RecordedIncidentResponse> {
    return this.#record(incoming, incoming.id('incidentId'), 'IncidentRecovered', body);
  }

  /**
   * What was recorded of an incident is corrected, or counts no more
   *
   * It is carried to the same contracts, as a correction of what each recorded of the incident.
   */
  @Post(':incidentId/correction')
  @HttpCode(202)
  correctIncident(
    @Incoming() incoming: Incoming,
    @Body() { replacement, void: isVoid, ...data }: IncidentCorrectionRequest,
  ): Promise<RecordedIncidentResponse> {
    if ((replacement === undefined) === (isVoid === undefined)) {
      throw invalid([{ pointer: '', detail: 'either replacement or void must stand, and not both' }]);
    }
    const incidentId = incoming.id('incidentId');
    return replacement === undefined
      ? this.#record(incoming, incidentId, 'IncidentVoided', data)
      : this.#record(incoming, incidentId, 'IncidentCorrected', { ...data, replacement });
  }

  /** All incidents, the latest reported first */
  @Get()
  listIncidents(@Query() page: PageQuery): Promise<IncidentsResponse> {
    return this.answers.to(new ListIncidents(pageOf(page)));
  }

  /** An incident, how far it is carried, and the contracts that refused it */
  @Get(':incidentId')
  async getIncident(
    @PathId('incidentId') incidentId: string,
    @Query() page: PageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IncidentResponse> {
    const answer = await this.answers.to<IncidentResponse>(new GetIncident(incidentId, pageOf(page)));
    void reply.header('etag', `"${String(answer.revision)}"`);
    return answer;
  }

  async #record(
    { envelope, reply }: Incoming,
    incidentId: string | undefined,
    type: IncidentEventType,
    data: object,
  ): Promise<RecordedIncidentResponse> {
    const command = parseIncidentCommand(type, data);
    const { recorded, replayed } = await this.commands.execute(new RecordIncident(incidentId, command, envelope));
    void reply.header('etag', `"${String(recorded.revision)}"`);
    void reply.header('location', `/v1/incidents/${recorded.incidentId}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...recorded, events: [...recorded.events] };
  }
}
