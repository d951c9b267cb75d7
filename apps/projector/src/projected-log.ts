import { isoInstant, type Clock } from '@ledger/kernel';
import type { BesideStore, EventStore, MirroredEventStore } from '@ledger/event-store';
import type { Lag } from './health/health.js';

/** The log as it is kept, and as it is read here: by way of a mirror where it is far away. */
export class ProjectedLog {
  constructor(
    readonly source: EventStore,
    readonly mirror: MirroredEventStore | undefined,
    private readonly clock: Clock,
    /** Where the values of personal data stand, if not in the log; it is closed with the source. */
    readonly beside?: BesideStore,
  ) {}

  get read(): EventStore {
    return this.mirror ?? this.source;
  }
  get isReady(): boolean {
    return this.mirror?.state().isUsable ?? true;
  }

  /** How far the read model is behind. @param head of the source */
  async lag(checkpoint: bigint, head: bigint): Promise<Lag> {
    if (checkpoint >= head) return { events: 0, seconds: 0 };
    const { events } = await this.source.readAll({ after: checkpoint, limit: 1 });
    const recordedAt = recordedAtOf(events[0]?.metadata ?? '{}');
    const seconds = recordedAt === undefined ? 0 : (Date.parse(isoInstant(this.clock.now())) - recordedAt) / 1000;
    return { events: this.#eventsBetween(checkpoint, head), seconds: Math.max(0, seconds) };
  }

  async close(): Promise<void> {
    await this.mirror?.close();
    await this.source.close();
  }

  #eventsBetween(after: bigint, through: bigint): number | null {
    if (this.mirror === undefined) return this.source.isDense ? Number(through - after) : null;
    return this.mirror.state().position < through ? null : this.mirror.count({ after, through });
  }
}

const recordedAtOf = (metadata: string): number | undefined => {
  const { recordedAt } = JSON.parse(metadata) as { readonly recordedAt?: unknown };
  const milliseconds = typeof recordedAt === 'string' ? Date.parse(recordedAt) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
};
