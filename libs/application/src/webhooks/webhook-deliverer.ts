import type { EventStore, RecordedEvent, Subscription } from '@ledger/event-store';
import { Courier, type CourierTools } from './courier.js';
import { webhookOf } from './webhook.js';
import type { WebhookDirectory } from './webhook-directory.js';

export interface DelivererOptions extends CourierTools {
  readonly store: EventStore;
  readonly directory: WebhookDirectory;
}

/** After a failure of the log it is read again after this time. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Delivers to all webhooks. One deliverer is enough for a log: where there are two, receivers get what they get twice. It follows the log
 * only while there is somebody to deliver to, or while it watches for webhooks that other processes register.
 */
export class WebhookDeliverer {
  readonly #couriers = new Map<string, { readonly courier: Courier; readonly done: Promise<void> }>();
  #subscription: Subscription | undefined;
  #beginning: Promise<void> | undefined;
  #isClosed = true;
  #again: NodeJS.Timeout | undefined;
  #watches = false;

  constructor(private readonly options: DelivererOptions) {
    options.webhooks.onChange((webhookId) => this.#changed(webhookId));
  }

  /**
   * Begins in the background where it left off.
   * @param watches whether other processes register webhooks, too
   */
  start({ watches }: { readonly watches: boolean }): void {
    this.#isClosed = false;
    this.#watches = watches;
    this.#begin();
  }

  /** Looks at once whether something is due, such as after the clock was set. */
  wake(): void {
    for (const { courier } of this.#couriers.values()) courier.wake();
  }

  /** Interrupts what is on its way. It can be started again. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    await this.#beginning;
    const couriers = [...this.#couriers.values()];
    for (const { courier } of couriers) courier.close();
    await this.#subscription?.close();
    this.#subscription = undefined;
    await Promise.all(couriers.map(({ done }) => done));
    this.options.sender.close();
  }

  #begin(): void {
    this.#beginning ??= this.#take()
      .catch((cause: unknown) => this.#failed(cause))
      .finally(() => (this.#beginning = undefined));
  }

  async #take(): Promise<void> {
    if (this.#watches) await this.#follow();
    for (const webhookId of await this.options.directory.ids()) {
      const webhook = await this.options.webhooks.read(webhookId);
      if (webhook !== undefined && webhook.ended === undefined) await this.#serve(webhookId);
    }
    if (this.#couriers.size > 0) await this.#follow();
    this.wake(); // what came before the log was followed
  }

  #changed(webhookId: string): void {
    if (this.#isClosed) return;
    const known = this.#couriers.get(webhookId);
    if (known === undefined) this.#serve(webhookId).catch((cause: unknown) => this.#failed(cause));
    else known.courier.changed();
  }

  async #serve(webhookId: string): Promise<void> {
    if (this.#isClosed || this.#couriers.has(webhookId)) return;
    const courier = new Courier(webhookId, this.options);
    const done = courier.run().finally(() => this.#couriers.delete(webhookId));
    this.#couriers.set(webhookId, { courier, done });
    await this.#follow();
    courier.wake();
  }

  async #follow(): Promise<void> {
    if (this.#subscription !== undefined) return;
    const after = await this.options.store.head();
    if (this.#isClosed || (this.#subscription as Subscription | undefined) !== undefined) return;
    const subscription = this.options.store.subscribe({ after }, (events) => this.#grown(events));
    this.#subscription = subscription;
    subscription.ended.catch((cause: unknown) => this.#failed(cause));
  }

  #grown(events: readonly RecordedEvent[]): void {
    for (const { stream } of events) {
      const webhookId = webhookOf(stream);
      if (webhookId !== undefined) this.#changed(webhookId);
    }
    this.wake();
  }

  #failed(cause: unknown): void {
    if (this.#isClosed) return;
    this.options.report.stopped(cause);
    this.#subscription = undefined;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.#begin(), PAUSE_MILLISECONDS).unref();
  }
}
