import { Module } from '@nestjs/common';
import { CommandBus, QueryBus, type Command, type Query } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import { Clock, SystemClock } from '@ledger/kernel';
import { EventStore } from '@ledger/event-store';
import { ReadModel, openSqliteReadModel } from '@ledger/projections';
import {
  ApplicationModule,
  ImportFacts,
  type Acknowledgement,
  type Envelope,
  type ImportedFact,
} from '@ledger/application';

/** The application over an open log, in this process. */
export interface LocalLedger {
  readonly ask: <Answer>(question: Query<Answer>) => Promise<Answer>;
  readonly tell: <Answer>(command: Command<Answer>) => Promise<Answer>;
  readonly import: (contractId: string, facts: readonly ImportedFact[], envelope: Envelope) => Promise<Acknowledgement>;
  /** Closes the log, too. */
  readonly close: () => Promise<void>;
}

/** What the application is put over. */
@Module({})
class BindingsModule {}

/** A verb looks at a contract once. */
const CACHE_BYTES = 4_000_000;

/** @param given the read model; without one it is made in memory when it is asked for */
export const ledgerOver = async (store: EventStore, given?: ReadModel): Promise<LocalLedger> => {
  const list = given ?? (await openSqliteReadModel(':memory:'));
  const bindings = {
    module: BindingsModule,
    providers: [
      { provide: EventStore, useValue: store },
      { provide: Clock, useClass: SystemClock },
      { provide: ReadModel, useValue: list },
    ],
    exports: [EventStore, Clock, ReadModel],
  };
  const module = ApplicationModule.over({ imports: [bindings], cacheBytes: CACHE_BYTES });
  const application = await NestFactory.createApplicationContext(module, { logger: false });
  const [questions, commands] = [application.get(QueryBus), application.get(CommandBus)];
  return {
    ask: (question) => questions.execute(question),
    tell: (command) => commands.execute(command),
    import: (contractId, facts, envelope) => commands.execute(new ImportFacts(contractId, facts, envelope)),
    close: async () => {
      await application.close();
      await list.close();
      await store.close();
    },
  };
};
