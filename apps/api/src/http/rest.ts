import { Session } from 'node:inspector/promises';
import type { FastifyInstance } from 'fastify';

/** A server that was asked nothing for so long is at rest. Others look often whether it is alive: `/health` does not count. */
const REST_MILLISECONDS = 10_000;
/** With less than this there is little to give back, and with little more than the last time left. */
const [MUCH_MEMORY_BYTES, MUCH_MORE_BYTES] = [256_000_000, 32_000_000];

/**
 * Gives memory back when the server comes to rest after much work: what V8 has collected it keeps for later, and lets go of it, some 80 MB,
 * only where memory is wanted. That takes a few tenths of a second, and what was compiled has to be compiled again: so not between one
 * request and the next.
 */
export const giveMemoryBackAtRest = (fastify: FastifyInstance): void => {
  const rest = new Rest(REST_MILLISECONDS, givingBack());
  fastify.addHook('onResponse', (request, _reply, done) => {
    if (!request.url.startsWith('/health')) rest.worked();
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    rest.end();
    done();
  });
};

/** Does something once, each time that work was followed by nothing for a while. */
export class Rest {
  #isRested = true;
  readonly #timer: NodeJS.Timeout;

  constructor(
    milliseconds: number,
    private readonly atRest: () => Promise<void>,
  ) {
    this.#timer = setTimeout(() => this.#rests(), milliseconds).unref();
  }

  worked(): void {
    this.#isRested = false;
    this.#timer.refresh();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #rests(): void {
    if (this.#isRested) return;
    this.#isRested = true;
    this.atRest().catch(() => undefined); // what is not given back now is the next time
  }
}

const givingBack = (): (() => Promise<void>) => {
  let enough = MUCH_MEMORY_BYTES;
  return async () => {
    if (process.memoryUsage.rss() < enough) return;
    await collectGarbage();
    enough = Math.max(MUCH_MEMORY_BYTES, process.memoryUsage.rss() + MUCH_MORE_BYTES);
  };
};

const collectGarbage = async (): Promise<void> => {
  const session = new Session();
  session.connect();
  try {
    await session.post('HeapProfiler.collectGarbage');
  } finally {
    session.disconnect();
  }
};
