import { createHash, type Hash } from 'node:crypto';
import type { BesideValue, EventStore, RecordedEvent } from '@ledger/event-store';
import { Complaint } from '../complaint.js';
import type { Line } from '../lines.js';

/*
 * The log as a file: a line that says what it is, a line for every event with its data and metadata as the very texts of the log, and a
 * last line with their number and the SHA-256 of everything before it.
 */

const FORMAT = 'contract-ledger-log';
const VERSION = 1;
const PAGE = 1000;

/**
 * The lines of the file, each with its line feed, for all events up to a position.
 * @param through the last position, as the log's end was when the export began
 */
export async function* archiveOf(
  store: Pick<EventStore, 'readAll'>,
  through: bigint,
  exported: (events: number) => void = () => undefined,
): AsyncGenerator<string, void> {
  const sum = createHash('sha256');
  const summed = (text: string): string => {
    sum.update(text);
    return text;
  };
  yield summed(lineOf({ format: FORMAT, version: VERSION, head: String(through) }));
  let count = 0;
  for (let after = 0n; after < through;) {
    const { events } = await store.readAll({ after, before: through + 1n, limit: PAGE });
    const last = events.at(-1);
    if (last === undefined) throw new Complaint(`the log ends at position ${String(after)}, before ${String(through)}`);
    yield summed(events.map(lineOfEvent).join(''));
    after = last.position;
    count += events.length;
    exported(count);
  }
  yield lineOf({ events: count, sha256: sum.digest('hex') });
}

/**
 * The events of the file, in their order. What came is to be counted only when all of it has come: the last line tells whether the file is
 * whole.
 * @throws {Complaint} when the file is no such file, of a later version, cut off, or not as it was written.
 */
export async function* eventsOfArchive(lines: AsyncIterable<Line>): AsyncGenerator<RecordedEvent, void> {
  const sum = createHash('sha256');
  let count = 0;
  let last = 0n;
  let isBegun = false;
  let isWhole = false;
  for await (const { number, text, fault } of lines) {
    if (fault !== undefined) throw isBegun ? damaged(number, `it ${fault}`) : noExport();
    if (isWhole) throw damaged(number, 'there is more after its last line');
    if (!isBegun && isBanner(text)) continue;
    const value = objectOf(text, number, isBegun);
    if (!isBegun) {
      checkHeader(value);
      isBegun = true;
    } else if (typeof value['sha256'] === 'string') {
      checkTrailer(value, count, sum, number);
      isWhole = true;
    } else {
      const event = eventOf(value, number);
      if (event.position <= last) throw damaged(number, 'its position does not follow the one before');
      last = event.position;
      yield event;
      count += 1;
    }
    if (!isWhole) sum.update(`${text}\n`);
  }
  if (!isWhole) throw new Complaint('the export is cut off: its last line is missing; nothing was restored');
}

const lineOf = (value: object): string => `${JSON.stringify(value)}\n`;

const lineOfEvent = (event: RecordedEvent): string => {
  const { position, stream, revision, id, type, data, metadata, beside, claim } = event;
  return lineOf({
    position: String(position),
    stream,
    revision: String(revision),
    id,
    type,
    data,
    metadata,
    beside: beside.length === 0 ? undefined : beside,
    claim,
  });
};

type Fields = Readonly<Record<string, unknown>>;

const objectOf = (text: string, line: number, isBegun: boolean): Fields => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // said below
  }
  throw isBegun ? damaged(line, 'it is not a JSON object') : noExport();
};

/** What npm says before a program that it runs, where it was not told to be silent and its output was kept. */
const isBanner = (text: string): boolean => text === '' || text.startsWith('> ');

const checkHeader = ({ format, version }: Fields): void => {
  if (format !== FORMAT) throw noExport();
  if (version !== VERSION) {
    throw new Complaint(
      `the export is of version ${String(version)}, and this ledger reads version ${String(VERSION)}`,
    );
  }
};

const checkTrailer = ({ events, sha256 }: Fields, count: number, sum: Hash, line: number): void => {
  if (events !== count) throw damaged(line, `it counts ${String(events)} events, and there are ${String(count)}`);
  if (sha256 !== sum.digest('hex')) throw damaged(line, 'the SHA-256 of what precedes is another one');
};

const eventOf = (value: Fields, line: number): RecordedEvent => {
  const text = (name: string): string => textIn(value, name, line);
  return {
    position: placeIn(value, 'position', line),
    stream: text('stream'),
    revision: placeIn(value, 'revision', line),
    id: text('id'),
    type: text('type'),
    data: text('data'),
    metadata: text('metadata'),
    beside: besideIn(value, line),
    ...(value['claim'] !== undefined && { claim: text('claim') }),
  };
};

const besideIn = ({ beside = [] }: Fields, line: number): readonly BesideValue[] => {
  if (!Array.isArray(beside)) throw damaged(line, 'beside is not a list');
  return beside.map((one: unknown) => {
    if (typeof one !== 'object' || one === null) throw damaged(line, 'a value beside is not an object');
    const text = (name: string): string => textIn(one as Fields, name, line);
    return { commitment: text('commitment'), salt: text('salt'), value: text('value') };
  });
};

const textIn = (value: Fields, name: string, line: number): string => {
  const text = value[name];
  if (typeof text !== 'string') throw damaged(line, `${name} is not a text`);
  return text;
};

const placeIn = (value: Fields, name: string, line: number): bigint => {
  const text = textIn(value, name, line);
  if (!/^\d{1,18}$/.test(text)) throw damaged(line, `${name} is not a whole number`);
  return BigInt(text);
};

const noExport = (): Complaint => new Complaint('this is not an export of a ledger: its first line does not say so');
const damaged = (line: number, why: string): Complaint =>
  new Complaint(`the export is not as it was written, line ${String(line)}: ${why}; nothing was restored`);
