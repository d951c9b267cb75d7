import type { Position } from '../event-store.js';
import type { AllReader } from './log-reader.js';

/** The end of the log, as far as it is known. */
export class Head {
  private last: Position = 0n;
  private reading: HeadRead | undefined;

  constructor(private readonly all: AllReader) {}

  /** The last position that is known to be taken. */
  get known(): Position {
    return this.last;
  }

  /** To be told of every position that is taken. */
  learn(position: Position): void {
    if (position <= this.last) return;
    this.last = position;
    this.all.remember(position);
  }

  /** Read after it was asked for; those who ask while one is under way share the one after it. */
  fresh(): Promise<Position> {
    const current = this.reading;
    if (current === undefined) return this.startRead();
    current.next ??= current.running.then(
      () => this.startRead(),
      () => this.startRead(),
    );
    return current.next;
  }

  private startRead(): Promise<Position> {
    const running = this.all.backward({ limit: 1 }).then(({ events }) => events[0]?.position ?? 0n);
    const read: HeadRead = { running, next: undefined };
    this.reading = read;
    const over = (): void => {
      if (this.reading === read && read.next === undefined) this.reading = undefined;
    };
    running.then(over, over);
    return running.then((position) => {
      this.learn(position);
      return position > this.last ? position : this.last;
    });
  }
}

interface HeadRead {
  readonly running: Promise<Position>;
  /** Begun when that one is over. */
  next: Promise<Position> | undefined;
}
