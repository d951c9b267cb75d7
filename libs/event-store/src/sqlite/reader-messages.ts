import type { BesideValue, Direction, RecordedEvent, StreamSlice } from '../event-store.js';
import type { Failure } from './failures.js';
import type { ReadSlice, StreamRead } from './log-reader.js';
import type { StreamTail } from './stream-index.js';

/* What goes to the thread that reads streams and comes back: flat lists of texts and numbers, which cross the quickest. */

export type ReadRequest = readonly [wanted: StreamRead, tail: StreamTail];

export type ReadOutcome = readonly [kind: 'slice', slice: SentSlice] | readonly [kind: 'failed', failure: Failure];

type Field = string | number | null;
export type SentSlice = readonly [
  /** The stream's; -1 when it does not exist. */
  lastRevision: number,
  /** That of the first event in the list. */
  revision: number,
  /** From each event to the next. */
  step: 1 | -1,
  /** Those of one event after those of the other, see below. */
  fields: readonly Field[],
];

/** Without those of the values beside, which follow their number. */
const fieldsOfAnEvent = 7;
const fieldsOfAValue = 3;
const noneBeside: readonly BesideValue[] = [];

export const sentSlice = ({ events, revision }: ReadSlice, direction: Direction | undefined): SentSlice => {
  const fields: Field[] = [];
  for (const { position, id, type, claim, data, metadata, beside } of events) {
    fields.push(Number(position), id, type, claim ?? null, data, metadata, beside.length);
    for (const { commitment, salt, value } of beside) fields.push(commitment, salt, value);
  }
  return [Number(revision ?? -1n), Number(events[0]?.revision ?? 0n), direction === 'backward' ? -1 : 1, fields];
};

/** @param head where the log ended when it was asked: what was indexed since may have been read, too. */
export const receivedSlice = (
  stream: string,
  head: bigint,
  [lastRevision, revision, step, fields]: SentSlice,
): StreamSlice => {
  const events: RecordedEvent[] = [];
  for (let place = 0; place < fields.length;) {
    const claim = fields[place + 3];
    const beside = fields[place + 6] as number;
    events.push({
      stream,
      revision: BigInt(revision + step * events.length),
      position: BigInt(fields[place] as number),
      id: fields[place + 1] as string,
      type: fields[place + 2] as string,
      data: fields[place + 4] as string,
      metadata: fields[place + 5] as string,
      beside: beside === 0 ? noneBeside : valuesAt(fields, place + fieldsOfAnEvent, beside),
      ...(claim !== null && { claim: claim as string }),
    });
    place += fieldsOfAnEvent + beside * fieldsOfAValue;
  }
  const [newest] = step === 1 ? events.slice(-1) : events;
  return {
    events,
    revision: lastRevision < 0 ? undefined : BigInt(lastRevision),
    head: newest !== undefined && newest.position > head ? newest.position : head,
  };
};

const valuesAt = (fields: readonly Field[], start: number, count: number): readonly BesideValue[] => {
  const values: BesideValue[] = [];
  for (let place = start; place < start + count * fieldsOfAValue; place += fieldsOfAValue) {
    const [commitment, salt, value] = fields.slice(place, place + fieldsOfAValue) as [string, string, string];
    values.push({ commitment, salt, value });
  }
  return values;
};
