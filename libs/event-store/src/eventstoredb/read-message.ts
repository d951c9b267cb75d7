/*
 * What the server answers a read with, taken from the bytes of the protocol. The client parses every event's JSON and writes it anew when it is
 * asked for; here texts stay the very texts that they are.
 */

/** An event as the server keeps it. */
export interface RawEvent {
  readonly stream: string;
  readonly revision: bigint;
  /** The commit position in `$all`. */
  readonly position: bigint;
  readonly prepare: bigint;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

export type ReadMessage =
  | { readonly kind: 'event'; readonly event: RawEvent }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'stream-not-found' }
  | { readonly kind: 'other' };

/** ReadResp of streams.proto. */
export const readMessage = (bytes: Buffer): ReadMessage => {
  const fields = new Fields(bytes, 0, bytes.length);
  let message: ReadMessage = other;
  while (fields.next()) {
    if (fields.number === 1) message = { kind: 'event', event: readEvent(fields.message()) };
    else if (fields.number === 2) message = { kind: 'confirmed' };
    else if (fields.number === 4) message = { kind: 'stream-not-found' };
  }
  return message;
};

const other: ReadMessage = { kind: 'other' };

/** ReadResp.ReadEvent: the event itself; links are not resolved. */
const readEvent = (fields: Fields): RawEvent => {
  while (fields.next()) if (fields.number === 1) return readRecorded(fields.message());
  throw new Error('the server sent an event with nothing in it');
};

/** ReadResp.ReadEvent.RecordedEvent. */
const readRecorded = (fields: Fields): RawEvent => {
  let [stream, id, type, data, metadata] = ['', '', '', '', ''];
  let [revision, prepare, position] = [0n, 0n, 0n];
  while (fields.next()) {
    switch (fields.number) {
      case 1:
        id = readText(fields.message(), 2);
        break;
      case 2:
        stream = readText(fields.message(), 3);
        break;
      case 3:
        revision = fields.integer();
        break;
      case 4:
        prepare = fields.integer();
        break;
      case 5:
        position = fields.integer();
        break;
      case 6:
        type = readType(fields.message()) ?? type;
        break;
      case 7:
        metadata = fields.text();
        break;
      case 8:
        data = fields.text();
        break;
    }
  }
  return { stream, revision, position, prepare, id, type, data, metadata };
};

const readText = (fields: Fields, number: number): string => {
  let text = '';
  while (fields.next()) if (fields.number === number) text = fields.text();
  return text;
};

/** An entry of the system's metadata: the value, where the key is `type`. */
const readType = (fields: Fields): string | undefined => {
  let [key, value] = ['', ''];
  while (fields.next()) {
    if (fields.number === 1) key = fields.text();
    else if (fields.number === 2 && key === 'type') value = fields.text();
  }
  return key === 'type' ? value : undefined;
};

/** The fields of one message of protocol buffers, one after the other. */
class Fields {
  number = 0;
  /** Where the value of a field begins and ends that has a length; of another, only where it ends. */
  private from = 0;
  private value = 0n;

  constructor(
    private readonly bytes: Buffer,
    private at: number,
    private readonly end: number,
  ) {}

  next(): boolean {
    if (this.at >= this.end) return false;
    const tag = Number(this.varint());
    this.number = tag >>> 3;
    switch (tag & 7) {
      case 0:
        this.value = this.varint();
        return true;
      case 1:
        this.at += 8;
        return true;
      case 2: {
        const length = Number(this.varint());
        this.from = this.at;
        this.at += length;
        if (this.at <= this.end) return true;
        break;
      }
      case 5:
        this.at += 4;
        return true;
    }
    throw new Error('the server sent what is no message of its protocol');
  }

  integer(): bigint {
    return this.value;
  }

  text(): string {
    return this.bytes.toString('utf8', this.from, this.at);
  }

  message(): Fields {
    return new Fields(this.bytes, this.from, this.at);
  }

  private varint(): bigint {
    let low = 0;
    let factor = 1;
    for (let count = 0; count < 7; count += 1) {
      const byte = this.bytes[this.at++] ?? 0;
      low += (byte & 0x7f) * factor; // 49 bits: exact in a number
      if (byte < 0x80) return BigInt(low);
      factor *= 128;
    }
    let value = BigInt(low);
    for (let shift = 49n; shift < 70n; shift += 7n) {
      const byte = this.bytes[this.at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }
}
