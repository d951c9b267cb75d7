import { randomInt } from 'node:crypto';
import { instantOfMilliseconds, type Clock, type Instant } from '@ledger/kernel';
import type { DeliveryFailure, DeliveryProgress, DeliveryStore } from '@ledger/projections';
import type { CloudEvent } from '../feed/cloud-event.js';
import type { Feed, FeedPart } from '../feed/feed.js';
import type { Outcome, Sender } from './https-sender.js';
import { isDead, retryDelay } from './retry-schedule.js';
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
  /** A receiver begins to fail. */
  readonly failing: (webhookId: string, reason: string) => void;
  readonly recovered: (webhookId: string) => void;
  /** Nothing more is sent until somebody asks for a replay. */
  readonly dead: (webhookId: string, reason: string) => void;
  /** The log, or the store of the deliveries, failed: it is tried again. */
  readonly stopped: (cause: unknown) => void;
}

/** Contracts whose events are on their way to one receiver at the same time. */
const AT_ONCE = 8;
/** So many contracts' deliveries fail before the others are left for the next time, though some arrive. */
const FAILURES_OF_A_ROUND = 3;
/** Somebody who asks for nothing more. */
const GONE = 410;
const LOOK_MILLISECONDS = 60_000;
const CHANCES = 1000;

/**
 * Delivers to one webhook: a part of the log at a time, the events of each contract one after the other, several contracts at once. An
 * event counts as delivered when the receiver has said so; only then does the position pass it.
 */
export class Courier {
  #webhook: Webhook | undefined;
  #progress: DeliveryProgress | undefined;
  /** Beyond the position. */
  readonly #delivered = new Set<string>();
  readonly #troubled = new Set<string>();
  #isChanged = true;
  #saving: Promise<void> = Promise.resolve();
  #saved: DeliveryProgress | undefined;
  #wake: () => void = () => undefined;
  #isAwake = false;
  readonly #closing = new AbortController();

  constructor(
    private readonly webhookId: string,
    private readonly tools: CourierTools,
  ) {}

