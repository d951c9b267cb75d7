import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies in the files. */
export interface Division {
  /** The log was read in so many ranges of positions; each has written files of its own. */
  readonly ranges: number;
  readonly contracts: number;
}

/** The part that a contract is in. */
export const partOf = (bounds: readonly string[], contractId: string): number => {
  let [low, high] = [0, bounds.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? '') <= contractId) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Beside the generation's file: where the events of parts lie while it is rebuilt, without values of personal data. */
export const partsBeside = (file: string): string => `${file}.parts`;

/** Where the events of parts lie while a rebuild lasts. */
export class PartFiles {
  constructor(readonly directory: string) {}

  /** Makes an empty place, and removes whatever was there. */
  async begin(): Promise<void> {
    await this.remove();
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
  }
  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
  path(range: number, part: number): string {
    return join(this.directory, `events-${String(range)}-${String(part)}`);
  }
  read(range: number, part: number): Buffer | undefined {
    const path = this.path(range, part);
    return existsSync(path) ? readFileSync(path) : undefined;
  }
  /** Says that all events lie there. */
  finish(division: Division): void {
    writeFileSync(`${this.#division}.new`, JSON.stringify(division));
    renameSync(`${this.#division}.new`, this.#division);
  }
  /** Undefined where not all events lie there. */
  division(): Division | undefined {
    return existsSync(this.#division) ? (JSON.parse(readFileSync(this.#division, 'utf8')) as Division) : undefined;
  }
  get #division(): string {
    return join(this.directory, 'division.json');
  }
}

const BUFFERED = 128 * 1024;

/** Gathers records for one file, and writes many at once. */
export class PartWriter {
  #bytes = Buffer.alloc(0);
  #end = 0;
  #file: number | undefined;

  constructor(private readonly path: string) {}

  /** @param write given where to write, says where it ended */
  add(mostBytes: number, write: (bytes: Buffer, start: number) => number): void {
    if (this.#end + mostBytes > this.#bytes.length) {
      this.#flush();
      if (mostBytes > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(Math.max(BUFFERED, mostBytes));
    }
    this.#end = write(this.#bytes, this.#end);
  }

  close(): void {
    this.#flush();
    if (this.#file !== undefined) closeSync(this.#file);
  }

  #flush(): void {
    if (this.#end === 0) return;
    this.#file ??= openSync(this.path, 'w', 0o600);
    for (let written = 0; written < this.#end;)
      written += writeSync(this.#file, this.#bytes, written, this.#end - written);
    this.#end = 0;
  }
}
