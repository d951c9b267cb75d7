import { randomNumbers } from '../harness.js';
import { load, type LoadResult } from './load.js';
import { commandFor, type Target } from './requests.js';
import { caughtUp, token, type ServerProcess } from './server-process.js';
import { contractIdOf } from './write-log.js';

const connections = 64;

/** Many clients at once; what they ask for is about contracts that nobody asked about before. */
export interface Clients {
  /** So many requests that do nothing. */
  readonly doNothing: (count: number) => Promise<LoadResult>;
  /** A command for each of so many contracts, none of which is in the server's memory. */
  readonly commandCold: (count: number) => Promise<LoadResult>;
  /** A command for each of so many contracts that had one just before. */
  readonly commandWarm: (count: number) => Promise<LoadResult>;
  /** Commands, each for another contract, until it is stopped. */
  readonly keepCommanding: () => { readonly stop: () => Promise<LoadResult> };
}

export const clientsOf = (server: ServerProcess, contracts: number): Clients => {
  const nextContract = inRandomOrder(contracts);
  let sent = 0;
  const ask = (target: Target, next: () => string | undefined): Promise<LoadResult> =>
    load(server.port, connections, () => {
      const contractId = next();
      return contractId === undefined ? undefined : commandFor(target, contractId, (sent += 1), token);
    });
  const command = async (contractIds: readonly string[]): Promise<LoadResult> => {
    const waiting = [...contractIds];
    const result = await ask('contracts', () => waiting.pop());
    await caughtUp(server); // lest the list is kept at the cost of what is measured next
    return result;
  };
  return {
    doNothing: (count) => {
      let left = count;
      return ask('no-op', () => (left-- > 0 ? contractIdOf(0) : undefined));
    },
    commandCold: async (count) => {
      const contractIds = Array.from({ length: count }, nextContract);
      await server.forget(contractIds);
      return command(contractIds);
    },
    commandWarm: async (count) => {
      const contractIds = Array.from({ length: count }, nextContract);
      await command(contractIds);
      return command(contractIds);
    },
    keepCommanding: () => {
      let isOver = false;
      const result = ask('contracts', () => (isOver ? undefined : nextContract()));
      return {
        stop: () => {
          isOver = true;
          return result;
        },
      };
    },
  };
};

/** The ids of contracts, each once. */
const inRandomOrder = (contracts: number): (() => string) => {
  const random = randomNumbers(3);
  const met = new Set<number>();
  return () => {
    if (met.size === contracts) throw new RangeError('there are not as many contracts');
    let contract = random(contracts);
    while (met.has(contract)) contract = (contract + 1) % contracts;
    met.add(contract);
    return contractIdOf(contract);
  };
};
