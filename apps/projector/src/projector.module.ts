import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, SystemClock } from '@ledger/kernel';
import { Streams } from '@ledger/application';
import { openPostgresqlReadModel, ReadModel } from '@ledger/projections';
import { Journal } from './journal.js';
import { openLog } from './open-log.js';
import { ProjectedLog } from './projected-log.js';
import { Projection } from './projection.js';
import type { Settings } from './settings/settings.js';

/** Contracts are computed again whenever they grow, and kept for that: so much memory is given to them. */
const CACHE_BYTES = 256 * 1024 * 1024;

/** What a projector consists of. It closes the log first: whatever waits for that is let go. */
@Module({})
export class ProjectorModule implements OnApplicationShutdown {
  static with(settings: Settings): DynamicModule {
    return {
      module: ProjectorModule,
      providers: [
        { provide: Clock, useClass: SystemClock },
        { provide: Journal, inject: [Clock], useFactory: (clock: Clock) => new Journal(clock) },
        { provide: ReadModel, useFactory: () => openPostgresqlReadModel(settings.readModelUrl) },
        {
          provide: ProjectedLog,
          inject: [Clock, Journal],
          useFactory: (clock: Clock, journal: Journal) => openLog(settings, clock, journal),
        },
        {
          provide: Projection,
          inject: [ProjectedLog, ReadModel, Clock, Journal],
          useFactory: (log: ProjectedLog, readModel: ReadModel, clock: Clock, journal: Journal) =>
            new Projection(log, new Streams(log.read, CACHE_BYTES, true), readModel, clock, journal),
        },
      ],
    };
  }

  constructor(
    @Inject(Projection) private readonly projection: Projection,
    @Inject(ProjectedLog) private readonly log: ProjectedLog,
    @Inject(ReadModel) private readonly readModel: ReadModel,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.projection.close(), this.log.close()]);
    await this.readModel.close();
  }
}
