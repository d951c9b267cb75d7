import { Inject, Module, type DynamicModule, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import {
  ApplicationModule,
  FeedModule,
  GenerationRunner,
  GenerationsModule,
  IncidentCarrier,
  WebhookDeliverer,
  type HttpsSenderOptions,
  type EmbeddedLog,
} from '@ledger/application';
import { embeddedLogOf, openDeliveryStore } from '@ledger/hosting';
import { ContractListProjector, openSqliteDeliveryStore, type DeliveryStore } from '@ledger/projections';
import { AdoptionsController } from './adoptions/adoptions.controller.js';
import { ImpactController } from './adoptions/impact.controller.js';
import { AdaptersModule, type AdapterOptions } from './adapters.module.js';
import { CorrectionsController } from './contracts/corrections.controller.js';
import { EventsController } from './contracts/events.controller.js';
import { FiguresController } from './contracts/figures.controller.js';
import { WhatIfController } from './contracts/what-if.controller.js';
import { ImportsController } from './contracts/imports.controller.js';
import { LifeController } from './contracts/life.controller.js';
import { MeasuresController } from './contracts/measures.controller.js';
import { MoneyController } from './contracts/money.controller.js';
import { OutagesController } from './contracts/outages.controller.js';
import { Recorder } from './contracts/recorder.js';
import { UseController } from './contracts/use.controller.js';
import { DisputesController } from './disputes/disputes.controller.js';
import { OwedController } from './disputes/owed.controller.js';
import { FeedController } from './feed/feed.controller.js';
import { Listeners } from './feed/listeners.js';
import { WebhooksController } from './feed/webhooks.controller.js';
import { GenerationsController } from './generations/generations.controller.js';
import { ProgressStreams } from './generations/progress-streams.js';
import { RebuildsController } from './generations/rebuilds.controller.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.js';
import { Answers } from './http/answers.js';
import { DeadlinesController } from './portfolio/deadlines.controller.js';
import { ObligationsController } from './portfolio/obligations.controller.js';
import { PortfolioController } from './portfolio/portfolio.controller.js';
import { IncidentsController } from './incidents/incidents.controller.js';
import { ProblemsController } from './problems/problems.controller.js';
import { StatementsController } from './statements/statements.controller.js';
import { TermsController } from './terms/terms.controller.js';

export interface ApiOptions extends AdapterOptions {
  /** Further controllers, of a test or a benchmark. */
  readonly controllers?: readonly Type[];
  /** Where webhooks may lead, and how they are sent to. */
  readonly webhooks?: HttpsSenderOptions;
}

/** What this process does beside answering. */
interface Duties {
  readonly keepsReadModel: boolean;
  /** Carries incidents out and delivers webhooks: a log that only one process can write is that one's to serve. */
  readonly writesForOthers: boolean;
}
const DUTIES = Symbol('duties');
const dutiesOf = ({ store = 'sqlite', readModelUrl }: AdapterOptions): Duties => ({
  keepsReadModel: readModelUrl === undefined,
  writesForOthers: readModelUrl === undefined || store === 'sqlite',
});

/**
 * The HTTP interface over the adapters that the configuration names. It keeps the contract list, carries incidents out and delivers webhooks,
 * too, unless projectors do.
 */
@Module({})
export class ApiModule implements OnApplicationBootstrap {
  static with({ controllers = [], webhooks = { allowPrivate: false }, ...adapters }: ApiOptions): DynamicModule {
    const adaptersModule = AdaptersModule.with(adapters);
    const application = ApplicationModule.over({
      imports: [adaptersModule],
      isListKeptElsewhere: adapters.readModelUrl !== undefined,
    });
    return {
      module: ApiModule,
      imports: [
        adaptersModule,
        application,
        GenerationsModule.over({ imports: [adaptersModule, application], log: logOf(adapters) }),
        FeedModule.over({
          imports: [adaptersModule],
          openDeliveries: () => openDeliveries(adapters),
          webhooks,
        }),
      ],
      controllers: [
        LifeController,
        OutagesController,
        MoneyController,
        UseController,
        MeasuresController,
        CorrectionsController,
        ImportsController,
        FiguresController,
        WhatIfController,
        StatementsController,
        EventsController,
        FeedController,
        WebhooksController,
        PortfolioController,
        ObligationsController,
        DeadlinesController,
        IncidentsController,
        DisputesController,
        OwedController,
        AdoptionsController,
        ImpactController,
        RebuildsController,
        GenerationsController,
        TermsController,
        HealthController,
        ProblemsController,
        ...controllers,
      ],
      providers: [
        Answers,
        Listeners,
        ProgressStreams,
        Recorder,
        Readiness,
        { provide: DUTIES, useValue: dutiesOf(adapters) },
      ],
    };
  }

  constructor(
    @Inject(DUTIES) private readonly duties: Duties,
    private readonly projector: ContractListProjector,
    private readonly carrier: IncidentCarrier,
    private readonly deliverer: WebhookDeliverer,
    private readonly runner: GenerationRunner,
  ) {}

  onApplicationBootstrap(): void {
    if (this.duties.keepsReadModel) {
      this.projector.start();
      this.runner.start();
    }
    if (!this.duties.writesForOthers) return;
    this.carrier.start();
    this.deliverer.start({ watches: false });
  }
}

const logOf = ({ dataDirectory, store = 'sqlite', eventStoreUrl }: AdapterOptions): EmbeddedLog | undefined =>
  dataDirectory === undefined ? undefined : embeddedLogOf({ dataDirectory, store, eventStoreUrl });

const openDeliveries = ({ dataDirectory, readModelUrl }: AdapterOptions): Promise<DeliveryStore> =>
  dataDirectory === undefined
    ? openSqliteDeliveryStore(':memory:')
    : openDeliveryStore({ dataDirectory, readModelUrl });
