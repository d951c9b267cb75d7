import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Feed, type FeedFilter } from '@ledger/application';
import { Problem } from '../http/problem.js';
import { EventStream, usualEventStream } from './event-stream.js';

/** Each takes a connection and reads the log for itself. */
const MOST_LISTENERS = 200;

/** Whoever listens to the feed just now. Their streams end when the server stops. */
@Injectable()
export class Listeners implements OnModuleDestroy {
  readonly #streams = new Set<EventStream>();
  #isStopping = false;

  constructor(private readonly feed: Feed) {}

  /** @throws {Problem} `overloaded` where there are too many, `unavailable` when the server stops, and what the feed throws */
  async listen(filter: FeedFilter, after: bigint): Promise<EventStream> {
    if (this.#isStopping) throw new Problem('unavailable', 'the server is stopping', RETRY);
    if (this.#streams.size >= MOST_LISTENERS) throw new Problem('overloaded', 'too many listen to the feed', RETRY);
    const stream = new EventStream(usualEventStream);
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    await stream.listen((handler) => this.feed.follow(filter, after, handler));
    return stream;
  }

  onModuleDestroy(): void {
    this.#isStopping = true;
    for (const stream of this.#streams) stream.finish();
  }
}

const RETRY = { headers: { 'retry-after': '1' } };
