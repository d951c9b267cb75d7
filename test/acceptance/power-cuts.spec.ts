import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { placesIn, Streams } from '@ledger/application';
import { SqliteEventStore, type RecordedEvent } from '@ledger/event-store';
import { SystemClock } from '@ledger/kernel';
import { ContractListProjector, openSqliteReadModel, rebuild, type ReadModel } from '@ledger/projections';
import { startProcess, type ServerProcess } from '../support/server-process.js';

/** `CRASH_ROUNDS=100` for the whole of it; `CRASH_SEED` to see a run again as far as the machine allows. */
const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 8);
const SEED = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const WRITERS = 16;
const LONGEST_ROUND_MS = 1200;

jest.setTimeout(60_000 + ROUNDS * 30_000);

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A command that was answered with 201. */
interface Acknowledged {
  readonly contractId: string;
  readonly revision: number;
  readonly position: string;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
}

describe(`A server that is killed ${String(ROUNDS)} times under load (seed ${String(SEED)})`, () => {
  let directory: string;
  const random = dice(SEED);
  const acknowledged: Acknowledged[] = [];
  let sent = 0;
  let unanswered = 0;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('has lost nothing that it acknowledged, and left nothing half done', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startProcess(directory);
      const writers = Array.from({ length: WRITERS }, (_, writer) =>
        write(server, `${String(round)}-${String(writer)}`),
      );
      await pause(random() * LONGEST_ROUND_MS);
      await server.end('SIGKILL');
      await Promise.all(writers);
      await inspect(round);
    }
    expect(acknowledged.length).toBeGreaterThan(ROUNDS);
    expect(unanswered).toBeGreaterThan(0); // it was killed while it worked
  });

  /** Lives one contract after the other, as fast as the server answers, until it answers no more. */
  const write = async (server: ServerProcess, name: string): Promise<void> => {
    try {
      for (let index = 0; ; index += 1) {
        const contractId = `c-${name}-${String(index)}`;
        const at = `/v1/contracts/${contractId}`;
        await send(server, '/v1/contracts', {
          contractId,
          contractor: { name: `株式会社${name}`, contact: 'x'.repeat(200) },
          appliedOn: '2025-12-10',
          options: ['homepage'],
        });
        const fees = { initialFee: '5000', monthlyFee: '6200' };
        await send(server, `${at}/fee-quotes`, { quotedOn: '2025-12-12', ...fees, options: { homepage: fees } });
        await send(server, `${at}/targets`, { from: '2025-12-12', domains: ['minato.example'], ipAddresses: [] });
        await send(server, `${at}/acceptance`, { acceptedOn: '2025-12-20' }); // two events at once
        for (let payment = 0; payment < 5; payment += 1) {
          await send(server, `${at}/payments`, { receivedOn: '2026-01-31', amount: String(payment) });
        }
      }
    } catch (error) {
      if ((error as Error).name !== 'TypeError') throw error; // what fetch throws where the server is gone
      unanswered += 1;
    }
  };

  const send = async (server: ServerProcess, path: string, body: object): Promise<void> => {
    const response = await server.post(path, body, { 'idempotency-key': `key-${String((sent += 1))}` });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`${path}: ${String(response.status)} ${text}`);
    acknowledged.push(JSON.parse(text) as Acknowledged);
  };

  /** Opens what the killed server left, as the next one would. */
  const inspect = async (round: number): Promise<void> => {
    const { log, contractList } = placesIn(directory);
    const store = await SqliteEventStore.open({ directory: log });
    const list = await openSqliteReadModel(contractList);
    const fresh = await openSqliteReadModel(':memory:');
    try {
      const streams = await streamsOf(store);
      expect(missingFrom(streams)).toEqual([]);
      for (const [stream, events] of streams) {
        expect([stream, events.map(({ revision }) => Number(revision))]).toEqual([
          stream,
          events.map((_, index) => index),
        ]);
        const accepted = events.findIndex(({ type }) => type === 'ContractAccepted');
        if (accepted !== -1) expect([stream, events[accepted + 1]?.type]).toEqual([stream, 'OptionAdded']);
      }
      const [kept, rebuilt] = [await caughtUp(store, list), await rebuiltFrom(store, fresh)];
      expect([round, kept]).toEqual([round, rebuilt]);
    } finally {
      await fresh.close();
      await list.close();
      await store.close();
    }
  };

  const missingFrom = (streams: ReadonlyMap<string, readonly RecordedEvent[]>): readonly string[] =>
    acknowledged.flatMap(({ contractId, position, events }) =>
      events
        .filter(({ id, type, revision }, index) => {
          const found = streams.get(`contract-${contractId}`)?.[revision];
          const isLast = index === events.length - 1;
          return found?.id !== id || found.type !== type || (isLast && String(found.position) !== position);
        })
        .map(({ id }) => `${contractId}/${id}`),
    );
});

const streamsOf = async (store: SqliteEventStore): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
  const streams = new Map<string, RecordedEvent[]>();
  let before = 0n;
  for (;;) {
    const { events } = await store.readAll({ after: before, limit: 1000 });
    const last = events.at(-1);
    if (last === undefined) return streams;
    before = last.position;
    for (const event of events) {
      JSON.parse(event.data);
      JSON.parse(event.metadata);
      const stream = streams.get(event.stream) ?? [];
      streams.set(event.stream, stream);
      stream.push(event);
    }
  }
};

/** The list as the next server would bring it up to date. */
const caughtUp = async (store: SqliteEventStore, list: ReadModel): Promise<string> => {
  const unexpected = (what: unknown): void => {
    throw new Error('the list did not go on where it left off', { cause: what });
  };
  const report = { foreign: unexpected, failed: unexpected, stopped: unexpected };
  const projector = new ContractListProjector(store, new Streams(store, 1e7), list, new SystemClock(), report);
  await projector.caughtUp();
  await projector.close();
  return list.digest();
};

const rebuiltFrom = async (store: SqliteEventStore, list: ReadModel): Promise<string> => {
  await rebuild(store, new Streams(store, 1e7), list, new SystemClock(), () => Promise.resolve());
  return list.digest();
};
