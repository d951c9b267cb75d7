import { ImportFacts, ImportFactsHandler, Streams } from '@ledger/application';
import { MemoryEventStore, SqliteEventStore, type RecordedEvent } from '@ledger/event-store';
import { SystemClock } from '@ledger/kernel';
import { randomNumbers } from '../harness.js';
import { contractIdOf } from '../http/write-log.js';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { realisticLife } from './realistic-lives.js';

/** Contracts that live at the same time; when one has lived, the next begins. */
const TOGETHER = 20_000;
const ROWS_OF_A_COMMIT = 100_000;
/** Lives that differ; what the application wrote of each is copied for contract after contract. */
const LIVES = 500;

export interface Written {
  readonly events: number;
  /** Of the file. */
  readonly bytes: number;
}

/**
 * Writes a log of so many contracts straight into the file of the store, row by row as the store itself writes them: millions of events in
 * minutes.
 */
export const writeRows = async (directory: string, contracts: number): Promise<Written> => {
  await (await SqliteEventStore.open({ directory })).close();
  const file = join(directory, 'log.db');
  const log = new DatabaseSync(file);
  log.exec('PRAGMA synchronous = OFF; BEGIN');
  const insert = log.prepare(`INSERT INTO events VALUES (${Array(12).fill('?').join(', ')})`);
  let position = 0;
  for (const { contract, event } of mixed(await livesOf(), contracts)) {
    position += 1;
    const prefix = contract.toString(16).padStart(8, '0');
    const [id, data, stream] = [event.id.join(prefix), event.data.join(prefix), `contract-${contractIdOf(contract)}`];
    const { revision, type, metadata, values } = event;
    const sum = crc32(`${position}\n${revision}\n${event.beside}\n${id}\n${type}\n${stream}\n\n${metadata}\n${data}`);
    const besideSum = values === null ? null : crc32(`${position}\n${values}`);
    insert.run(position, stream, revision, id, type, null, event.beside, sum, data, metadata, values, besideSum);
    if (position % ROWS_OF_A_COMMIT === 0) log.exec('COMMIT; BEGIN');
  }
  log.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  log.close();
  return { events: position, bytes: statSync(file).size };
};

/** An event to be copied: its texts cut where the number of the contract comes in. */
interface Pattern {
  readonly id: readonly string[];
  readonly data: readonly string[];
  readonly revision: number;
  readonly type: string;
  readonly metadata: string;
  readonly beside: number;
  readonly values: string | null;
}

/** The number of the contract stands at the beginning of every id. */
const number = /[0-9a-f]{8}(?=-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/;

const patternOf = ({ id, data, revision, type, metadata, beside }: RecordedEvent): Pattern => ({
  id: id.split(number),
  data: data.split(number),
  revision: Number(revision),
  type,
  metadata,
  beside: beside.length,
  values: beside.length === 0 ? null : JSON.stringify(beside.map((one) => [one.commitment, one.salt, one.value])),
});

const livesOf = async (): Promise<readonly (readonly Pattern[])[]> => {
  const lives: (readonly Pattern[])[] = [];
  for (let seed = 0; seed < LIVES; seed += 1) {
    const store = new MemoryEventStore();
    const handler = new ImportFactsHandler(store, new Streams(store, 1), new SystemClock());
    await handler.execute(new ImportFacts('life', realisticLife(seed), { who: 'bench', requestId: `life ${seed}` }));
    lives.push((await store.readAll({ limit: 1000 })).events.map(patternOf));
  }
  return lives;
};

function* mixed(
  lives: readonly (readonly Pattern[])[],
  contracts: number,
): Generator<{ readonly contract: number; readonly event: Pattern }, void> {
  const random = randomNumbers(2);
  const lifeOf = (contract: number) => ({ contract, reached: 0, events: lives[random(lives.length)]! });
  const living = Array.from({ length: Math.min(TOGETHER, contracts) }, (_, contract) => lifeOf(contract));
  let next = living.length;
  while (living.length > 0) {
    const index = random(living.length);
    const one = living[index]!;
    yield { contract: one.contract, event: one.events[one.reached]! };
    one.reached += 1;
    if (one.reached < one.events.length) continue;
    if (next < contracts) living[index] = lifeOf(next++);
    else {
      living[index] = living.at(-1)!;
      living.pop();
    }
  }
}
