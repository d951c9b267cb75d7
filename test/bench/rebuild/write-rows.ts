import { MemoryEventStore, SqliteEventStore, type RecordedEvent } from '@ledger/event-store';
import { randomNumbers } from '../harness.js';
import { contractIdOf, contractsOf, recordLife, type Population } from '../http/write-log.js';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';

/** Contracts that live at the same time; when one has lived, the next begins. */
const TOGETHER = 20_000;
const ROWS_OF_A_COMMIT = 100_000;

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/g;

/**
 * Writes a log of such contracts straight into the file of the store, row by row as the store itself writes them: millions of events in
 * minutes. @returns the number of events
 */
export const writeRows = async (directory: string, population: Population): Promise<number> => {
  await (await SqliteEventStore.open({ directory })).close();
  const log = new DatabaseSync(join(directory, 'log.db'));
  log.exec('PRAGMA synchronous = OFF; BEGIN');
  const insert = log.prepare(`INSERT INTO events VALUES (${Array(12).fill('?').join(', ')})`);
  let position = 0;
  for (const { contract, event } of mixed(await livesOf(population))) {
    position += 1;
    const prefix = contract.toString(16).padStart(8, '0');
    const own = (text: string): string => text.replace(uuid, `${prefix}$1`);
    const [id, data, stream] = [own(event.id), own(event.data), `contract-${contractIdOf(contract)}`];
    const { revision, type, metadata, beside } = event;
    const sum = crc32(`${position}\n${revision}\n${beside.length}\n${id}\n${type}\n${stream}\n\n${metadata}\n${data}`);
    const values =
      beside.length === 0 ? null : JSON.stringify(beside.map((one) => [one.commitment, one.salt, one.value]));
    const besideSum = values === null ? null : crc32(`${position}\n${values}`);
    insert.run(position, stream, revision, id, type, null, beside.length, sum, data, metadata, values, besideSum);
    if (position % ROWS_OF_A_COMMIT === 0) log.exec('COMMIT; BEGIN');
  }
  log.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)');
  log.close();
  return position;
};

interface Life {
  readonly events: readonly RecordedEvent[];
}

const livesOf = async (population: Population): Promise<readonly Life[]> => {
  const lives: Life[] = [];
  for (const { length, contracts } of population) {
    const store = new MemoryEventStore();
    await recordLife(store, `life-of-${length}`, length);
    const { events } = await store.readAll({ limit: length });
    for (let copy = 0; copy < contracts; copy += 1) lives.push({ events });
  }
  const random = randomNumbers(1);
  for (let last = contractsOf(population) - 1; last > 0; last -= 1) {
    const other = random(last + 1);
    [lives[last], lives[other]] = [lives[other]!, lives[last]!];
  }
  return lives;
};

function* mixed(lives: readonly Life[]): Generator<{ readonly contract: number; readonly event: RecordedEvent }, void> {
  const random = randomNumbers(2);
  const living = Array.from({ length: Math.min(TOGETHER, lives.length) }, (_, contract) => ({ contract, reached: 0 }));
  let next = living.length;
  while (living.length > 0) {
    const index = random(living.length);
    const one = living[index]!;
    const { events } = lives[one.contract]!;
    yield { contract: one.contract, event: events[one.reached]! };
    one.reached += 1;
    if (one.reached < events.length) continue;
    if (next < lives.length) living[index] = { contract: next++, reached: 0 };
    else {
      living[index] = living.at(-1)!;
      living.pop();
    }
  }
}
