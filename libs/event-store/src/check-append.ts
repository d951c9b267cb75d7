import { EventTooLarge, InvalidEvent } from './errors.js';
import type { AppendOptions, BesideValue, ExpectedRevision, NewEvent } from './event-store.js';

/** What one append may hold in any store. */
export const appendLimits = {
  events: 10_000,
  /** UTF-8 bytes of data and metadata together: one append fits an EventStoreDB, which takes 1 MiB with its own wrapping. */
  bytes: 1_000_000,
  /** UTF-8 bytes of the values beside, with their salts and commitments. */
  besideBytes: 1_000_000,
  /** UTF-8 bytes of a stream's name, an event's type or a claim. */
  nameBytes: 500,
} as const;

/**
 * What every store asks of an append before it looks at the stream.
 *
 * @throws {InvalidEvent} for what can never be written.
 * @throws {EventTooLarge} for what goes beyond `appendLimits`.
 */
export const checkAppend = (
  stream: string,
  events: readonly NewEvent[],
  expected: ExpectedRevision,
  { claim }: AppendOptions = {},
): void => {
  checkStreamName(stream);
  if (claim !== undefined) checkName('a claim', claim);
  if (typeof expected === 'bigint' && expected < 0n) {
    throw new InvalidEvent(
      `a revision is not negative: ${expected}; a stream that does not exist is expected as 'none'`,
    );
  }
  if (events.length === 0) throw new InvalidEvent('an append holds at least one event');
  if (events.length > appendLimits.events) throw new EventTooLarge('events', events.length, appendLimits.events);
  for (const event of events) checkEvent(event);
  checkSize('bytes', sum(events, bytesOf), appendLimits.bytes);
  checkSize('bytes beside', sum(events, besideBytesOf), appendLimits.besideBytes);
};

/** Whether a stream could have this name at all. */
export const isStreamName = (stream: string): boolean => {
  try {
    checkStreamName(stream);
    return true;
  } catch {
    return false;
  }
};

const checkStreamName = (stream: string): void => {
  checkName('a stream name', stream);
  if (stream.startsWith('$')) throw new InvalidEvent('stream names that begin with $ belong to the store');
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const controlCharacter = /[\u0000-\u001f\u007f-\u009f]/;

const checkEvent = ({ id, type, data, metadata, beside }: NewEvent): void => {
  if (!uuid.test(id)) throw new InvalidEvent('an event id is a UUID in lower case');
  checkName('an event type', type);
  checkText('data', data);
  checkText('metadata', metadata);
  for (const value of beside ?? []) checkBeside(value);
};

const checkBeside = ({ commitment, salt, value }: BesideValue): void => {
  checkName('a commitment', commitment);
  checkText('a salt', salt);
  checkText('a value beside', value);
};

const checkName = (what: string, name: string): void => {
  if (name === '' || controlCharacter.test(name) || !name.isWellFormed()) {
    throw new InvalidEvent(`${what} is a text without control characters and lone surrogates, and not empty`);
  }
  if (name.length > appendLimits.nameBytes || Buffer.byteLength(name) > appendLimits.nameBytes) {
    throw new InvalidEvent(`${what} is at most ${appendLimits.nameBytes} bytes long`);
  }
};

/** Lone surrogates have no UTF-8, and would come back as something else. */
const checkText = (what: string, text: string): void => {
  if (!text.isWellFormed()) throw new InvalidEvent(`${what} holds a lone surrogate`);
};

const checkSize = (measured: 'bytes' | 'bytes beside', actual: number, limit: number): void => {
  if (actual > limit) throw new EventTooLarge(measured, actual, limit);
};

const bytesOf = ({ data, metadata }: NewEvent): number => Buffer.byteLength(data) + Buffer.byteLength(metadata);

const besideBytesOf = ({ beside }: NewEvent): number =>
  beside === undefined ? 0 : sum(beside, (one) => Buffer.byteLength(one.commitment + one.salt + one.value));

const sum = <Item>(items: readonly Item[], sizeOf: (item: Item) => number): number =>
  items.reduce((total, item) => total + sizeOf(item), 0);
