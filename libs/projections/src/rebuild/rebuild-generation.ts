import { setImmediate } from 'node:timers/promises';
import type { Clock } from '@ledger/kernel';
import type { EventStore } from '@ledger/event-store';
import type { ContractSource } from '../contract-source.js';
import type { Checkpoint, ListFilter, ReadModel } from '../read-model.js';
import { computeRows } from '../compute-rows.js';
import type { RebuildProgress, Rebuilt } from './generation.js';
import { Course } from './course.js';
import { knownUpTo, rowUnder, textOf, type Premises, type Scope } from './premises.js';

export interface RebuildOptions {
  readonly store: EventStore;
  readonly source: ContractSource;
  /** Empty, or what an interrupted rebuild under the same premises has left: then it goes on from there. */
  readonly generation: ReadModel;
  readonly scope: Scope;
  readonly premises: Premises;
  /** Whether all of the log is to be read, whatever is kept of it: here it always is. */
  readonly fromLog?: boolean;
  /** Asked where the scope is a filter. */
  readonly live?: Pick<ReadModel, 'page'>;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RebuildProgress) => void;
  /** Contracts that are computed and saved together. */
  readonly together?: number;
}

/** Contracts saved together: what is lost when the process is killed, and how often it is told. */
const TOGETHER = 500;

/**
 * Computes a generation of the read models from the log, beside the live one and never in its way. Killed and begun again over the same
 * generation it goes on after the last contracts that were saved, with what was known when it first began: the digest is the same.
 * @throws the signal's reason, leaving what is done; {RangeError} where the generation was begun under other premises
 */
export const rebuildGeneration = async (options: RebuildOptions): Promise<Rebuilt> => {
  const { generation, signal, together = TOGETHER } = options;
  const { checkpoint, contractIds, done } = (await leftBy(options)) ?? (await begin(options));
  const course = new Course(contractIds.length, done, options.clock, options.onProgress);
  course.failed(await generation.failures());
  for (let start = done; start < contractIds.length; start += together) {
    signal?.throwIfAborted();
    const some = contractIds.slice(start, start + together);
    const { rows, failures } = await compute(options, some, checkpoint);
    course.failed(failures);
    const notes = { [DONE]: String(start + some.length) };
    await generation.save({ rows, failures, checkpoint: undefined, notes });
    course.reached(start + some.length);
  }
  course.enter('finishing');
  await generation.save({ rows: [], failures: [], checkpoint });
  return { digest: await generation.digest(), contracts: contractIds.length, failed: course.failures, checkpoint };
};

/** What is pinned when a rebuild begins. */
interface Pinned {
  readonly checkpoint: Checkpoint | undefined;
  /** In their order. */
  readonly contractIds: readonly string[];
  /** How many of them are saved. */
  readonly done: number;
}

const PINNED = 'rebuild';
const DONE = 'rebuilt contracts';

/** @throws {RangeError} */
const leftBy = async ({ generation, ...options }: RebuildOptions): Promise<Pinned | undefined> => {
  const [pinned, done] = [await generation.note(PINNED), await generation.note(DONE)];
  if (pinned === undefined) return undefined;
  const { position, eventId, contractIds, under } = JSON.parse(pinned) as PinnedText;
  if (under !== textOf([options.premises, options.scope]))
    throw new RangeError('this generation was begun under other premises');
  const checkpoint = eventId === undefined ? undefined : { position: BigInt(position), eventId };
  return { checkpoint, contractIds, done: Number(done ?? 0) };
};

interface PinnedText {
  readonly position: string;
  readonly eventId?: string;
  readonly contractIds: readonly string[];
  /** The premises and the scope. */
  readonly under: string;
}

const begin = async ({ store, source, generation, scope, live, premises }: RebuildOptions): Promise<Pinned> => {
  const checkpoint = await endOf(store);
  const contractIds = [...new Set(await contractsIn(scope, store, source, live))].sort();
  const text: PinnedText = {
    position: String(checkpoint?.position ?? 0n),
    ...pick(checkpoint),
    contractIds,
    under: textOf([premises, scope]),
  };
  await generation.save({ rows: [], failures: [], checkpoint: undefined, notes: { [PINNED]: JSON.stringify(text) } });
  return { checkpoint, contractIds, done: 0 };
};

const pick = (checkpoint: Checkpoint | undefined): { readonly eventId?: string } =>
  checkpoint === undefined ? {} : { eventId: checkpoint.eventId };

const contractsIn = async (
  scope: Scope,
  store: EventStore,
  source: ContractSource,
  live: RebuildOptions['live'],
): Promise<readonly string[]> => {
  switch (scope.kind) {
    case 'contracts':
      return scope.contractIds;
    case 'filter':
      if (live === undefined) throw new Error('a filter is asked of the live read model, and none was given');
      return listedIn(live, scope.filter);
    case 'all': {
      const contractIds: string[] = [];
      for await (const streams of store.streamNames()) {
        contractIds.push(...streams.flatMap((stream) => source.contractOf(stream) ?? []));
        await setImmediate();
      }
      return contractIds;
    }
  }
};

const PAGE = 1000;
const listedIn = async (live: Pick<ReadModel, 'page'>, filter: ListFilter): Promise<readonly string[]> => {
  const contractIds: string[] = [];
  for (let after: string | undefined; ; after = contractIds.at(-1)) {
    const page = await live.page(filter, { upTo: 2n ** 62n, after, limit: PAGE });
    contractIds.push(...page.map(({ contractId }) => contractId));
    if (page.length < PAGE) return contractIds;
  }
};

const compute = (
  { source, clock, premises, signal }: RebuildOptions,
  contractIds: readonly string[],
  checkpoint: Checkpoint | undefined,
): ReturnType<typeof computeRows> => {
  const head = checkpoint?.position ?? 0n;
  const afterEach = async (): Promise<void> => {
    signal?.throwIfAborted();
    await setImmediate();
  };
  return computeRows(
    source,
    clock,
    contractIds,
    () => head,
    afterEach,
    (known) => rowUnder(knownUpTo(known, head), premises),
  );
};

const endOf = async (store: EventStore): Promise<Checkpoint | undefined> => {
  const { events } = await store.readAll({ direction: 'backward', limit: 1 });
  const last = events[0];
  return last && { position: last.position, eventId: last.id };
};
