import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { isFedEvent, WebhookReader, Webhooks, type WebhookAcknowledgement } from '@ledger/application';
import type { FastifyReply } from 'fastify';
import { Incoming, NoQuery, PathId } from '../http/incoming.js';
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
    private readonly webhooks: Webhooks,
    private readonly reader: WebhookReader,
  ) {}

  /**
   * A webhook is registered
   *
   * Every event of the feed that it asks for is sent to its address as a CloudEvent, signed as Standard Webhooks say, in order within a
   * contract and at least once: `webhook-id` is the event’s id, so that a receiver knows what it has already. An answer of 2xx counts as
   * delivered; anything else is tried again, ever later, for five days; 410 ends the attempts at once. Redirects are not followed.
   */
  @Post()
  async registerWebhook(
    @Incoming() { envelope, reply }: Incoming,
    @Body() { url, types, contractIds, after }: WebhookRequest,
  ): Promise<WebhookRecordedResponse> {
    checkTypes(types);
    const wanted = { url, types, contractIds, after: after === undefined ? undefined : BigInt(after) };
    return answered(reply, await this.webhooks.register(wanted, envelope));
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
  async endWebhook(@Incoming() { id, envelope, reply }: Incoming): Promise<WebhookRecordedResponse> {
    return answered(reply, await this.webhooks.end(id('webhookId'), envelope));
  }

  /**
   * What came after a position is delivered once more
   *
   * Also to a receiver that was given up.
   */
  @Post(':webhookId/replay')
  async replayWebhook(
    @Incoming() { id, envelope, reply }: Incoming,
    @Body() { after }: ReplayRequest,
  ): Promise<WebhookRecordedResponse> {
    return answered(reply, await this.webhooks.replay(id('webhookId'), BigInt(after), envelope));
  }

  /**
   * The secret is replaced
   *
   * For a day deliveries carry two signatures, the first made with the new secret, the second with the one before.
   */
  @Post(':webhookId/secret')
  async rotateWebhookSecret(@Incoming() { id, envelope, reply }: Incoming): Promise<WebhookRecordedResponse> {
    return answered(reply, await this.webhooks.rotateSecret(id('webhookId'), envelope));
  }
}

const checkTypes = (types: readonly string[] = []): void => {
  const errors = types.flatMap((type, index) =>
    isFedEvent(type) ? [] : [{ pointer: `/types/${String(index)}`, detail: `${type} is no kind of event` }],
  );
  if (errors.length > 0) throw invalid(errors);
};

const answered = (reply: FastifyReply, { recorded, replayed }: WebhookAcknowledgement): WebhookRecordedResponse => {
  void reply.header('etag', `"${String(recorded.revision)}"`).header('location', `/v1/webhooks/${recorded.webhookId}`);
  if (replayed) void reply.header('idempotency-replayed', 'true');
  return { ...recorded, events: [...recorded.events] };
};
