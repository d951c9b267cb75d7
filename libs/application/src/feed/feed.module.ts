import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { EventStore } from '@ledger/event-store';
import { Feed } from './feed.js';

interface FeedOptions {
  /** Modules that export an EventStore. */
  readonly imports: NonNullable<ModuleMetadata['imports']>;
}

/** What others are told of the log. */
@Module({})
export class FeedModule {
  static over({ imports }: FeedOptions): DynamicModule {
    return {
      module: FeedModule,
      imports,
      providers: [{ provide: Feed, inject: [EventStore], useFactory: (store: EventStore) => new Feed(store) }],
      exports: [Feed],
    };
  }
}
