import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { StoreDamaged } from '../errors.js';
import type { Position } from '../event-store.js';

const ENTRY_BYTES = 8;
const FIRST_ROOM = 4096;

/**
 * Where the events of a mirror stand in its source: the nth entry is the source's position of the mirror's nth event. In the file 8 bytes
 * each, the highest first; in memory the same, so that both ways of asking cost next to nothing.
 */
export class PositionsFile {
  private positions = new BigUint64Array(FIRST_ROOM);
  private length = 0;

  private constructor(private readonly file: number) {}

  /**
   * @param count how many events the mirror holds: entries beyond, of events that a crash prevented, are forgotten
   * @throws {StoreDamaged} where there are fewer, or they do not grow
   */
  static open(path: string, count: number): PositionsFile {
    const positions = new PositionsFile(openSync(path, 'a+', 0o600));
    try {
      positions.load(count);
      return positions;
    } catch (error) {
      positions.close();
      throw error;
    }
  }

  get count(): number {
    return this.length;
  }

  /** Of the last event; `0n` where there is none. */
  get last(): Position {
    return this.length === 0 ? 0n : this.at(this.length);
  }

  /** The source's position of the mirror's event at this place, from 1. */
  at(place: number): Position {
    const position = place < 1 || place > this.length ? undefined : this.positions[place - 1];
    if (position === undefined) throw new RangeError(`the mirror has no event at place ${String(place)}`);
    return position;
  }

  /** How many events of the mirror stand at this position of the source or before: the place of the last of them. */
  placeOf(position: Position): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.at(middle) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Adds entries, which the loss of power does not take. @throws {StoreDamaged} where they do not grow */
  append(positions: readonly Position[]): void {
    const bytes = Buffer.alloc(positions.length * ENTRY_BYTES);
    positions.forEach((position, index) => bytes.writeBigUInt64BE(position, index * ENTRY_BYTES));
    for (const position of positions) this.add(position);
    writeSync(this.file, bytes);
    fsyncSync(this.file);
  }

  /** Forgets the entries beyond so many. */
  cut(count: number): void {
    if (count >= this.length) return;
    ftruncateSync(this.file, count * ENTRY_BYTES);
    this.length = count;
  }

  close(): void {
    closeSync(this.file);
  }

  private load(count: number): void {
    const bytes = Buffer.alloc(fstatSync(this.file).size);
    readSync(this.file, bytes, 0, bytes.length, 0);
    const written = Math.floor(bytes.length / ENTRY_BYTES);
    if (written < count) {
      throw new StoreDamaged(`of ${String(count)} events of the mirror ${String(written)} have their position`);
    }
    for (let index = 0; index < count; index += 1) this.add(bytes.readBigUInt64BE(index * ENTRY_BYTES));
    ftruncateSync(this.file, count * ENTRY_BYTES); // also half an entry
  }

  private add(position: Position): void {
    if (position <= this.last) {
      throw new StoreDamaged(`position ${String(position)} comes after ${String(this.last)} in the mirror`);
    }
    if (this.length === this.positions.length) {
      const larger = new BigUint64Array(2 * this.length);
      larger.set(this.positions);
      this.positions = larger;
    }
    this.positions[this.length] = position;
    this.length += 1;
  }
}
