import { ImportFacts, ImportFactsHandler, Streams } from '@ledger/application';
import {
  MemoryEventStore,
  SqliteEventStore,
  type EventStore,
  type NewEvent,
  type RecordedEvent,
} from '@ledger/event-store';
import { SystemClock } from '@ledger/kernel';
import { randomNumbers } from '../harness.js';
import { lifeOf } from './contract-life.js';

/** How many contracts there are of each length of life: that many, in the order of their numbers. */
export type Population = readonly { readonly length: number; readonly contracts: number }[];

/** Contracts that have only begun to live: applied for, quoted, accepted, their targets designated, billed. */
export const young = (contracts: number): Population => [{ length: 5, contracts }];

/** Contracts of 10 to 50 events, together about so many; the longer a life, the rarer: 18 events on average. */
export const grown = (events: number): Population => {
  const weights = Array.from({ length: 41 }, (_, index) => ({ length: 10 + index, weight: 1 / (1 + index) }));
  const total = weights.reduce((sum, { length, weight }) => sum + length * weight, 0);
  return weights.map(({ length, weight }) => ({ length, contracts: Math.round((events * weight) / total) }));
};

export const contractsOf = (population: Population): number =>
  population.reduce((sum, { contracts }) => sum + contracts, 0);

/** The id of the contract of that number. */
export const contractIdOf = (contract: number): string => `c-${String(contract).padStart(8, '0')}`;

/**
 * Writes a log in which the events of all these contracts are mixed, as if they lived at the same time. A life of each length is
 * recorded by the application itself; what it wrote is copied for contract after contract.
 * @returns the number of events
 */
export const writeLog = async (directory: string, population: Population): Promise<number> => {
  const lives = (await Promise.all(population.map(copiesOf))).flat();
  const store = await SqliteEventStore.open({ directory });
  try {
    return await writeMixed(store, lives);
  } finally {
    await store.close();
  }
};

/** Records a contract by the application itself. */
export const recordLife = async (store: EventStore, contractId: string, length: number): Promise<void> => {
  const handler = new ImportFactsHandler(store, new Streams(store, 1), new SystemClock());
  await handler.execute(new ImportFacts(contractId, lifeOf(length), { who: 'bench', requestId: contractId }));
};

/** The events of one contract, and the id by which they know it. */
interface Life {
  readonly contractId: string;
  readonly events: readonly RecordedEvent[];
}

const copiesOf = async ({ length, contracts }: Population[number]): Promise<readonly Life[]> => {
  const store = new MemoryEventStore();
  const contractId = `life-of-${length}`;
  await recordLife(store, contractId, length);
  return Array<Life>(contracts).fill({ contractId, events: (await store.readAll()).events });
};

const writers = 2_000;

const writeMixed = async (store: EventStore, lives: readonly Life[]): Promise<number> => {
  const random = randomNumbers(1);
  const numbers = shuffled(lives.length, random); // the lengths of life are mixed, too
  const living = [...numbers.keys()];
  const reached = new Int32Array(lives.length);
  let written = 0;
  const write = async (): Promise<void> => {
    while (living.length > 0) {
      const index = random(living.length);
      const contract = living[index]!;
      const { contractId, events } = lives[numbers[contract]!]!;
      const revision = reached[contract]!++; // what is sent before it is answered arrives in its order
      if (revision === events.length - 1) living[index] = living.at(-1)!;
      if (revision === events.length - 1) living.pop();
      const event = events[revision]!;
      const stream = event.stream.replace(contractId, contractIdOf(contract));
      await store.append(stream, [copyFor(contract, event)], revision === 0 ? 'none' : BigInt(revision - 1));
      written += 1;
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return written;
};

const shuffled = (count: number, random: (below: number) => number): Int32Array => {
  const numbers = Int32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [numbers[last], numbers[other]] = [numbers[other]!, numbers[last]!];
  }
  return numbers;
};

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;

/** The event under an id of its own, and with the ids of the contract's others where it refers to them: they begin with its number. */
const copyFor = (contract: number, { id, type, data, metadata, beside }: RecordedEvent): NewEvent => {
  const prefix = contract.toString(16).padStart(8, '0');
  const own = (text: string): string => text.replace(uuid, `${prefix}$1`);
  return { id: own(id), type, data: own(data), metadata, beside };
};
