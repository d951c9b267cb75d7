import { openEvent, unseal, type EventType, type RecordedContractEvent, type ValueBeside } from '@ledger/contract';
import type { Instant } from '@ledger/kernel';
import type { ScannedEvent } from '@ledger/event-store';

/*
 * An event as it lies among those of its part of the contracts: what every event has in typed columns of fixed places, then its texts. The
 * values of personal data are not among them.
 *
 *     u32 length of the record   f64 position   f64 recordedAt   u32 revision   u8 whether a row shows values beside it
 *     u8 length of the contractId   u8 of the id   u8 of the type   contractId, id, type, data (utf-8)
 */
const [POSITION, RECORDED_AT, REVISION, BESIDE, LENGTHS, TEXTS] = [4, 12, 20, 24, 25, 28];

/** As many bytes as the record of the event may take. */
export const mostBytesOf = ({ stream, id, type, data }: ScannedEvent): number =>
  TEXTS + 3 * (stream.length + id.length + type.length + data.length);

/** Events of which a row shows personal data: whose contract it is. The values beside others are not looked up. */
const SHOWN: ReadonlySet<string> = new Set<EventType>(['ContractApplied', 'ContractorChanged', 'EventCorrected']);

/** Writes the event. @returns where the record ends */
export const writeRecord = (bytes: Buffer, start: number, contractId: string, event: ScannedEvent): number => {
  const { id, type } = event;
  bytes.writeDoubleLE(event.position, start + POSITION);
  bytes.writeDoubleLE(recordedAtIn(event.metadata), start + RECORDED_AT);
  bytes.writeUInt32LE(event.revision, start + REVISION);
  bytes[start + BESIDE] = event.beside > 0 && SHOWN.has(type) ? 1 : 0;
  const names = contractId + id + type;
  const texts = start + TEXTS;
  const ofNames = bytes.write(names, texts);
  const lengthOf = (text: string): number => (ofNames === names.length ? text.length : Buffer.byteLength(text));
  bytes[start + LENGTHS] = lengthOf(contractId);
  bytes[start + LENGTHS + 1] = lengthOf(id);
  bytes[start + LENGTHS + 2] = lengthOf(type);
  const end = texts + ofNames + bytes.write(event.data, texts + ofNames);
  bytes.writeUInt32LE(end - start, start);
  return end;
};

export const lengthAt = (bytes: Buffer, start: number): number => bytes.readUInt32LE(start);

export const contractIdAt = (bytes: Buffer, start: number): string =>
  bytes.toString('utf8', start + TEXTS, start + TEXTS + (bytes[start + LENGTHS] ?? 0));

/** The event's position, where a row shows values that stand beside it. */
export const besideAt = (bytes: Buffer, start: number): number | undefined =>
  bytes[start + BESIDE] === 0 ? undefined : bytes.readDoubleLE(start + POSITION);

/**
 * The event, opened; values that no row shows read as if they were erased.
 * @param valuesAt the values that stand beside the event at a position
 * @throws {Error} for one of a newer version
 */
export const eventAt = (
  bytes: Buffer,
  start: number,
  valuesAt: (position: number) => readonly ValueBeside[],
): RecordedContractEvent => {
  const idStart = start + TEXTS + (bytes[start + LENGTHS] ?? 0);
  const typeStart = idStart + (bytes[start + LENGTHS + 1] ?? 0);
  const dataStart = typeStart + (bytes[start + LENGTHS + 2] ?? 0);
  const data = bytes.toString('utf8', dataStart, start + lengthAt(bytes, start));
  const position = bytes.readDoubleLE(start + POSITION);
  const beside = bytes[start + BESIDE] === 0 ? NONE_BESIDE : valuesAt(position);
  const opened = openEvent({ type: bytes.toString('latin1', typeStart, dataStart), data: unseal(data, beside) });
  return {
    type: opened.type,
    data: opened.data,
    eventId: bytes.toString('latin1', idStart, typeStart),
    revision: bytes.readUInt32LE(start + REVISION),
    position: BigInt(position),
    recordedAt: bytes.readDoubleLE(start + RECORDED_AT) as Instant,
  } as RecordedContractEvent;
};
const NONE_BESIDE: readonly ValueBeside[] = [];

const MEMBER = '"recordedAt":"';
const MICROSECONDS = 1000;

/** Within a text the quotation marks would be escaped, so the member is found without parsing the rest. */
const recordedAtIn = (metadata: string): number => {
  const start = metadata.indexOf(MEMBER) + MEMBER.length;
  const end = metadata.indexOf('"', start);
  if (end - start !== WRITTEN.length) return Date.parse(metadata.slice(start, end)) * MICROSECONDS;
  // Thousands were recorded within the minute: only what comes after it is read of each.
  if (!metadata.startsWith(minute.text, start)) {
    const text = metadata.slice(start, start + MINUTE);
    minute = { text, milliseconds: Date.parse(`${text}00.000Z`) };
  }
  const digit = (place: number): number => metadata.charCodeAt(start + MINUTE + place) - ZERO;
  const milliseconds = digit(0) * 10_000 + digit(1) * 1000 + digit(3) * 100 + digit(4) * 10 + digit(5);
  return (minute.milliseconds + milliseconds) * MICROSECONDS;
};
const WRITTEN = '2026-01-01T00:00:00.000Z';
const MINUTE = '2026-01-01T00:00:'.length;
const ZERO = '0'.charCodeAt(0);
let minute = { text: WRITTEN, milliseconds: 0 };
