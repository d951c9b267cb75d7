import type { Clock } from '@ledger/kernel';
import {
  LeaseLost,
  type DeliveryProgress,
  type DeliveryStore,
  type DeliveryUpdate,
  type Fence,
} from '@ledger/projections';
import type { FedEvent, FedPart, Feed } from '../feed/feed.js';
import { updateAfter } from './delivery-failures.js';
import { DeliveryRound, type Chain } from './delivery-round.js';
import type { Outcome, Sender } from './https-sender.js';
import { signedHeaders } from './standard-webhooks.js';
import { signingSecrets, type Webhook } from './webhook.js';
import type { Webhooks } from './webhooks.js';

/** What a courier works with. */
export interface CourierTools {
  readonly webhooks: Webhooks;
  readonly feed: Feed;
  readonly deliveries: DeliveryStore;
  readonly clock: Clock;
  readonly sender: Sender;
  readonly report: DeliveryReport;
}
/** Told of what is out of the ordinary; never an address or a secret. */
export interface DeliveryReport {
  /** A receiver begins to fail, with everything or with some. */
  readonly failing: (webhookId: string, reason: string) => void;
  readonly recovered: (webhookId: string) => void;
  /** Nothing more of a stream is sent until somebody resumes the deliveries. */
  readonly givenUp: (webhookId: string, stream: string, reason: string) => void;
  /** Nothing more is sent at all until somebody resumes the deliveries. */
  readonly dead: (webhookId: string, reason: string) => void;
  /** The log, or the store of the deliveries, failed: it is tried again. */
  readonly stopped: (cause: unknown) => void;
}
/** What gives a process the right to deliver while others stand by. */
export interface DeliveryRight {
  readonly fence: Fence;
  /** Whether it certainly holds at this moment. */
  readonly isHeld: () => boolean;
}

/** Streams whose events are on their way to one receiver at the same time. */
const AT_ONCE = 8;
/** Streams held back that are tried again in one round, and how many events of each. */
const [HELD_AT_ONCE, EVENTS_OF_A_HELD] = [16, 100];
const LOOK_MILLISECONDS = 60_000;

/**
 * Delivers to one webhook: a part of the log at a time, the events of each stream one after the other, several streams at once. An event
 * counts as delivered when the receiver has said so; only then does the position pass it. A stream of which an event is not taken is held
 * back, in the store, and tried again by itself; the others go on.
 */
export class Courier {
  #webhook: Webhook | undefined;
  #progress: DeliveryProgress | undefined;
  /** Beyond the position. */
  readonly #delivered = new Set<string>();
  readonly #failedInARow = new Set<string>();
  #isFailing = false;
  #isChanged = true;
  #saving: Promise<void> = Promise.resolve();
  #saved: DeliveryProgress | undefined;
  #wake: () => void = () => undefined;
  #isAwake = false;
  readonly #closing = new AbortController();

  /** @param right undefined where nobody else could deliver */
  constructor(
    private readonly webhookId: string,
    private readonly tools: CourierTools,
    private readonly right?: DeliveryRight,
  ) {}

