import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetGeneration, type GenerationAnswer } from '@ledger/application';

const LOOK_MILLISECONDS = 200;
/** After so many looks without anything new a comment says that the connection lives. */
const LOOKS_BETWEEN_COMMENTS = 75;
const UNDER_WAY: readonly GenerationAnswer['state'][] = ['waiting', 'building'];

/** Whoever watches a generation being built. Their streams end with it, and when the server stops. */
@Injectable()
export class ProgressStreams implements OnModuleDestroy {
  readonly #stopping = new AbortController();

  constructor(private readonly queries: QueryBus) {}

  /** @throws {NothingFound} */
  async watch(generationId: string): Promise<Readable> {
    const first = await this.queries.execute(new GetGeneration(generationId));
    return Readable.from(this.#messages(first), { objectMode: false });
  }

  onModuleDestroy(): void {
    this.#stopping.abort();
  }

  async *#messages(first: GenerationAnswer): AsyncGenerator<string, void, void> {
    const { signal } = this.#stopping;
    let [said, looks] = ['', 0];
    for (let now = first; ; now = await this.queries.execute(new GetGeneration(first.generationId))) {
      const text = JSON.stringify(now);
      if (text !== said) yield `event: progress\ndata: ${text}\n\n`;
      else if (++looks % LOOKS_BETWEEN_COMMENTS === 0) yield ': alive\n\n';
      said = text;
      if (!UNDER_WAY.includes(now.state) || signal.aborted) return;
      await setTimeout(LOOK_MILLISECONDS, undefined, { signal }).catch(() => undefined);
    }
  }
}
