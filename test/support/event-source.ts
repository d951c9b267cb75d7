/** A message of a stream of server-sent events. One with an id alone has neither type nor data. */
export interface Message {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly data: string | undefined;
  readonly isComment: boolean;
}

/** A listener of server-sent events over fetch, as far as this feed's messages go. */
export class EventSource {
  #text = '';
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();

  private constructor(
    readonly response: Response,
    private readonly connection: AbortController,
  ) {
    if (response.body === null) throw new Error('there is no stream');
    this.#reader = response.body.getReader();
  }

  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventSource> {
    const connection = new AbortController();
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', ...headers },
      signal: connection.signal,
    });
    return new EventSource(response, connection);
  }

  /** The next message; undefined when the stream has ended. */
  async next(): Promise<Message | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end !== -1) {
        const message = messageIn(this.#text.slice(0, end));
        this.#text = this.#text.slice(end + 2);
        return message;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** The next message with data. */
  async event(): Promise<Message> {
    for (;;) {
      const message = await this.next();
      if (message === undefined) throw new Error('the stream has ended');
      if (message.data !== undefined) return message;
    }
  }

  /** The next one that says where the stream is. */
  async place(): Promise<string> {
    for (;;) {
      const message = await this.next();
      if (message === undefined) throw new Error('the stream has ended');
      if (message.id !== undefined) return message.id;
    }
  }

  close(): void {
    this.connection.abort();
  }
}

const messageIn = (text: string): Message => {
  const fields = text.split('\n').map((line) => line.split(/: (.*)/s));
  const field = (name: string): string | undefined => fields.find(([key]) => key === name)?.[1];
  return { id: field('id'), type: field('event'), data: field('data'), isComment: text.startsWith(':') };
};
