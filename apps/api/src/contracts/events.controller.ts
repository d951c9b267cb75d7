import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GetEvent, ListEvents } from '@ledger/application';
import { instant } from '@ledger/kernel';
import { Answers } from '../http/answers.js';
import { PathId } from '../http/incoming.js';
import { ViewQuery } from '../http/view.requests.js';
import { pageOf, viewOf } from '../http/view.js';
import { EventResponse, EventsResponse } from './events.responses.js';
import { eventTypeOf } from './event-type.js';
import { EventsQuery } from './figures.requests.js';

/** The record itself: every event as it was recorded. */
@ApiTags('The record')
@Controller('v1/contracts/:contractId/events')
export class EventsController {
  constructor(private readonly answers: Answers) {}

  /**
   * Every event as recorded, in the order of the contract's own count
   *
   * With `asOf`, those that had happened by that day; what has only a planned date (`startsOn`, `effectiveOn`, `from`) is there on every day,
   * and a correction where the fact is that it corrects.
   */
  @Get()
  listEvents(@PathId('contractId') id: string, @Query() query: EventsQuery): Promise<EventsResponse> {
    const { type, recordedFrom, recordedTo, limit, cursor, ...view } = query;
    const filter = {
      type: type === undefined ? undefined : eventTypeOf(type),
      recordedFrom: recordedFrom === undefined ? undefined : instant(recordedFrom),
      recordedTo: recordedTo === undefined ? undefined : instant(recordedTo),
    };
    return this.answers.to(new ListEvents(id, filter, pageOf({ limit, cursor }), viewOf(view)));
  }

  /** One event as recorded, and what corrected it */
  @Get(':eventId')
  getEvent(
    @PathId('contractId') id: string,
    @PathId('eventId') eventId: string,
    @Query() query: ViewQuery,
  ): Promise<EventResponse> {
    return this.answers.to(new GetEvent(id, eventId, viewOf(query)));
  }
}
