import { Inject, Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, SystemClock } from '@ledger/kernel';
import { EventStore, MemoryEventStore, StoreDamaged } from '@ledger/event-store';
import { openEventStore, openGenerations, type StoreKind } from '@ledger/hosting';
import { GenerationStore, openSqliteGenerations, ReadModel } from '@ledger/projections';

export interface AdapterOptions {
  /** Where log and list are kept; in memory, as long as the process lives, where it is undefined. */
  readonly dataDirectory: string | undefined;
  /** What keeps the log; a directory of its own in the data directory where it is left out. */
  readonly store?: StoreKind;
  readonly eventStoreUrl?: string | undefined;
  /** Of PostgreSQL: projectors keep the read model there. Where it is left out, this process keeps it in the data directory. */
  readonly readModelUrl?: string | undefined;
  /** The system's where it is left out. */
  readonly clock?: Clock;
}

/** Which log, list and clock the application is put over; closes the log last of all. */
@Module({})
export class AdaptersModule implements OnApplicationShutdown {
  static with({ clock = new SystemClock(), ...options }: AdapterOptions): DynamicModule {
    return {
      module: AdaptersModule,
      providers: [
        { provide: Clock, useValue: clock },
        { provide: EventStore, useFactory: () => openStore(options) },
        // After the log: whoever does not own that has no business with the list.
        {
          provide: GenerationStore,
          inject: [EventStore],
          useFactory: (store: EventStore) => generationsOver(store, options),
        },
        { provide: ReadModel, inject: [GenerationStore], useFactory: ({ live }: GenerationStore) => live },
      ],
      exports: [Clock, EventStore, GenerationStore, ReadModel],
    };
  }

  constructor(
    @Inject(EventStore) private readonly store: EventStore,
    @Inject(GenerationStore) private readonly generations: GenerationStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.generations.close();
    await this.store.close();
  }
}

const openStore = ({
  dataDirectory,
  store = 'sqlite',
  eventStoreUrl,
  readModelUrl,
}: AdapterOptions): EventStore | Promise<EventStore> =>
  dataDirectory === undefined
    ? new MemoryEventStore()
    : openEventStore({ dataDirectory, store, eventStoreUrl, readModelUrl });

/** @throws {StoreDamaged} where the log is shorter than it was when the list read it: what is missing was once acknowledged. */
const generationsOver = async (
  store: EventStore,
  { dataDirectory, readModelUrl }: AdapterOptions,
): Promise<GenerationStore> => {
  const generations = await openGenerationsOf(dataDirectory, readModelUrl);
  if (readModelUrl !== undefined) return generations; // its projectors see to it
  const head = await store.head();
  const known = (await generations.live.checkpoint())?.position ?? 0n;
  if (known <= head) return generations;
  await generations.close();
  throw new StoreDamaged(`it ends at position ${String(head)}, but the contract list knows it up to ${String(known)}`);
};

const openGenerationsOf = (
  dataDirectory: string | undefined,
  readModelUrl: string | undefined,
): Promise<GenerationStore> =>
  dataDirectory === undefined
    ? openSqliteGenerations()
    : openGenerations({ dataDirectory, readModelUrl }, (cause) => {
        new Logger(AdaptersModule.name).warn(`the contract list was damaged and is made anew: ${String(cause)}`);
      });
