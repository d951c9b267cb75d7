import { Logger, Module, type DynamicModule, type ModuleMetadata, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import {
  ContractListProjector,
  KeptElsewhere,
  KeptHere,
  ListKeeping,
  ReadModel,
  type ProjectorReport,
} from '@ledger/projections';
import { Adopting } from './adoptions/adopting.js';
import { Contracts } from './contracts.js';
import { ContestedFigures } from './disputes/contested.js';
import { DisputeLinks } from './disputes/dispute-links.js';
import { DisputeRegister } from './disputes/dispute-register.js';
import { DisputedGrounds } from './disputes/disputed-ground.js';
import { Disputes } from './disputes/disputes.js';
import { handlers } from './handlers.js';
import { IncidentCarrier, type CarrierReport } from './incidents/carrier.js';
import { ImpactJobs } from './impact/impact-jobs.js';
import { Incidents } from './incidents/incidents.js';
import { Questions } from './questions.js';
import { Streams } from './streams.js';

interface ApplicationOptions {
  /** Modules that export an EventStore, a Clock and a ReadModel. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** How much of memory is given to contracts that were read. */
  readonly cacheBytes?: number;
  /** Another process keeps the read model: here it is only read. */
  readonly isListKeptElsewhere?: boolean;
}

const USUAL_CACHE_BYTES = 28_000_000;

/** Commands and questions, over whichever log, clock and list an app binds. Projector and carrier are started by the app that is to run them. */
@Module({})
export class ApplicationModule implements OnApplicationShutdown {
  static over({
    imports,
    cacheBytes = USUAL_CACHE_BYTES,
    isListKeptElsewhere = false,
  }: ApplicationOptions): DynamicModule {
    return {
      module: ApplicationModule,
      imports: [CqrsModule.forRoot(), ...imports],
      providers: [
        {
          provide: Streams,
          inject: [EventStore],
          useFactory: (store: EventStore) => new Streams(store, cacheBytes),
        },
        {
          provide: ContractListProjector,
          inject: [EventStore, Streams, ReadModel, Clock],
          useFactory: (store: EventStore, streams: Streams, list: ReadModel, clock: Clock) =>
            new ContractListProjector(store, streams, list, clock, reportTo(new Logger(ContractListProjector.name))),
        },
        {
          provide: ListKeeping,
          inject: [EventStore, ContractListProjector, ReadModel],
          useFactory: (store: EventStore, projector: ContractListProjector, readModel: ReadModel) =>
            isListKeptElsewhere ? new KeptElsewhere(store, readModel) : new KeptHere(projector, readModel),
        },
        {
          provide: IncidentCarrier,
          inject: [EventStore, Streams, Clock],
          useFactory: (store: EventStore, streams: Streams, clock: Clock) =>
            new IncidentCarrier(store, streams, clock, carrierReportTo(new Logger(IncidentCarrier.name))),
        },
        Adopting,
        Contracts,
        Incidents,
        Disputes,
        DisputeRegister,
        DisputeLinks,
        DisputedGrounds,
        ContestedFigures,
        Questions,
        ImpactJobs,
        ...handlers,
      ],
      exports: [CqrsModule, Contracts, Streams, ContractListProjector, ListKeeping, IncidentCarrier],
    };
  }

  constructor(
    private readonly projector: ContractListProjector,
    private readonly carrier: IncidentCarrier,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.carrier.close();
    await this.projector.close();
  }
}

const reportTo = (logger: Logger): ProjectorReport => ({
  foreign: ({ position }) =>
    logger.warn(`the list is of another log (its position ${String(position)}): it is made anew`),
  failed: ({ contractId, reason }) => logger.error(`contract ${contractId} cannot be listed: ${reason}`),
  stopped: (cause) => logger.error(`the list is no longer kept: ${String(cause)}`),
});

const carrierReportTo = (logger: Logger): CarrierReport => ({
  failed: (incidentId, cause) => logger.error(`incident ${incidentId} cannot be carried on: ${String(cause)}`),
  stopped: (cause) => logger.error(`incidents are not carried: ${String(cause)}`),
});
