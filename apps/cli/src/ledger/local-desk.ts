import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { NestFactory } from '@nestjs/core';
import {
  ApplicationModule,
  CompareGenerations,
  GenerationRunner,
  GenerationsModule,
  GetGeneration,
  ListGenerations,
  parseGenerationRequest,
  RecordGeneration,
} from '@ledger/application';
import { EventStore } from '@ledger/event-store';
import { embeddedLogOf, openEventStore, openGenerations } from '@ledger/hosting';
import { Clock, SystemClock } from '@ledger/kernel';
import { GenerationStore, ReadModel } from '@ledger/projections';
import type { Desk, DeskCommand } from './desk.js';
import { everyGeneration } from './every-generation.js';
import { logSettings } from './log-settings.js';

/** What the application is put over. */
@Module({})
class BindingsModule {}

/** Opens the log itself, and sees to the generations as a server would. @throws {StoreLocked} when a server has it */
export const localDesk = async (dataDirectory: string): Promise<Desk> => {
  const settings = logSettings(dataDirectory);
  const store = await openEventStore(settings);
  const generations = await openGenerations({ dataDirectory, readModelUrl: settings.readModelUrl });
  const bindings = {
    module: BindingsModule,
    providers: [
      { provide: EventStore, useValue: store },
      { provide: Clock, useClass: SystemClock },
      { provide: GenerationStore, useValue: generations },
      { provide: ReadModel, useValue: generations.live },
    ],
    exports: [EventStore, Clock, GenerationStore, ReadModel],
  };
  const isListKeptElsewhere = settings.readModelUrl !== undefined;
  const ledger = ApplicationModule.over({ imports: [bindings], isListKeptElsewhere });
  const module = GenerationsModule.over({ imports: [bindings, ledger], log: embeddedLogOf(settings) });
  const application = await NestFactory.createApplicationContext(module, { logger: false });
  const [runner, isBuilder] = [application.get(GenerationRunner), !isListKeptElsewhere]; // else projectors are
  if (isBuilder) runner.start();
  const [commands, queries] = [application.get(CommandBus), application.get(QueryBus)];
  return {
    record: async (command) => {
      const message =
        command.type === 'request' ? { type: command.type, request: parseGenerationRequest(command.body) } : command;
      const envelope = { who: 'local', requestId: `cli-${randomUUID()}` };
      const { recorded } = await commands.execute(new RecordGeneration(message, envelope));
      if (isBuilder && LOCAL_AT_ONCE.includes(command.type)) await runner.seeTo();
      return recorded;
    },
    generation: (generationId) => queries.execute(new GetGeneration(generationId)),
    generations: () =>
      everyGeneration((which, cursor) => queries.execute(new ListGenerations(which, { limit: 200, cursor }))),
    diff: (generationId, against, cursor) =>
      queries.execute(
        new CompareGenerations(
          { generationId, against: against === 'live' ? undefined : against },
          { limit: 200, cursor },
        ),
      ),
    isBuilder,
    close: async () => {
      await application.close();
      await generations.close();
      await store.close();
    },
  };
};

/** What is over when it was answered: nobody is there afterwards to do it. */
const LOCAL_AT_ONCE: readonly DeskCommand['type'][] = ['cancel', 'drop'];
