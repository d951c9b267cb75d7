import {
  Logger,
  Module,
  type DynamicModule,
  type ModuleMetadata,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { Clock } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { DeliveryStore } from '@ledger/projections';
import type { DeliveryReport } from '../webhooks/courier.js';
import { httpsSender, type HttpsSenderOptions } from '../webhooks/https-sender.js';
import { WebhookDeliverer } from '../webhooks/webhook-deliverer.js';
import { WebhookDirectory } from '../webhooks/webhook-directory.js';
import { RecordWebhookHandler } from '../webhooks/record-webhook.js';
import { WebhookReader } from '../webhooks/webhook-reader.js';
import { Webhooks } from '../webhooks/webhooks.js';
import { Feed } from './feed.js';

interface FeedOptions {
  /** Modules that export an EventStore and a Clock. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Where the progress of deliveries is kept; closed with the module. Opened after the log. */
  readonly openDeliveries: () => DeliveryStore | Promise<DeliveryStore>;
  /** Where webhooks may lead, and how they are sent to. */
  readonly webhooks: HttpsSenderOptions;
}

/** What others are told of the log. The deliverer is started by the app that delivers. */
@Module({})
export class FeedModule implements OnModuleDestroy, OnApplicationShutdown {
  static over({ imports, openDeliveries, webhooks: options }: FeedOptions): DynamicModule {
    return {
      module: FeedModule,
      imports,
      providers: [
        { provide: Feed, inject: [EventStore], useFactory: (store: EventStore) => new Feed(store) },
        { provide: DeliveryStore, inject: [EventStore], useFactory: openDeliveries },
        {
          provide: Webhooks,
          inject: [EventStore, Clock],
          useFactory: (store: EventStore, clock: Clock) => new Webhooks(store, clock, options),
        },
        RecordWebhookHandler,
        {
          provide: WebhookDirectory,
          inject: [EventStore, DeliveryStore],
          useFactory: (store: EventStore, deliveries: DeliveryStore) => new WebhookDirectory(store, deliveries),
        },
        {
          provide: WebhookReader,
          inject: [Webhooks, WebhookDirectory, DeliveryStore],
          useFactory: (webhooks: Webhooks, directory: WebhookDirectory, deliveries: DeliveryStore) =>
            new WebhookReader(webhooks, directory, deliveries),
        },
        {
          provide: WebhookDeliverer,
          inject: [EventStore, Clock, Feed, DeliveryStore, Webhooks, WebhookDirectory],
          useFactory: (
            store: EventStore,
            clock: Clock,
            feed: Feed,
            deliveries: DeliveryStore,
            webhooks: Webhooks,
            directory: WebhookDirectory,
          ) => {
            const report = reportTo(new Logger(WebhookDeliverer.name));
            const sender = httpsSender(options);
            return new WebhookDeliverer({ store, clock, feed, deliveries, webhooks, directory, sender, report });
          },
        },
      ],
      exports: [Feed, WebhookReader, WebhookDeliverer],
    };
  }

  constructor(
    private readonly deliverer: WebhookDeliverer,
    private readonly deliveries: DeliveryStore,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.deliverer.close();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.deliveries.close();
  }
}

const reportTo = (logger: Logger): DeliveryReport => ({
  failing: (webhookId, reason) => logger.warn(`webhook ${webhookId}: its receiver ${reason}`),
  recovered: (webhookId) => logger.log(`webhook ${webhookId}: its receiver is back`),
  dead: (webhookId, reason) =>
    logger.error(`webhook ${webhookId}: its receiver ${reason}; nothing more is sent until it is resumed`),
  givenUp: (webhookId, stream, reason) =>
    logger.error(`webhook ${webhookId}: its receiver ${reason}; nothing more of ${stream} is sent until it is resumed`),
  stopped: (cause) => logger.error(`webhooks are not delivered at the moment: ${String(cause)}`),
});
