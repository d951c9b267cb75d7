import { Logger, Module, type DynamicModule, type ModuleMetadata, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { ContractListProjector, GenerationStore } from '@ledger/projections';
import { Streams } from '../streams.js';
import { CompareGenerationsHandler, ExportDiffHandler } from './compare-generations.js';
import { GenerationDiffs } from './generation-diffs.js';
import { GetGenerationHandler, ListGenerationsHandler } from './generation-queries.js';
import { GenerationRunner, type GenerationReport } from './generation-runner.js';
import { Generations } from './generations.js';
import { rebuilding, type EmbeddedLog } from './rebuilding.js';
import { RecordGenerationHandler } from './record-generation.js';

interface GenerationsOptions {
  /** Modules that export an EventStore, a Clock, a GenerationStore, Streams and the projector of the live generation. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
  /** Undefined where the log is elsewhere. */
  readonly log: EmbeddedLog | undefined;
}

/** Generations of the read models. The runner is started by the app that keeps these. */
@Module({})
export class GenerationsModule implements OnModuleDestroy {
  static over({ imports, log }: GenerationsOptions): DynamicModule {
    return {
      module: GenerationsModule,
      imports,
      providers: [
        {
          provide: GenerationRunner,
          inject: [EventStore, Streams, GenerationStore, ContractListProjector, Clock, Generations],
          useFactory: (
            store: EventStore,
            streams: Streams,
            generations: GenerationStore,
            projector: ContractListProjector,
            clock: Clock,
            asked: Generations,
          ) => {
            const report = reportTo(new Logger(GenerationRunner.name));
            const rebuild = rebuilding(streams, log);
            const runner = new GenerationRunner({ store, streams, generations, projector, clock, report, rebuild });
            asked.onChange(() => runner.wake());
            return runner;
          },
        },
        Generations,
        GenerationDiffs,
        RecordGenerationHandler,
        GetGenerationHandler,
        ListGenerationsHandler,
        CompareGenerationsHandler,
        ExportDiffHandler,
      ],
      exports: [GenerationRunner],
    };
  }

  constructor(private readonly runner: GenerationRunner) {}

  /** Before anything is closed that it works with. */
  async onModuleDestroy(): Promise<void> {
    await this.runner.close();
  }
}

const reportTo = (logger: Logger): GenerationReport => ({
  failed: (generationId, cause) => logger.error(`generation ${generationId} cannot go on now: ${String(cause)}`),
  stopped: (cause) => logger.error(`generations cannot be seen to now: ${String(cause)}`),
});
