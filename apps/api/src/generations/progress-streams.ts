import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { QueryBus, type Query } from '@nestjs/cqrs';

const LOOK_MILLISECONDS = 200;
/** After so many looks without anything new a comment says that the connection lives. */
const LOOKS_BETWEEN_COMMENTS = 75;
const UNDER_WAY = ['waiting', 'building', 'computing'];

/** How far something has come. */
interface Watched {
  readonly state: string;
}

/** Whoever watches something long being done. Their streams end with it, and when the server stops. */
@Injectable()
export class ProgressStreams implements OnModuleDestroy {
  readonly #stopping = new AbortController();

  constructor(private readonly queries: QueryBus) {}

  /** @throws {NothingFound} */
  async watch(question: Query<Watched>): Promise<Readable> {
    const first = await this.queries.execute(question);
    return Readable.from(this.#messages(question, first), { objectMode: false });
  }

  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  async *#messages(question: Query<Watched>, first: Watched): AsyncGenerator<string, void, void> {
    const { signal } = this.#stopping;
    let [said, looks] = ['', 0];
    for (let now = first; ; now = await this.queries.execute(question)) {
      const text = JSON.stringify(now);
      if (text !== said) yield `event: progress\ndata: ${text}\n\n`;
      else if (++looks % LOOKS_BETWEEN_COMMENTS === 0) yield ': alive\n\n';
      said = text;
      if (!UNDER_WAY.includes(now.state) || signal.aborted) return;
      await setTimeout(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }
}
