import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { eventRow } from './event-row.js';
import { prepare } from './log-file.js';
import type { StreamIndex } from './stream-index.js';
import type { AppendedOutcome, AppendRequest, SentEvent, WriterOutcome } from './writer-messages.js';

/** Adds events to the log where nothing speaks against it, in the transaction that is open. */
export class Appender {
  private readonly insert: StatementSync;
  private readonly selectId: StatementSync;

  constructor(log: DatabaseSync) {
    this.insert = prepare(log, 'INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.selectId = prepare(log, 'SELECT id FROM events WHERE position = ?');
  }

  /** @param streams is told what was added. */
  append(streams: StreamIndex, [, stream, expected, claim, events]: AppendRequest): WriterOutcome {
    const last = streams.lastRevision(stream);
    const repeated = this.standing(streams, stream, events, expected ?? last - events.length, last);
    if (repeated !== undefined) return repeated;
    const holder = claim === null ? undefined : streams.claimedBy(claim);
    if (holder !== undefined) return ['claim-taken', holder];
    if (expected !== null && expected !== last) return ['wrong-revision', last];
    let revision = last;
    for (const event of events) {
      const position = streams.head + 1;
      const held = revision === last ? claim : null; // stands with the first event
      revision += 1;
      this.insert.run(...eventRow(position, stream, revision, held, event));
      streams.add(position, stream, revision, held);
    }
    return ['appended', revision, streams.head, false];
  }

  /** The outcome of the same append when it was made before. */
  private standing(
    streams: StreamIndex,
    stream: string,
    events: readonly SentEvent[],
    expected: number,
    last: number,
  ): AppendedOutcome | undefined {
    const revision = expected + events.length;
    if (expected < -1 || revision > last) return undefined;
    const positions = streams.positions(stream, expected + 1, revision);
    const isSame = events.every(([id], index) => this.idAt(positions[index]) === id);
    const position = positions.at(-1);
    return isSame && position !== undefined ? ['appended', revision, position, true] : undefined;
  }

  private idAt(position: number | undefined): string | undefined {
    if (position === undefined) return undefined;
    return (this.selectId.get(position) as unknown as readonly [string] | undefined)?.[0];
  }
}
