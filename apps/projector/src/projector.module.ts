import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, SystemClock } from '@ledger/kernel';
import { FeedModule, Streams, WebhookDeliverer } from '@ledger/application';
import { EventStore } from '@ledger/event-store';
import { openDeliveryStore } from '@ledger/hosting';
import { GenerationStore, openPostgresqlGenerations } from '@ledger/projections';
import { carryingIncidents, deliveringToWebhooks, seeingToGenerations, sweepingBeside } from './duties.js';
import { Journal } from './journal.js';
import { openLog } from './open-log.js';
import { ProjectedLog } from './projected-log.js';
import { Projection } from './projection.js';
import type { Settings } from './settings/settings.js';

/** Contracts are computed again whenever they grow, and kept for that: so much memory is given to them. */
const CACHE_BYTES = 256 * 1024 * 1024;

/** The log, for everything that is done with it. */
@Module({})
class LogModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: LogModule,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Journal, inject: [Clock], useFactory: (clock: Clock) => new Journal(clock) },
        {
          provide: ProjectedLog,
          inject: [Clock, Journal],
          useFactory: (clock: Clock, journal: Journal) => openLog(settings, clock, journal),
        },
        { provide: EventStore, inject: [ProjectedLog], useFactory: ({ source }: ProjectedLog) => source },
      ],
      exports: [Clock, Journal, ProjectedLog, EventStore],
    };
  }
}

/** What a projector consists of. It closes the log first: whatever waits for that is let go. */
@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  static with(settings: Settings): DynamicModule {
    const logModule = LogModule.with(settings);
    return {
      module: ProjectorModule,
      imports: [
        logModule,
        FeedModule.over({
          imports: [logModule],
          openDeliveries: () => openDeliveryStore(settings),
          webhooks: { allowPrivate: settings.allowsPrivateWebhooks },
        }),
      ],
      providers: [
        { provide: GenerationStore, useFactory: () => openPostgresqlGenerations(settings.readModelUrl) },
        {
          provide: Projection,
          inject: [ProjectedLog, GenerationStore, Clock, Journal, WebhookDeliverer],
          useFactory: (
            log: ProjectedLog,
            generations: GenerationStore,
            clock: Clock,
            journal: Journal,
            deliverer: WebhookDeliverer,
          ) => {
            const streams = new Streams(log.read, CACHE_BYTES, true);
            const ofGenerations = seeingToGenerations(log.read, streams, generations, clock, journal);
            // A log that only its server can write is that server's to serve.
            const duties =
              settings.store === 'sqlite'
                ? [ofGenerations]
                : [ofGenerations, carryingIncidents(log.source, clock, journal), deliveringToWebhooks(deliverer)];
            if (log.beside !== undefined) duties.push(sweepingBeside(log.source, log.beside, journal));
            return new Projection(log, streams, generations.live, clock, journal, duties);
          },
        },
      ],
    };
  }

  constructor(
    @Inject(Projection) private readonly projection: Projection,
    @Inject(ProjectedLog) private readonly log: ProjectedLog,
    @Inject(GenerationStore) private readonly generations: GenerationStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.projection.close(), this.log.close()]);
    await this.generations.close();
  }
}
