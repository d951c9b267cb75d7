import type { IsoDate } from '@ledger/kernel';
import {
  eventDefinitions,
  type Document,
  type Documented,
  type FactType,
  type Hypothesis,
  type WrittenEdition,
} from '@ledger/contract';

/*
 * A dispute has a stream of its own. Storage format as that of contracts: JSON facts in the past tense; a shipped event is never edited, a
 * changed one gets a successor and an upcaster (open-dispute-event.ts).
 */

/** What is asked: a figure, on a day. Of several contracts it is an amount, and their sum. */
export interface DisputedQuestion {
  /** As `figureNamed` reads it. */
  readonly figure: string;
  readonly asOf: IsoDate;
}

/** What a side holds to be true, or not, of a contract. */
export type HeldHypothesis = Hypothesis & {
  readonly contractId: string;
  /** What it is about: where both sides name it alike, one stands in the place of the other. */
  readonly point?: string;
  /** Of what is corrected or voided: the kind of the fact when the position was taken. */
  readonly of?: FactType;
  /** What proves it. */
  readonly documents?: readonly Document[];
};

/** How a dispute can end. */
export const disputeOutcomes = ['corrections', 'adopted-reading', 'settlement', 'upheld', 'withdrawn'] as const;
export type DisputeOutcome = (typeof disputeOutcomes)[number];

interface DisputeFacts {
  DisputeOpened: {
    contractIds: readonly string[];
    question: DisputedQuestion;
    /** The state of knowledge that everything is computed from: `position:<n>`, or an instant. */
    knownAt: string;
    subject: string;
  };
  /** It replaces what the side held before. */
  PositionTaken: {
    side: string;
    statement?: string;
    /** As they are written, `R05:separate`; for what is not said the readings adopted by then hold. */
    readings: readonly string[];
    edition?: WrittenEdition;
    hypotheses: readonly HeldHypothesis[];
  };
  DisputeNoteAdded: { text: string };
  /** Of several the latest counts. */
  DisputeDecided: {
    decidedOn: IsoDate;
    /** Whose figure is right; left out where it is nobody's. */
    side?: string;
    reason: string;
  };
  DisputeClosed: { closedOn: IsoDate; outcome: DisputeOutcome; reason: string };
}

export type DisputeEventType = keyof DisputeFacts;
export type DisputeDataOf<Type extends DisputeEventType> = Documented<DisputeFacts[Type]>;
/** Everything that a dispute's stream may hold. */
export type DisputeEvent = {
  [Type in DisputeEventType]: { readonly type: Type; readonly data: DisputeDataOf<Type> };
}[DisputeEventType];

/** JSON pointers to an event's personal data, which can be erased one day; `*` stands for every item of a list, a number for one of them. */
export const personalDataOfDispute = (event: DisputeEvent): readonly string[] => {
  switch (event.type) {
    case 'DisputeOpened':
      return ['/subject', DOCUMENT_NAMES];
    case 'PositionTaken':
      return [
        '/statement',
        DOCUMENT_NAMES,
        `/hypotheses/*${DOCUMENT_NAMES}`,
        ...event.data.hypotheses.flatMap((one, index) =>
          personalDataOfHypothesis(one).map((pointer) => `/hypotheses/${String(index)}${pointer}`),
        ),
      ];
    case 'DisputeNoteAdded':
      return ['/text', DOCUMENT_NAMES];
    case 'DisputeDecided':
    case 'DisputeClosed':
      return ['/reason', DOCUMENT_NAMES];
  }
};

const DOCUMENT_NAMES = '/documents/*/name';

const personalDataOfHypothesis = (held: HeldHypothesis): readonly string[] => {
  if (held.kind === 'voided') return [];
  const [type, at] = held.kind === 'added' ? [held.type, '/data'] : [held.of, '/replacement'];
  if (type === undefined) return [];
  return [...(eventDefinitions[type].personal ?? []), DOCUMENT_NAMES].map((pointer) => at + pointer);
};
