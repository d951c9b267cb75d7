import { Global, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { CommandBus, QueryBus, type Command as Message, type Query } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { Clock } from '@ledger/kernel';
import { EventStore, MemoryEventStore } from '@ledger/event-store';
import type { Command, DataOf, FactType } from '@ledger/contract';
import { ApplicationModule, RecordFact, type Acknowledgement, type Envelope } from '@ledger/application';
import { ReadModel, openSqliteReadModel } from '@ledger/projections';
import { TestClock } from './test-ledger.js';

@Global()
@Module({})
class Adapters {
  static with(store: EventStore, clock: Clock): DynamicModule {
    const providers = [
      { provide: EventStore, useValue: store },
      { provide: Clock, useValue: clock },
      { provide: ReadModel, useFactory: () => openSqliteReadModel(':memory:') },
    ];
    return { module: Adapters, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The application over a log in memory, asked through its buses as the apps do. */
export class TestApplication {
  #requests = 0;

  private constructor(
    readonly context: INestApplicationContext,
    readonly store: EventStore,
    readonly clock: TestClock,
  ) {}

  static async start(store: EventStore = new MemoryEventStore(), clock = new TestClock()): Promise<TestApplication> {
    const adapters = Adapters.with(store, clock);
    const testing = Test.createTestingModule({ imports: [ApplicationModule.over({ imports: [adapters] })] });
    return new TestApplication(await (await testing.compile()).init(), store, clock);
  }

  ask<Answer>(query: Query<Answer>): Promise<Answer> {
    return this.context.get(QueryBus).execute(query);
  }
  tell<Answer>(command: Message<Answer>): Promise<Answer> {
    return this.context.get(CommandBus).execute(command);
  }
  /** Records a fact: its first event's id. */
  async record<Type extends FactType>(
    contractId: string,
    type: Type,
    data: DataOf<Type>,
    envelope: Partial<Envelope> = {},
  ): Promise<string> {
    const { recorded } = await this.acknowledge(contractId, { type, data } as Command, envelope);
    return recorded.events[0]?.id ?? '';
  }
  acknowledge(contractId: string, command: Command, envelope: Partial<Envelope> = {}): Promise<Acknowledgement> {
    this.#requests += 1;
    return this.tell(
      new RecordFact(contractId, command, { who: 'alice', requestId: `r${String(this.#requests)}`, ...envelope }),
    );
  }

  /** The worked contract of the terms, up to its notice: the notice's id. */
  async workedContract(contractId: string): Promise<string> {
    await this.record(contractId, 'ContractApplied', { contractor: { name: '株式会社例' }, appliedOn: '2025-12-01' });
    await this.record(contractId, 'FeesQuoted', {
      quotedOn: '2025-12-10',
      initialFee: '100000',
      monthlyFee: '31000',
      options: { homepage: { initialFee: '5000', monthlyFee: '6200' } },
    });
    await this.record(contractId, 'ContractAccepted', { acceptedOn: '2025-12-20' });
    await this.record(contractId, 'BillingStarted', { startsOn: '2026-01-15' });
    await this.record(contractId, 'TargetsDesignated', { from: '2026-01-15', domains: ['例.jp'], ipAddresses: [] });
    await this.record(contractId, 'OptionAdded', {
      option: 'homepage',
      appliedOn: '2026-01-25',
      acceptedOn: '2026-02-01',
    });
    await this.record(contractId, 'OptionBillingStarted', { option: 'homepage', startsOn: '2026-02-10' });
    await this.record(contractId, 'OutageDetected', {
      outageId: 'outage-1',
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    });
    await this.record(contractId, 'OutageRecovered', {
      outageId: 'outage-1',
      recoveredAt: '2026-03-13T08:59:00+09:00',
    });
    await this.record(contractId, 'ReductionClaimed', { outageId: 'outage-1', arrivedOn: '2026-04-01' });
    return this.record(contractId, 'NoticeReceived', {
      subject: 'contract',
      arrivedAt: '2026-05-20',
      designatedOn: '2026-06-30',
      form: 'prescribed',
    });
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.store.close();
  }
}
