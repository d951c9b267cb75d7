import { Readable } from 'node:stream';
import type { CloudEvent, FeedPart } from '@ledger/application';
import type { Subscription } from '@ledger/event-store';

/** How long a listener is put up with, and how it is kept. */
export interface EventStreamOptions {
  /** After so long without an event a comment says that the connection lives. */
  readonly heartbeatMilliseconds: number;
  /** A listener that takes nothing for so long is cut off; it comes back with `Last-Event-ID`. */
  readonly patienceMilliseconds: number;
}
export const usualEventStream: EventStreamOptions = { heartbeatMilliseconds: 15_000, patienceMilliseconds: 60_000 };

/** About so many bytes wait for a slow listener; beyond, the log is not read on for it. */
const BUFFER_BYTES = 64 * 1024;

/** Server-sent events (WHATWG HTML, 9.2) of one listener: what the log gives it, no faster than it reads. */
export class EventStream extends Readable {
  #subscription: Promise<Subscription> | undefined;
  #takeMore: (() => void) | undefined;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(private readonly options: EventStreamOptions) {
    super({ highWaterMark: BUFFER_BYTES });
    this.#heartbeat = setInterval(() => this.#beat(), options.heartbeatMilliseconds).unref();
  }

  /** Begins to listen. @throws what `follow` throws, and then nothing is streamed */
  async listen(follow: (handler: (part: FeedPart) => Promise<void>) => Promise<Subscription>): Promise<void> {
    this.push(': the feed of the contract ledger\n\n');
    try {
      this.#subscription = follow((part) => this.#show(part));
      const { ended } = await this.#subscription;
      ended.catch((cause: unknown) => this.destroy(Error.isError(cause) ? cause : new Error(String(cause))));
    } catch (cause) {
      this.#subscription = undefined;
      this.destroy();
      throw cause;
    }
  }

  /** Says goodbye: a listener who reads gets to the end, one who does not is cut off. */
  finish(): void {
    if (this.#takeMore === undefined) this.push(null);
    else this.destroy();
  }

  override _read(): void {
    this.#takeMore?.();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearInterval(this.#heartbeat);
    this.#takeMore?.();
    const closed = this.#subscription?.then((subscription) => subscription.close()) ?? Promise.resolve();
    closed.then(
      () => callback(error),
      () => callback(error),
    );
  }

  async #show({ events, position }: FeedPart): Promise<void> {
    for (const event of events) await this.#say(messageOf(event));
    if (events.at(-1)?.position !== String(position)) await this.#say(placeMark(position));
  }

  /** Resolves when there is room for more. */
  async #say(text: string): Promise<void> {
    if (this.destroyed || this.readableEnded || this.push(text)) return;
    const patience = setTimeout(() => this.destroy(), this.options.patienceMilliseconds).unref();
    await new Promise<void>((resolve) => (this.#takeMore = resolve));
    clearTimeout(patience);
    this.#takeMore = undefined;
  }

  #beat(): void {
    if (this.#takeMore === undefined && !this.destroyed) this.push(': alive\n\n');
  }
}

const messageOf = (event: CloudEvent): string =>
  `id: ${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** Moves `Last-Event-ID` on without an event: it has an id and no data. */
const placeMark = (position: bigint): string => `id: ${String(position)}\n\n`;
