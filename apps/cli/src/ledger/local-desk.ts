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
  RecordGeneration,
} from '@ledger/application';
import { parsePremises } from '@ledger/contract';
import { EventStore } from '@ledger/event-store';
import { embeddedLogOf, openEventStore, openGenerations } from '@ledger/hosting';
import { Clock, SystemClock } from '@ledger/kernel';
import { GenerationStore, ReadModel } from '@ledger/projections';
import type { Desk } from './desk.js';
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
  if (!isListKeptElsewhere) application.get(GenerationRunner).start(); // else projectors do it
  const [commands, queries] = [application.get(CommandBus), application.get(QueryBus)];
  return {
    record: async (command) => {
      const message =
        command.type === 'request'
          ? { type: command.type, request: { ...requestIn(command.body), hypotheses: undefined } }
          : command;
      const envelope = { who: 'local', requestId: `cli-${randomUUID()}` };
      return (await commands.execute(new RecordGeneration(message, envelope))).recorded;
    },
    generation: (generationId) => queries.execute(new GetGeneration(generationId)),
    generations: () => queries.execute(new ListGenerations('kept', { limit: 200 })),
    diff: (generationId, against, cursor) =>
      queries.execute(
        new CompareGenerations(
          { generationId, against: against === 'live' ? undefined : against },
          { limit: 200, cursor },
        ),
      ),
    close: async () => {
      await application.close();
      await generations.close();
      await store.close();
    },
  };
};

const requestIn = <Body extends { readonly scope: unknown }>({
  scope,
  ...premises
}: Body): { readonly scope: Body['scope']; readonly premises: ReturnType<typeof parsePremises> } => ({
  scope,
  premises: parsePremises(premises),
});
