import { Readable } from 'node:stream';
import { Controller, Get, Headers, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Feed, isFedEvent, type CloudEvent, type FeedFilter } from '@ledger/application';
import type { FastifyReply } from 'fastify';
import { preferred } from '../http/negotiation.js';
import { invalid } from '../http/problem.js';
import { pageOf } from '../http/view.js';
import { FeedQuery } from './feed.requests.js';
import { FeedResponse } from './feed.responses.js';
import { Listeners } from './listeners.js';
import { FEED_MEDIA_TYPES } from './media-types.js';

const MOST_ON_A_PAGE = 200;
const POSITION = /^(0|[1-9]\d{0,17})$/;

/** What happened, for whoever keeps figures of their own. */
@ApiTags('Feed')
@Controller('v1/events')
export class FeedController {
  constructor(
    private readonly feed: Feed,
    private readonly listeners: Listeners,
  ) {}

  /**
   * What happened to contracts, incidents, disputes and webhooks, what is adopted, and which lists are live, in the order of the log, as CloudEvents 1.0
   *
   * As pages; with `Accept: application/x-ndjson` as lines, all as far as the log goes now; with `Accept: text/event-stream` as server-sent
   * events, which go on with what is recorded: each one’s id is its position, and `Last-Event-ID` resumes after it. A listener that does not
   * read is waited for, and after a minute cut off.
   */
  @Get()
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Of a stream: the last position that was seen.' })
  @ApiOkResponse({ type: FeedResponse })
  async readFeed(
    @Query() { after, type, contractId, limit, cursor }: FeedQuery,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FeedResponse | StreamableFile> {
    const filter = filterOf(type, contractId);
    const mediaType = preferred(headers['accept'], FEED_MEDIA_TYPES);
    const start = BigInt(after ?? '0');
    void reply.header('cache-control', 'no-cache').header('vary', 'accept');
    if (mediaType === 'application/json') {
      if (Number(limit ?? 1) > MOST_ON_A_PAGE) throw unfit('limit', `must be from 1 to ${String(MOST_ON_A_PAGE)}`);
      return (await this.feed.page(filter, start, pageOf({ limit, cursor }))) as FeedResponse;
    }
    if (cursor !== undefined) throw unfit('cursor', 'belongs to pages: use after');
    if (mediaType === 'application/x-ndjson') {
      const events = await this.feed.until(filter, start, limit === undefined ? undefined : Number(limit));
      return new StreamableFile(Readable.from(linesOf(events), { objectMode: false }), { type: mediaType });
    }
    if (limit !== undefined) throw unfit('limit', 'a stream goes on');
    const from = lastEventId(headers['last-event-id']) ?? start;
    if (reply.request.method === 'HEAD') return new StreamableFile(Readable.from([]), { type: mediaType });
    return new StreamableFile(await this.listeners.listen(filter, from), { type: mediaType });
  }
}

const filterOf = (type: FeedQuery['type'], contractId: FeedQuery['contractId']): FeedFilter => ({
  types: type === undefined ? undefined : [type].flat().map(fedType),
  contractIds: contractId === undefined ? undefined : [contractId].flat(),
});

const fedType = (name: string): string => {
  if (isFedEvent(name)) return name;
  throw unfit('type', `${name} is no kind of event`);
};

/** A position comes before `after`: a listener that comes back asks with the address that it began with. */
const lastEventId = (header: string | undefined): bigint | undefined => {
  if (header === undefined || header === '') return undefined;
  if (POSITION.test(header)) return BigInt(header);
  throw invalid([{ pointer: '/headers/last-event-id', detail: 'Last-Event-ID must be a position of this feed' }]);
};

async function* linesOf(events: AsyncIterable<CloudEvent>): AsyncIterable<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

const unfit = (parameter: string, detail: string): Error =>
  invalid([{ pointer: `/query/${parameter}`, detail: `${parameter} ${detail}` }]);
