import type { HeldStream } from '@ledger/projections';
import type { FedEvent } from '../feed/feed.js';
import type { Outcome } from './https-sender.js';

/** Events of one stream, one after the other: each is sent when the one before has arrived. */
export interface Chain {
  readonly stream: string;
  readonly events: readonly FedEvent[];
  /** What was held back before; undefined for events of the next part of the log. */
  readonly held: HeldStream | undefined;
  /** Where the stream's next event may stand when all of these have arrived; undefined where none waits then. */
  readonly next: Pick<HeldStream, 'revision' | 'position'> | undefined;
}
export interface ChainEnd {
  readonly chain: Chain;
  /** How many of its events arrived. */
  readonly arrived: number;
  /** The first that did not. */
  readonly failed: FailedEvent | undefined;
}
export interface FailedEvent {
  readonly fed: FedEvent;
  readonly outcome: Extract<Outcome, { isDelivered: false }>;
}
interface RoundOptions {
  readonly atOnce: number;
  /** Streams that failed one after the other while nothing arrived, in this round and before. */
  readonly failedInARow: Set<string>;
  /** Whether nothing was taken before: then what was held back counts as much as what is new. */
  readonly isProbe: boolean;
  readonly send: (fed: FedEvent) => Promise<Outcome>;
  readonly arrived: (fed: FedEvent) => Promise<void>;
  readonly isInterrupted: () => boolean;
}

/** So many streams fail, one after the other and nothing else arrives: it is the receiver that fails, and not single events. */
const STREAMS_OF_A_BREAKDOWN = 3;
/** Somebody who asks for nothing more. */
export const GONE = 410;
const TOO_MANY_REQUESTS = 429;

/** One attempt at everything that may be sent to a receiver now, given up when it turns out that the receiver takes nothing. */
export class DeliveryRound {
  readonly #ends: ChainEnd[] = [];
  #hasArrived = false;
  #isRefused = false;
  #isBroken = false;

  constructor(private readonly options: RoundOptions) {}

  /** @param chains in the order in which they begin @throws what sending and remembering throw, when nothing is on its way any more */
  async run(chains: readonly Chain[]): Promise<void> {
    const queue = [...chains];
    const work = async (): Promise<void> => {
      for (let chain = queue.shift(); chain !== undefined; chain = queue.shift()) {
        if (this.#isOver()) return;
        const end = await this.#send(chain);
        if (end !== undefined) this.#ends.push(end);
      }
    };
    const broken = (cause: unknown): never => {
      this.#isBroken = true;
      throw cause;
    };
    // Whatever breaks, nothing is on its way any more when this is over.
    const length = Math.min(this.options.atOnce, queue.length);
    const works = await Promise.allSettled(Array.from({ length }, () => work().catch(broken)));
    for (const one of works) if (one.status === 'rejected') throw one.reason;
  }

  /** What became of the chains that were begun. */
  get ends(): readonly ChainEnd[] {
    return this.#ends;
  }
  get hasArrived(): boolean {
    return this.#hasArrived;
  }
  /** Whether the receiver takes nothing at the moment. */
  get isDown(): boolean {
    return this.#isRefused || this.options.failedInARow.size >= STREAMS_OF_A_BREAKDOWN;
  }
  /** What speaks for all that failed; undefined where nothing did. */
  get failure(): FailedEvent | undefined {
    const failed = this.#ends.flatMap((end) => end.failed ?? []);
    return failed.find(({ outcome }) => outcome.status === GONE) ?? failed.at(-1);
  }

  async #send(chain: Chain): Promise<ChainEnd | undefined> {
    let arrived = 0;
    for (const fed of chain.events) {
      if (this.#isOver()) break;
      const outcome = await this.options.send(fed);
      if (outcome.isDelivered) {
        arrived += 1;
        this.#hasArrived = true;
        this.options.failedInARow.clear();
        await this.options.arrived(fed);
        continue;
      }
      if (this.options.isInterrupted()) return undefined; // nothing is known of that attempt
      // That a stream fails again that failed before says nothing new of the receiver.
      if (chain.held === undefined || this.options.isProbe) this.options.failedInARow.add(chain.stream);
      this.#isRefused ||= outcome.status === GONE || outcome.status === TOO_MANY_REQUESTS;
      return { chain, arrived, failed: { fed, outcome } };
    }
    return { chain, arrived, failed: undefined };
  }

  #isOver(): boolean {
    return this.isDown || this.#isBroken || this.options.isInterrupted();
  }
}
