import { StoreDamaged, type EventStore } from '@ledger/event-store';
import type { DeliveryStore } from '@ledger/projections';
import { webhookOf } from './webhook.js';

const EVENTS_AT_ONCE = 500;

/** Knows which webhooks there are: what it found is kept, and only what the log holds since is looked through. */
export class WebhookDirectory {
  #looking: Promise<readonly string[]> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly deliveries: DeliveryStore,
  ) {}

  /**
   * The webhooks registered by now, ended ones among them, in the order of their ids.
   * @throws {StoreDamaged} where the log is shorter than it was
   */
  async ids(): Promise<readonly string[]> {
    await this.#looking?.catch(() => undefined); // it may have begun before what is asked for was recorded
    this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #look(): Promise<readonly string[]> {
    const head = await this.store.head();
    const known = await this.deliveries.index();
    if (known !== undefined && known.position > head) {
      const ends = `it ends at position ${String(head)}`;
      throw new StoreDamaged(`${ends}, but the deliveries of webhooks know it up to ${String(known.position)}`);
    }
    if (known === undefined) await this.deliveries.extendIndex({ position: head, webhookIds: await this.#named() });
    else if (known.position < head) await this.#lookThrough(known.position, head);
    return (await this.deliveries.index())?.webhookIds ?? [];
  }

  async #named(): Promise<readonly string[]> {
    const webhookIds: string[] = [];
    for await (const streams of this.store.streamNames())
      webhookIds.push(...streams.flatMap((one) => webhookOf(one) ?? []));
    return webhookIds;
  }

  async #lookThrough(after: bigint, head: bigint): Promise<void> {
    for (let position = after; position < head;) {
      const { events } = await this.store.readAll({ after: position, limit: EVENTS_AT_ONCE });
      position = events.at(-1)?.position ?? head;
      const webhookIds = events.flatMap(({ stream }) => webhookOf(stream) ?? []);
      await this.deliveries.extendIndex({ position, webhookIds });
    }
  }
}
