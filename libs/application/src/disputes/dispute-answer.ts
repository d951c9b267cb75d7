import { isoInstant } from '@ledger/kernel';
import type { Document } from '@ledger/contract';
import {
  stateOf,
  type DisputedQuestion,
  type DisputeOutcome,
  type DisputeState,
  type RecordedDisputeEvent,
} from '@ledger/disputes';
import type { StoredDispute } from './dispute-streams.js';

/** A dispute as it stands. */
export interface DisputeAnswer {
  readonly disputeId: string;
  readonly revision: number;
  readonly state: DisputeState;
  readonly contractIds: readonly string[];
  readonly question: DisputedQuestion;
  /** The state of knowledge that everything is computed from. */
  readonly knownAt: string;
  readonly subject: string;
  readonly openedAt: string;
  /** Those that have taken a position, in the order in which they first spoke. */
  readonly sides: readonly string[];
  readonly outcome: DisputeOutcome | null;
}

/** What is said of something that was recorded in a dispute. */
export interface SaidAnswer {
  readonly eventId: string;
  readonly recordedAt: string;
  readonly who: string;
  readonly documents: readonly Document[];
}

export const disputeAnswer = ({ dispute }: StoredDispute): DisputeAnswer => {
  const { disputeId, revision, opened, positions, closing } = dispute;
  const { contractIds, question, knownAt, subject } = opened.data;
  return {
    disputeId,
    revision,
    state: stateOf(dispute),
    contractIds,
    question,
    knownAt,
    subject,
    openedAt: isoInstant(opened.recordedAt),
    sides: [...positions.keys()],
    outcome: closing?.data.outcome ?? null,
  };
};

export const saidAnswer = (
  { eventId, recordedAt, revision, data }: RecordedDisputeEvent,
  { metadata }: StoredDispute,
): SaidAnswer => ({
  eventId,
  recordedAt: isoInstant(recordedAt),
  who: metadata[revision]?.who ?? '',
  documents: data.documents ?? [],
});
