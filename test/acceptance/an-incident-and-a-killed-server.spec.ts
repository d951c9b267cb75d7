import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, describe, jest } from '@jest/globals';
import { placesIn, Streams } from '@ledger/application';
import { SqliteEventStore, type RecordedEvent } from '@ledger/event-store';
import type { IncidentResponse } from '../../apps/api/src/incidents/incidents.responses.js';
import { startProcess, type ServerProcess } from '../support/server-process.js';
import { TestLedger } from '../support/test-ledger.js';

jest.setTimeout(300_000); // processes start and end in this story

const CONTRACTS = 3_000;
/** Contracts told between one kill and the next: more than a page, and never the same place in it. */
const STEP = 530;

describe('A server that is killed while it carries an incident', () => {
  let directory: string;
  let server: ServerProcess | undefined;
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ledger-'));
    await writeContracts(placesIn(directory).log);
  });
  afterAll(async () => {
    await server?.end('SIGKILL');
    rmSync(directory, { recursive: true });
  });

  it('has told every contract of the outage and of its recovery exactly once in the end', async () => {
    server = await startProcess(directory);
    const report = {
      incidentId: 'night',
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
      contractIds: 'all',
    };
    expect((await server.post('/v1/incidents', report)).status).toBe(202);
    const kills = await killAgainAndAgain();
    const over = { recoveredAt: '2026-03-12T09:00:00+09:00' };
    expect((await server.post('/v1/incidents/night/recovery', over)).status).toBe(202);
    const furtherKills = await killAgainAndAgain();
    expect(kills + furtherKills).toBeGreaterThan(0); // it was killed while it worked
    expect(await incident()).toMatchObject({ affected: CONTRACTS, carried: CONTRACTS, refused: 0, remaining: 0 });
    await server.end('SIGTERM');
    const told = await toldContracts(placesIn(directory).log);
    expect(told.size).toBe(CONTRACTS);
    for (const [stream, events] of told) {
      expect([stream, events.map(({ type }) => type)]).toEqual([stream, ['OutageDetected', 'OutageRecovered']]);
    }
  });

  const incident = async (): Promise<IncidentResponse> =>
    (await (await server!.fetch('/v1/incidents/night')).json()) as IncidentResponse;

  /** As often as it gets so much further, until the incident is carried. @returns how often it was killed */
  const killAgainAndAgain = async (): Promise<number> => {
    let [kills, next] = [0, STEP];
    for (;;) {
      const { state, carried } = await incident();
      if (state === 'carried') return kills;
      if (carried < next) continue;
      next = carried + STEP;
      await server!.end('SIGKILL');
      kills += 1;
      server = await startProcess(directory);
    }
  };
});

/** One contract is recorded by the application; the others are copies of it. */
const writeContracts = async (log: string): Promise<void> => {
  const model = new TestLedger();
  await model.active('model');
  const { events } = await model.store.readStream('contract-model');
  const store = await SqliteEventStore.open({ directory: log });
  const copy = ({ id, type, data, metadata, beside }: RecordedEvent, contract: number): RecordedEvent =>
    ({ id: contract.toString(16).padStart(8, '0') + id.slice(8), type, data, metadata, beside }) as RecordedEvent;
  await Promise.all(
    Array.from({ length: CONTRACTS }, (_, contract) =>
      store.append(
        `contract-c-${String(contract)}`,
        events.map((event) => copy(event, contract)),
        'none',
      ),
    ),
  );
  await store.close();
};

/** What the contracts hold of incidents. */
const toldContracts = async (log: string): Promise<ReadonlyMap<string, readonly RecordedEvent[]>> => {
  const store = await SqliteEventStore.open({ directory: log });
  const streams = new Streams(store, 1);
  const told = new Map<string, RecordedEvent[]>();
  for (let after = 0n; ;) {
    const { events } = await store.readAll({ after, limit: 1000 });
    const last = events.at(-1);
    if (last === undefined) break;
    after = last.position;
    for (const event of events) {
      if (streams.contractOf(event.stream) === undefined || !event.type.startsWith('Outage')) continue;
      told.set(event.stream, [...(told.get(event.stream) ?? []), event]);
    }
  }
  await store.close();
  return told;
};
