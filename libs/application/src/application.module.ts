import { Logger, Module, type DynamicModule, type ModuleMetadata, type OnApplicationShutdown } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { Clock } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { ContractList, ContractListProjector, type ProjectorReport } from '@ledger/projections';
import { Contracts } from './contracts.js';
import { handlers } from './handlers.js';
import { Questions } from './questions.js';
import { Streams } from './streams.js';

interface ApplicationOptions {
  /** Modules that export an EventStore, a Clock and a ContractList. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** How much of memory is given to contracts that were read. */
  readonly cacheBytes?: number;
}

const USUAL_CACHE_BYTES = 24_000_000;

/** Commands and questions, over whichever log, clock and list an app binds. The projector is started by the app that keeps the list. */
@Module({})
export class ApplicationModule implements OnApplicationShutdown {
  static over({ imports, cacheBytes = USUAL_CACHE_BYTES }: ApplicationOptions): DynamicModule {
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
          inject: [EventStore, Streams, ContractList, Clock],
          useFactory: (store: EventStore, streams: Streams, list: ContractList, clock: Clock) =>
            new ContractListProjector(store, streams, list, clock, reportTo(new Logger(ContractListProjector.name))),
        },
        Contracts,
        Questions,
        ...handlers,
      ],
      exports: [CqrsModule, Contracts, Streams, ContractListProjector],
    };
  }

  constructor(private readonly projector: ContractListProjector) {}

  async onApplicationShutdown(): Promise<void> {
    await this.projector.close();
  }
}

const reportTo = (logger: Logger): ProjectorReport => ({
  foreign: ({ position }) =>
    logger.warn(`the list is of another log (its position ${String(position)}): it is made anew`),
  failed: ({ contractId, reason }) => logger.error(`contract ${contractId} cannot be listed: ${reason}`),
  stopped: (cause) => logger.error(`the list is no longer kept: ${String(cause)}`),
});
