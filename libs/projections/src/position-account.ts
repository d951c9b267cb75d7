import type { RecordedEvent } from '@ledger/event-store';
import type { Computed } from './compute-rows.js';

/** Something is missing in the log as it was read, or of an event in the row that was to contain it. */
export class HoleInLog extends Error {
  override readonly name = 'HoleInLog';
}

/** The read model knows more of the log than the log holds: part of the log is missing, or it is another one. */
export class CheckpointBeyondEnd extends Error {
  override readonly name = 'CheckpointBeyondEnd';
  constructor(
    readonly position: bigint,
    readonly end: bigint,
  ) {
    super(`the read model knows the log up to position ${String(position)}, but the log ends at ${String(end)}`);
  }
}

/** What became of the positions that were passed since the projector began. */
export interface Passed {
  /** The contract's row contains the event. */
  readonly handled: number;
  /** The event is no contract's. */
  readonly ignored: number;
  /** The contract could not be computed: its row waits. */
  readonly failed: number;
}

/** Of one contract, what was read and not yet saved. */
export interface Unsaved {
  readonly firstPosition: bigint;
  readonly lastRevision: number;
  readonly events: number;
}

/** So many streams are known by the last revision that was seen of them: 100 bytes each. */
const KNOWN_STREAMS = 100_000;

/** Sees to it that every position of the log is accounted for: as handled, ignored or failed. Anything else is a hole. */
export class PositionAccount {
  readonly #revisions = new Map<string, bigint>();
  readonly #unsaved = new Map<string, Unsaved>();
  #unsavedOthers = 0;
  #passed: Passed = { handled: 0, ignored: 0, failed: 0 };

  /**
   * @param position the last one that is accounted for
   * @param isDense positions are numbered without gaps
   */
  constructor(
    private position: bigint,
    private readonly isDense: boolean,
    private readonly contractOf: (stream: string) => string | undefined,
  ) {}

  get passed(): Passed {
    return this.#passed;
  }

  /** The contracts that changed since `settle`. */
  get unsaved(): ReadonlyMap<string, Unsaved> {
    return this.#unsaved;
  }

  /** Takes up what was read. @throws {HoleInLog} where it does not follow on what was read before */
  read(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.#follow(event);
      this.#note(event);
    }
  }

  /** Closes the account of what was read: the rows are about to be saved. @throws {HoleInLog} where a row does not contain its events */
  settle({ rows, failures }: Computed): void {
    let { handled, failed } = this.#passed;
    for (const { contractId, revision } of rows) {
      const unsaved = this.#unsaved.get(contractId);
      if (unsaved === undefined) continue;
      if (revision < unsaved.lastRevision) {
        throw new HoleInLog(
          `contract ${contractId} was read up to revision ${String(revision)}, but has revision ${String(unsaved.lastRevision)}`,
        );
      }
      handled += unsaved.events;
      this.#unsaved.delete(contractId);
    }
    for (const { contractId } of failures) {
      failed += this.#unsaved.get(contractId)?.events ?? 0;
      this.#unsaved.delete(contractId);
    }
    const [forgotten] = this.#unsaved.keys();
    if (forgotten !== undefined) throw new HoleInLog(`contract ${forgotten} changed, and was not computed`);
    this.#passed = { handled, failed, ignored: this.#passed.ignored + this.#unsavedOthers };
    this.#unsavedOthers = 0;
  }

  #follow({ stream, position, revision }: RecordedEvent): void {
    const before = this.#revisions.get(stream);
    const isNext = this.isDense ? position === this.position + 1n : position > this.position;
    if (!isNext) {
      throw new HoleInLog(`position ${String(position)} was read after position ${String(this.position)}`);
    }
    if (before !== undefined && revision !== before + 1n) {
      throw new HoleInLog(`revision ${String(revision)} of stream ${stream} was read after revision ${String(before)}`);
    }
    this.position = position;
    if (this.#revisions.size >= KNOWN_STREAMS) this.#revisions.clear();
    this.#revisions.set(stream, revision);
  }

  #note({ stream, position, revision }: RecordedEvent): void {
    const contractId = this.contractOf(stream);
    if (contractId === undefined) {
      this.#unsavedOthers += 1;
      return;
    }
    const { firstPosition = position, events = 0 } = this.#unsaved.get(contractId) ?? {};
    this.#unsaved.set(contractId, { firstPosition, lastRevision: Number(revision), events: events + 1 });
  }
}
