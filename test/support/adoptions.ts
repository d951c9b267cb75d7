import { instant, type Instant } from '@ledger/kernel';
import type { AdoptionData, AdoptionEvent, Adoptions, AdoptionScope } from '@ledger/contract';

/** The events as recorded: named `a1`, `a2`, ..., a minute and ten places apart. */
export const adoptionsOf = (...events: readonly AdoptionEvent[]): Adoptions => ({
  recorded: events.map((event, index) => ({
    ...event,
    eventId: `a${String(index + 1)}`,
    revision: index,
    position: BigInt((index + 1) * 10),
    recordedAt: (instant('2026-07-01T00:00:00Z') + index * 60_000_000) as Instant,
  })),
});

/** For all contracts from 1 July 2026, unless it is said otherwise. */
export const adoptionData = (readings: readonly string[], data: Partial<AdoptionData> = {}): AdoptionData => ({
  readings,
  scope: 'all',
  adoptedOn: '2026-06-15',
  from: '2026-07-01',
  reason: '採用',
  ...data,
});

export const adopted = (readings: readonly string[], data: Partial<AdoptionData> = {}): AdoptionEvent => ({
  type: 'ReadingsAdopted',
  data: adoptionData(readings, data),
});

export const only = (...contractIds: readonly string[]): AdoptionScope => ({ contractIds });
