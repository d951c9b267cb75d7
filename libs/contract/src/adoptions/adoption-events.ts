import type { IsoDate } from '@ledger/kernel';
import type { Documented } from '../events.js';

/*
 * What is adopted as the answer to an open question of the terms, or as the edition that is applied, stands in one stream of its own for the
 * whole ledger. Storage format as in ../events.ts: JSON facts in the past tense; a shipped event is never edited, a changed one gets a
 * successor and an upcaster (open-adoption-event.ts).
 */

/** Which contracts an adoption is for. */
export type AdoptionScope = 'all' | { readonly contractIds: readonly string[] };

/** What is adopted. */
export interface AdoptionData {
  /** As they are written, `R05:separate`; none where only an edition is adopted. */
  readonly readings: readonly string[];
  /** An edition of the terms, by its name, applied whatever the date of what is judged. */
  readonly edition?: string;
  readonly scope: AdoptionScope;
  /** The day of the decision. */
  readonly adoptedOn: IsoDate;
  /** Questions about this day and later days are answered so. */
  readonly from: IsoDate;
  readonly reason: string;
  /** The dispute that it ended. */
  readonly disputeId?: string;
}

interface AdoptionFacts {
  ReadingsAdopted: { adoptionId?: string } & AdoptionData;
  /** The adoption is what it says here from when this is known; it keeps its place among the others. */
  AdoptionCorrected: { adoptionId: string; reason: string; replacement: Documented<AdoptionData> };
  /** It counts no more from when this is known. */
  AdoptionWithdrawn: { adoptionId: string; withdrawnOn: IsoDate; reason: string };
}

export type AdoptionEventType = keyof AdoptionFacts;
export type AdoptionDataOf<Type extends AdoptionEventType> = Documented<AdoptionFacts[Type]>;
/** Everything that the stream of adoptions may hold. */
export type AdoptionEvent = {
  [Type in AdoptionEventType]: { readonly type: Type; readonly data: AdoptionDataOf<Type> };
}[AdoptionEventType];

/** JSON pointers to an event's personal data, which can be erased one day; `*` stands for every item of a list. */
export const personalDataOfAdoption = ({ type }: AdoptionEvent): readonly string[] => {
  const always = ['/reason', '/documents/*/name'];
  return type === 'AdoptionCorrected' ? [...always, '/replacement/reason', '/replacement/documents/*/name'] : always;
};
