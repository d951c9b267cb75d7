import { isoInstant } from '@ledger/kernel';
import type { Adoption, AdoptionEventType } from '@ledger/contract';
import type { StoredAdoptions } from './adoption-reader.js';

/** An adoption as it stands. */
export interface AdoptionAnswer {
  readonly adoptionId: string;
  /** The place, among all that was recorded of adoptions, of what was last said of this one. */
  readonly revision: number;
  readonly readings: readonly string[];
  /** The edition that everything is judged by; null: each fact by that of its date. */
  readonly edition: string | null;
  /** Whether it is for all contracts, or for those that it names. */
  readonly scope: 'all' | 'named';
  /** How many it names; null where it is for all. */
  readonly contracts: number | null;
  readonly adoptedOn: string;
  /** Questions about this day and later days are answered so. */
  readonly from: string;
  readonly reason: string;
  readonly disputeId: string | null;
  /** Whose token it was adopted with. */
  readonly author: string;
  readonly recordedAt: string;
  /** Where it stands in the log: a view known earlier does not know of it. */
  readonly position: string;
  /** It counts no more. */
  readonly isWithdrawn: boolean;
}
/** The adoption with the contracts that it names, and everything that was recorded of it. */
export interface AdoptionDetails extends AdoptionAnswer {
  readonly contractIds: readonly string[] | null;
  readonly events: readonly AdoptionEventAnswer[];
}
export interface AdoptionEventAnswer {
  readonly id: string;
  readonly type: AdoptionEventType;
  readonly revision: number;
  readonly position: string;
  readonly recordedAt: string;
  readonly who: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const adoptionAnswer = (adoption: Adoption, { metadata }: StoredAdoptions): AdoptionAnswer => {
  const { adoptionId, place, data, revisions, withdrawnBy } = adoption;
  const { readings, edition, scope, adoptedOn, from, reason, disputeId } = data;
  return {
    adoptionId,
    revision: revisions.at(-1) ?? place.revision,
    readings,
    edition: edition ?? null,
    scope: scope === 'all' ? 'all' : 'named',
    contracts: scope === 'all' ? null : scope.contractIds.length,
    adoptedOn,
    from,
    reason,
    disputeId: disputeId ?? null,
    author: metadata[place.revision]?.who ?? '',
    recordedAt: isoInstant(place.recordedAt),
    position: String(place.position),
    isWithdrawn: withdrawnBy !== undefined,
  };
};

export const adoptionDetails = (adoption: Adoption, stored: StoredAdoptions): AdoptionDetails => {
  const { scope } = adoption.data;
  return {
    ...adoptionAnswer(adoption, stored),
    contractIds: scope === 'all' ? null : scope.contractIds,
    events: adoption.revisions.flatMap((revision) => {
      const event = stored.recorded[revision];
      if (event === undefined) return [];
      const { eventId: id, type, position, recordedAt, data } = event;
      const who = stored.metadata[revision]?.who ?? '';
      const shown = { ...data } as Readonly<Record<string, unknown>>;
      return { id, type, revision, position: String(position), recordedAt: isoInstant(recordedAt), who, data: shown };
    }),
  };
};
