import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { isFedEvent, RecordWebhook, WebhookReader, type WebhookCommand } from '@ledger/application';
import { Incoming, NoBody, NoQuery, PathId } from '../http/incoming.js';
import { invalid } from '../http/problem.js';
import { PageQuery } from '../http/view.requests.js';
import { pageOf } from '../http/view.js';
import { ReplayRequest, WebhookRequest } from './webhooks.requests.js';
import { WebhookRecordedResponse, WebhookResponse, WebhooksResponse } from './webhooks.responses.js';

/** The feed, sent to whoever asked for it. */
@ApiTags('Webhooks')
@Controller('v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly reader: WebhookReader,
  ) {}

  /**
   * A webhook is registered
   *
   * Every event of the feed that it asks for is sent to its address as a CloudEvent, signed as Standard Webhooks say, in order within a
   * contract and at least once: `webhook-id` is the event’s id, so that a receiver knows what it has already. An answer of 2xx counts as
   * delivered; anything else is tried again, ever later, for five days; 410 ends the attempts at once. An event that is not taken holds up the
   * later ones of its contract, not those of others. Redirects are not followed.
   */
  @Post()
  registerWebhook(
    @Incoming() incoming: Incoming,
    @Body() { url, types, contractIds, after }: WebhookRequest,
  ): Promise<WebhookRecordedResponse> {
    checkTypes(types);
    const wanted = { url, types, contractIds, after: after === undefined ? undefined : BigInt(after) };
    return this.#record(incoming, { type: 'register', wanted });
  }

  /** The webhooks, in the order of their ids */
  @Get()
  listWebhooks(@Query() page: PageQuery): Promise<WebhooksResponse> {
    return this.reader.list(pageOf(page)) as Promise<WebhooksResponse>;
  }

  /** One webhook, and what became of its deliveries */
  @Get(':webhookId')
  getWebhook(@PathId('webhookId') webhookId: string, @NoQuery() _none: unknown): Promise<WebhookResponse> {
    return this.reader.get(webhookId) as Promise<WebhookResponse>;
  }

  /**
   * A webhook ends
   *
   * Nothing more is delivered. Its secrets are erased.
   */
  @Delete(':webhookId')
  @HttpCode(200)
  endWebhook(@Incoming() incoming: Incoming, @NoBody() _none: unknown): Promise<WebhookRecordedResponse> {
    return this.#record(incoming, { type: 'end', webhookId: incoming.id('webhookId') });
  }

  /**
   * What came after a position is delivered once more
   *
   * Also to a receiver that was given up. What waited is not tried again by itself: it comes with the rest, or not at all.
   */
  @Post(':webhookId/replay')
  replayWebhook(@Incoming() incoming: Incoming, @Body() { after }: ReplayRequest): Promise<WebhookRecordedResponse> {
    return this.#record(incoming, { type: 'replay', webhookId: incoming.id('webhookId'), after: BigInt(after) });
  }

  /**
   * What waits is tried again at once
   *
   * Also what was given up. What the receiver took already is not sent again.
   */
  @Post(':webhookId/resumption')
  resumeWebhook(@Incoming() incoming: Incoming, @NoBody() _none: unknown): Promise<WebhookRecordedResponse> {
    return this.#record(incoming, { type: 'resume', webhookId: incoming.id('webhookId') });
  }

  /**
   * The secret is replaced
   *
   * For a day deliveries carry two signatures, the first made with the new secret, the second with the one before.
   */
  @Post(':webhookId/secret')
  rotateWebhookSecret(@Incoming() incoming: Incoming, @NoBody() _none: unknown): Promise<WebhookRecordedResponse> {
    return this.#record(incoming, { type: 'rotate-secret', webhookId: incoming.id('webhookId') });
  }

  async #record({ envelope, reply }: Incoming, command: WebhookCommand): Promise<WebhookRecordedResponse> {
    const { recorded, replayed } = await this.commands.execute(new RecordWebhook(command, envelope));
    void reply
      .header('etag', `"${String(recorded.revision)}"`)
      .header('location', `/v1/webhooks/${recorded.webhookId}`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...recorded, events: [...recorded.events] };
  }
}

const checkTypes = (types: readonly string[] = []): void => {
  const errors = types.flatMap((type, index) =>
    isFedEvent(type) ? [] : [{ pointer: `/types/${String(index)}`, detail: `${type} is no kind of event` }],
  );
  if (errors.length > 0) throw invalid(errors);
};