  /** Until it is closed, the webhook has ended, or another has the right to deliver. */
  async run(): Promise<void> {
    while (!this.#isClosed()) {
      try {
        if (!(await this.#step())) return;
      } catch (cause) {
        if (this.#isClosed()) return;
        this.tools.report.stopped(cause);
        if (cause instanceof LeaseLost) return;
        this.#progress = undefined; // what counts is what was kept
        this.#saved = undefined;
        await this.#rest(LOOK_MILLISECONDS / 60);
        this.#isChanged = true;
      }
    }
  }

  /** To be called when the log has grown, or time has passed. */
  wake(): void {
    this.#isAwake = true;
    this.#wake();
  }

  /** To be called when the webhook itself was changed. */
  changed(): void {
    this.#isChanged = true;
    this.wake();
  }

  /** Interrupts what is on its way; it is delivered again. */
  close(): void {
    this.#closing.abort();
    this.#wake();
  }

  /** @returns false when there is nothing more to do */
  async #step(): Promise<boolean> {
    this.#isAwake = false;
    if (this.#isChanged) await this.#learn();
    const [webhook, progress] = [this.#webhook, this.#progress];
    if (webhook === undefined || progress === undefined || webhook.ended !== undefined) return false;
    const pause = this.#pause(progress);
    if (pause > 0) {
      if (!(await this.#countWaiting(webhook, progress))) await this.#rest(pause);
      return true;
    }
    if (!(await this.#deliver(webhook, progress))) await this.#rest(await this.#untilNextAttempt());
    return true;
  }

  /** Reads the webhook; where it was asked to begin again, or to resume, does. */
  async #learn(): Promise<void> {
    this.#isChanged = false;
    const webhook = await this.tools.webhooks.read(this.webhookId);
    this.#webhook = webhook;
    if (webhook === undefined) return;
    const { webhookId, begin, resumed } = webhook;
    const known = this.#progress ?? (await this.tools.deliveries.progress(webhookId));
    this.#progress = known;
    if (webhook.ended !== undefined) {
      if (known !== undefined) await this.#forgetHeld(known);
    } else if (known === undefined || known.begunBy < begin.revision) {
      this.#delivered.clear();
      const anew = { webhookId, position: begin.after, failure: undefined, waiting: undefined };
      const begunBy = Math.max(begin.revision, resumed ?? 0);
      await this.#save({ progress: { ...anew, begunBy, deliveredAt: known?.deliveredAt }, all: 'released' });
    } else if (resumed !== undefined && known.begunBy < resumed) {
      const progress = { ...known, begunBy: resumed, failure: undefined, waiting: undefined };
      await this.#save({ progress, all: { triedAt: this.tools.clock.now(), alsoGivenUp: true } });
    }
  }

  /** What an ended webhook's receiver held up waits for nothing any more; that it did not arrive stays to be seen. */
  async #forgetHeld(progress: DeliveryProgress): Promise<void> {
    const { first } = await this.tools.deliveries.heldSummary(this.webhookId);
    if (first === undefined) return;
    const position = first.position > progress.position ? progress.position : first.position - 1n;
    await this.#save({ progress: { ...progress, position }, all: 'released' });
  }

  /** Milliseconds until something may be sent. */
  #pause({ failure }: DeliveryProgress): number {
    if (failure === undefined) return 0;
    if (failure.nextAttemptAt === undefined) return LOOK_MILLISECONDS; // until it is woken by whoever resumes it
    return Math.ceil((failure.nextAttemptAt - this.tools.clock.now()) / 1000);
  }

  /** While nothing is sent, what is recorded is counted. @returns false when all of it is */
  async #countWaiting(webhook: Webhook, progress: DeliveryProgress): Promise<boolean> {
    const { events, upTo } = progress.waiting ?? { events: 0, upTo: progress.position };
    const part = await this.tools.feed.next(webhook, upTo);
    if (part === undefined) return false;
    const wanted = part.events.filter(({ event }) => !this.#delivered.has(event.id));
    await this.#save({ progress: { ...progress, waiting: { events: events + wanted.length, upTo: part.position } } });
    return true;
  }

  /** One round, as far as there is anything to send. @returns false when there is nothing */
  async #deliver(webhook: Webhook, progress: DeliveryProgress): Promise<boolean> {
    const { deliveries, feed, clock } = this.tools;
    const isProbe = progress.failure !== undefined; // whatever may be sent is tried, one stream after the other
    const part = await feed.next(webhook, progress.position);
    const streams = [...new Set(part?.events.map(({ stream }) => stream))];
    const heldBefore = await deliveries.heldAmong(webhook.webhookId, streams);
    const due = await deliveries.heldDue(webhook.webhookId, isProbe ? undefined : clock.now(), HELD_AT_ONCE);
    if (part === undefined && due.length === 0 && !isProbe) return false;
    const chains = this.#chains(part, new Set(heldBefore.map(({ stream }) => stream)));
    for (const held of due) {
      const from = { revision: held.revision, upTo: progress.position, limit: EVENTS_OF_A_HELD };
      chains.push({ stream: held.stream, held, ...(await feed.nextOf(webhook, held.stream, from)) });
    }
    if (isProbe) this.#failedInARow.clear();
    const round = new DeliveryRound({
      atOnce: isProbe ? 1 : AT_ONCE,
      failedInARow: this.#failedInARow,
      isProbe,
      send: (fed) => this.#send(webhook, fed),
      arrived: (fed) => this.#arrived(fed, part),
      isInterrupted: () => this.#isChanged || this.#isClosed(),
    });
    await round.run(chains);
    if (this.#isChanged || this.#isClosed()) return true;
    const state = { progress: this.#known(), part, heldBefore, delivered: this.#delivered, now: clock.now() };
    await this.#conclude(updateAfter(round, state), part);
    return true;
  }

  /** The events of a part that are to be delivered, stream by stream. */
  #chains(part: FedPart | undefined, heldStreams: ReadonlySet<string>): Chain[] {
    const open = part?.events.filter(({ stream, event }) => !heldStreams.has(stream) && !this.#delivered.has(event.id));
    const byStream = Map.groupBy(open ?? [], ({ stream }) => stream);
    return [...byStream].map(([stream, events]) => ({ stream, events, held: undefined, next: undefined }));
  }

  async #send(webhook: Webhook, { event }: FedEvent): Promise<Outcome> {
    if (this.right?.isHeld() === false) throw new LeaseLost(this.right.fence);
    const now = this.tools.clock.now();
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'contract-ledger',
      ...signedHeaders(signingSecrets(webhook, now), { id: event.id, timestamp: Math.floor(now / 1e6), body }),
    };
    return this.tools.sender.send({ url: webhook.url, headers, body }, this.#closing.signal);
  }

  /** Moves the position on as far as everything before is delivered; what is held back is passed at the end of the round. */
  async #arrived({ event: { id } }: FedEvent, part: FedPart | undefined): Promise<void> {
    this.#delivered.add(id);
    const progress = this.#known();
    let { position } = progress;
    for (const { event } of part?.events ?? []) {
      if (!this.#delivered.has(event.id)) break;
      if (BigInt(event.position) > position) position = BigInt(event.position);
    }
    if (position > progress.position) await this.#save({ progress: { ...progress, position } });
  }

  async #conclude(update: DeliveryUpdate, part: FedPart | undefined): Promise<void> {
    const before = this.#known().failure;
    const { progress, held = [] } = update;
    await this.#save(update);
    if (progress.position === (part?.position ?? progress.position)) this.#delivered.clear();
    const { report } = this.tools;
    for (const { stream, failure } of held) {
      if (failure.nextAttemptAt === undefined) report.givenUp(this.webhookId, stream, failure.reason);
    }
    const { failure = held.find((one) => one.failure.attempts > 0)?.failure } = progress;
    if (failure !== undefined) {
      if (!this.#isFailing) report.failing(this.webhookId, failure.reason);
      this.#isFailing = true;
    } else if (this.#isFailing || before !== undefined) {
      const { streams } = await this.tools.deliveries.heldSummary(this.webhookId);
      if (streams > 0) return;
      this.#isFailing = false;
      report.recovered(this.webhookId);
    }
    if (progress.failure !== undefined && progress.failure.nextAttemptAt === undefined) {
      report.dead(this.webhookId, progress.failure.reason);
    }
  }

  async #untilNextAttempt(): Promise<number> {
    const { nextAttemptAt } = await this.tools.deliveries.heldSummary(this.webhookId);
    if (nextAttemptAt === undefined) return LOOK_MILLISECONDS;
    return Math.min(Math.max(0, Math.ceil((nextAttemptAt - this.tools.clock.now()) / 1000)), LOOK_MILLISECONDS);
  }

  /** One write after the other; of those that move the position on and nothing else, the last of those that wait. */
  #save(update: DeliveryUpdate): Promise<void> {
    this.#progress = update.progress;
    const isWhole = update.all !== undefined || (update.released?.length ?? 0) > 0 || (update.held?.length ?? 0) > 0;
    this.#saving = this.#saving
      .catch(() => undefined)
      .then(async () => {
        const progress = isWhole ? update.progress : this.#known();
        if (!isWhole && progress === this.#saved) return;
        await this.tools.deliveries.save({ ...update, progress }, this.right?.fence);
        this.#saved = progress;
      });
    return this.#saving;
  }

  #known(): DeliveryProgress {
    if (this.#progress === undefined) throw new Error(`nothing is known of webhook ${this.webhookId}`);
    return this.#progress;
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #rest(milliseconds: number): Promise<void> {
    if (this.#isAwake || this.#isClosed() || milliseconds <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = () => undefined;
  }
}
