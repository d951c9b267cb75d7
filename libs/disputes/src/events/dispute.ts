import { assertNever } from '@ledger/kernel';
import type { Recording } from '@ledger/contract';
import type { DisputeDataOf, DisputeEvent } from './dispute-events.js';

export type RecordedDisputeEvent = Recording & DisputeEvent;
/** An event of one kind, as recorded. */
export type RecordedDispute<Type extends DisputeEvent['type']> = Extract<RecordedDisputeEvent, { readonly type: Type }>;

/** A dispute with all that is known of it now. */
export interface Dispute {
  readonly disputeId: string;
  /** Its last event's. */
  readonly revision: number;
  readonly opened: RecordedDispute<'DisputeOpened'>;
  /** What each side holds: the latest of its positions, in the order in which the sides first spoke. */
  readonly positions: ReadonlyMap<string, RecordedDispute<'PositionTaken'>>;
  readonly notes: readonly RecordedDispute<'DisputeNoteAdded'>[];
  /** The latest. */
  readonly decision: RecordedDispute<'DisputeDecided'> | undefined;
  readonly closing: RecordedDispute<'DisputeClosed'> | undefined;
}

export type DisputeState = 'open' | 'decided' | 'closed';

/** Decided or not, it is open until it is closed. */
export const stateOf = ({ decision, closing }: Dispute): DisputeState =>
  closing !== undefined ? 'closed' : decision !== undefined ? 'decided' : 'open';

/** The dispute after its events; undefined without any. */
export const disputeAfter = (disputeId: string, events: readonly RecordedDisputeEvent[]): Dispute | undefined =>
  events.reduce<Dispute | undefined>((before, event) => evolve(disputeId, before, event), undefined);

const evolve = (disputeId: string, before: Dispute | undefined, event: RecordedDisputeEvent): Dispute => {
  const { revision } = event;
  if (event.type === 'DisputeOpened') {
    const nothing = { positions: new Map(), notes: [], decision: undefined, closing: undefined };
    return { disputeId, revision, opened: event, ...nothing };
  }
  if (before === undefined) throw new Error(`dispute ${disputeId} does not begin with its opening`);
  switch (event.type) {
    case 'PositionTaken':
      return { ...before, revision, positions: new Map([...before.positions, [event.data.side, event]]) };
    case 'DisputeNoteAdded':
      return { ...before, revision, notes: [...before.notes, event] };
    case 'DisputeDecided':
      return { ...before, revision, decision: event };
    case 'DisputeClosed':
      return { ...before, revision, closing: event };
    default:
      return assertNever(event);
  }
};

/** What a side holds that has taken no position: what is recorded. */
export const NOTHING_HELD: Pick<DisputeDataOf<'PositionTaken'>, 'readings' | 'hypotheses'> = {
  readings: [],
  hypotheses: [],
};
