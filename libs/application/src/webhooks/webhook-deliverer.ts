import type { EventStore, RecordedEvent, Subscription } from '@ledger/event-store';
import { Courier, type CourierTools, type DeliveryRight } from './courier.js';
import { webhookOf } from './webhook.js';
import type { WebhookDirectory } from './webhook-directory.js';

export interface DelivererOptions extends CourierTools {
  readonly store: EventStore;
  readonly directory: WebhookDirectory;
}
interface Delivering {
  /** Whether other processes register webhooks, too. */
  readonly watches: boolean;
  /** What others stand by for; undefined where nobody else could deliver. */
  readonly right?: DeliveryRight | undefined;
}

/** After a failure of the log it is read again after this time. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Delivers to all webhooks. Where several processes could, the right to deliver says which one does: another sends nothing, and what it
 * would remember is refused.
 */
export class WebhookDeliverer {
  #term: DeliveryTerm | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(private readonly options: DelivererOptions) {
    options.webhooks.onChange((webhookId) => this.#term?.changed(webhookId));
  }

  /** Begins in the background where it left off, as soon as what was begun before has ended. */
  start(how: Delivering): void {
    this.#end();
    const term = new DeliveryTerm(this.options, how);
    this.#term = term;
    void this.#ended.then(() => term.begin());
  }

  /** Looks at once whether something is due, such as after the clock was set. */
  wake(): void {
    this.#term?.wake();
  }

  /** Interrupts what is on its way. It can be started again. */
  async close(): Promise<void> {
    this.#end();
    await this.#ended;
    if (this.#term === undefined) this.options.sender.close();
  }

  #end(): void {
    const term = this.#term;
    this.#term = undefined;
    if (term !== undefined) this.#ended = Promise.all([this.#ended, term.end()]).then(() => undefined);
  }
}

/** From one start to its end. It follows the log only while there is somebody to deliver to, or while it watches for webhooks. */
class DeliveryTerm {
  readonly #couriers = new Map<string, { readonly courier: Courier; readonly done: Promise<void> }>();
  #subscription: Subscription | undefined;
  #beginning: Promise<void> | undefined;
  #isClosed = false;
  #again: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: DelivererOptions,
    private readonly how: Delivering,
  ) {}

  begin(): void {
    if (this.#isClosed) return;
    this.#beginning ??= this.#take()
      .catch((cause: unknown) => this.#failed(cause))
      .finally(() => (this.#beginning = undefined));
  }

  wake(): void {
    for (const { courier } of this.#couriers.values()) courier.wake();
  }

  changed(webhookId: string): void {
    if (this.#isClosed) return;
    const known = this.#couriers.get(webhookId);
    if (known === undefined) this.#serve(webhookId).catch((cause: unknown) => this.#failed(cause));
    else known.courier.changed();
  }

  /** Sends nothing more from now on; resolves when nothing is done any more. */
  async end(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#again);
    for (const { courier } of this.#couriers.values()) courier.close();
    await this.#beginning;
    await this.#subscription?.close();
    await Promise.all([...this.#couriers.values()].map(({ done }) => done));
  }

  async #take(): Promise<void> {
    if (this.how.watches) await this.#follow();
    for (const webhookId of await this.options.directory.ids()) {
      const webhook = await this.options.webhooks.read(webhookId);
      if (webhook === undefined) continue;
      const isLeft = webhook.ended !== undefined && (await this.options.deliveries.heldSummary(webhookId)).streams > 0;
      if (webhook.ended === undefined || isLeft) await this.#serve(webhookId);
    }
    if (this.#couriers.size > 0) await this.#follow();
    this.wake(); // what came before the log was followed
  }

  async #serve(webhookId: string): Promise<void> {
    if (this.#isClosed || this.#couriers.has(webhookId)) return;
    const courier = new Courier(webhookId, this.options, this.how.right);
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
      if (webhookId !== undefined) this.changed(webhookId);
    }
    this.wake();
  }

  #failed(cause: unknown): void {
    if (this.#isClosed) return;
    this.options.report.stopped(cause);
    this.#subscription = undefined;
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.begin(), PAUSE_MILLISECONDS).unref();
  }
}