  /** Until it is closed, or the webhook has ended. */
  async run(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      try {
        if (!(await this.#step())) return;
      } catch (cause) {
        if (this.#isClosed()) return;
        this.tools.report.stopped(cause);
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
      await this.#rest(pause);
      return true;
    }
    const part = await this.tools.feed.next(webhook, progress.position);
    if (part === undefined) await this.#rest(LOOK_MILLISECONDS);
    else await this.#deliver(webhook, part);
    return true;
  }

  /** Reads the webhook; where a replay was asked for, begins there. */
  async #learn(): Promise<void> {
    this.#isChanged = false;
    const webhook = await this.tools.webhooks.read(this.webhookId);
    this.#webhook = webhook;
    if (webhook === undefined) return;
    const { webhookId, begin } = webhook;
    const known = this.#progress ?? (await this.tools.deliveries.progress(webhookId));
    this.#progress = known;
    if (known !== undefined && known.begunBy >= begin.revision) return;
    this.#delivered.clear();
    this.#troubled.clear();
    this.#progress = { webhookId, position: begin.after, begunBy: begin.revision, failure: undefined };
    await this.#save();
  }

  /** Milliseconds until something may be sent. */
  #pause({ failure }: DeliveryProgress): number {
    if (failure === undefined) return 0;
    if (failure.nextAttemptAt === undefined) return LOOK_MILLISECONDS; // until it is woken by a replay
    return Math.ceil((failure.nextAttemptAt - this.tools.clock.now()) / 1000);
  }

  async #deliver(webhook: Webhook, part: FeedPart): Promise<void> {
    const round = { arrived: 0, failed: [] as Failed[] };
    const queue = this.#chains(part);
    const work = async (): Promise<void> => {
      for (let chain = queue.shift(); chain !== undefined; chain = queue.shift()) {
        for (const event of chain) {
          if (this.#isInterrupted() || isDown(round)) return;
          const outcome = await this.#send(webhook, event);
          if (!outcome.isDelivered) {
            this.#troubled.add(event.source);
            round.failed.push({ event, outcome });
            break;
          }
          round.arrived += 1;
          await this.#arrived(event, part);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, work));
    if (this.#isInterrupted()) return;
    await this.#conclude(part, round.failed);
  }

  /** The events still to be delivered, contract by contract; those that failed before come last, so that they hold up nobody else. */
  #chains({ events }: FeedPart): CloudEvent[][] {
    const open = events.filter(({ id }) => !this.#delivered.has(id));
    const chains = [...Map.groupBy(open, ({ source }) => source)];
    const isTroubled = ([source]: (typeof chains)[number]): number => Number(this.#troubled.has(source));
    return chains.sort((a, b) => isTroubled(a) - isTroubled(b)).map(([, chain]) => chain);
  }

  #send(webhook: Webhook, event: CloudEvent): Promise<Outcome> {
    const now = this.tools.clock.now();
    const body = JSON.stringify(event);
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'contract-ledger',
      ...signedHeaders(signingSecrets(webhook, now), { id: event.id, timestamp: Math.floor(now / 1e6), body }),
    };
    return this.tools.sender.send({ url: webhook.url, headers, body }, this.#closing.signal);
  }

  /** Moves the position on as far as everything before is delivered. */
  async #arrived({ id, source }: CloudEvent, { events }: FeedPart): Promise<void> {
    this.#delivered.add(id);
    this.#troubled.delete(source);
    let position: string | undefined;
    for (const event of events) {
      if (!this.#delivered.has(event.id)) break;
      position = event.position;
    }
    if (position !== undefined && BigInt(position) > this.#known().position)
      await this.#update({ position: BigInt(position) });
  }

  async #conclude({ position }: FeedPart, failed: readonly Failed[]): Promise<void> {
    const before = this.#known().failure;
    const [first] = failed;
    if (first !== undefined) {
      await this.#failed(before, failed.find(({ outcome }) => outcome.status === GONE) ?? first);
      return;
    }
    this.#delivered.clear();
    if (before !== undefined) this.tools.report.recovered(this.webhookId);
    await this.#update({ position, failure: undefined });
  }

  async #failed(before: DeliveryFailure | undefined, { event, outcome }: Failed): Promise<void> {
    const { status, reason, askedFor } = outcome;
    const lastAt = this.tools.clock.now();
    const since = before?.since ?? lastAt;
    const attempts = (before?.attempts ?? 0) + 1;
    const isOver = status === GONE || isDead((lastAt - since) / 1000);
    const delay = retryDelay(attempts, randomInt(CHANCES + 1) / CHANCES, askedFor);
    const nextAttemptAt = isOver ? undefined : laterBy(lastAt, delay);
    await this.#update({ failure: { since, attempts, lastAt, reason, status, eventId: event.id, nextAttemptAt } });
    if (isOver) this.tools.report.dead(this.webhookId, reason);
    else if (before === undefined) this.tools.report.failing(this.webhookId, reason);
  }

  #update(change: Partial<Pick<DeliveryProgress, 'position' | 'failure'>>): Promise<void> {
    this.#progress = { ...this.#known(), ...change };
    return this.#save();
  }

  /** One write after the other, and of those that wait only the last. */
  #save(): Promise<void> {
    this.#saving = this.#saving
      .catch(() => undefined)
      .then(async () => {
        const progress = this.#known();
        if (progress === this.#saved) return;
        await this.tools.deliveries.save(progress);
        this.#saved = progress;
      });
    return this.#saving;
  }

  #known(): DeliveryProgress {
    if (this.#progress === undefined) throw new Error(`nothing is known of webhook ${this.webhookId}`);
    return this.#progress;
  }

  #isInterrupted(): boolean {
    return this.#isChanged || this.#isClosed();
  }

  #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  async #rest(milliseconds: number): Promise<void> {
    if (this.#isAwake || this.#isClosed()) return;
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

interface Failed {
  readonly event: CloudEvent;
  readonly outcome: Extract<Outcome, { isDelivered: false }>;
}

/** Whether it is the receiver that fails, and not single events. */
const isDown = ({ arrived, failed }: { readonly arrived: number; readonly failed: readonly unknown[] }): boolean =>
  failed.length >= (arrived === 0 ? 1 : FAILURES_OF_A_ROUND);

const laterBy = (moment: Instant, milliseconds: number): Instant =>
  instantOfMilliseconds(Math.ceil(moment / 1000) + milliseconds);
