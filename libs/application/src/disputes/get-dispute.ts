import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoInstant } from '@ledger/kernel';
import type { WrittenEdition } from '@ledger/contract';
import { EventStore } from '@ledger/event-store';
import {
  differencesOf,
  exchangeOf,
  figureNamed,
  type DisputeEventType,
  type DisputeOutcome,
  type FigureValue,
  type Ground,
  type RecordedDispute,
} from '@ledger/disputes';
import { NothingFound } from '../errors.js';
import { disputeAnswer, saidAnswer, type DisputeAnswer, type SaidAnswer } from './dispute-answer.js';
import { DisputeLinks, type DisputeLink } from './dispute-links.js';
import { DisputedGrounds, outcomeAnswer, type OutcomeAnswer } from './disputed-ground.js';
import { readDispute, type StoredDispute } from './dispute-streams.js';

/** A dispute, with everything that was said in it, what each side's figure is, and what names it. */
export class GetDispute extends Query<DisputeDetails> {
  constructor(readonly disputeId: string) {
    super();
  }
}
export interface DisputeDetails extends DisputeAnswer {
  readonly documents: SaidAnswer['documents'];
  /** Of the figure in question: an amount of yen, a date or a word. */
  readonly unit: FigureValue['unit'];
  /** The figure in question as it is recorded. */
  readonly recorded: OutcomeAnswer;
  readonly positions: readonly PositionAnswer[];
  readonly notes: readonly (SaidAnswer & { readonly text: string })[];
  readonly decision:
    (SaidAnswer & { readonly decidedOn: string; readonly side: string | null; readonly reason: string }) | null;
  readonly closing:
    (SaidAnswer & { readonly closedOn: string; readonly outcome: DisputeOutcome; readonly reason: string }) | null;
  /** What was corrected, agreed or adopted because of it. */
  readonly links: readonly DisputeLink[];
  /** Everything that was recorded, replaced positions included. */
  readonly events: readonly {
    readonly id: string;
    readonly type: DisputeEventType;
    readonly revision: number;
    readonly position: string;
    readonly recordedAt: string;
    readonly who: string;
    readonly data: Readonly<Record<string, unknown>>;
  }[];
}
/** What a side holds, and what the figure in question is under it. */
export interface PositionAnswer extends SaidAnswer, OutcomeAnswer {
  readonly side: string;
  readonly statement: string | null;
  readonly readings: readonly string[];
  readonly edition: WrittenEdition | null;
  readonly hypotheses: readonly Readonly<Record<string, unknown>>[];
}

@QueryHandler(GetDispute)
export class GetDisputeHandler implements IQueryHandler<GetDispute> {
  constructor(
    private readonly store: EventStore,
    private readonly grounds: DisputedGrounds,
    private readonly links: DisputeLinks,
  ) {}

  /** @throws {NothingFound} */
  async execute({ disputeId }: GetDispute): Promise<DisputeDetails> {
    const stored = await readDispute(this.store, disputeId);
    if (stored === undefined) throw new NothingFound('dispute', disputeId);
    const { dispute } = stored;
    const ground = await this.grounds.of(dispute);
    return {
      ...disputeAnswer(stored),
      documents: dispute.opened.data.documents ?? [],
      unit: figureNamed(dispute.opened.data.question.figure).unit,
      recorded: outcomeUnder(ground, { readings: [], hypotheses: [] }),
      positions: [...dispute.positions.values()].map((position) => positionAnswer(position, stored, ground)),
      notes: dispute.notes.map((note) => ({ ...saidAnswer(note, stored), text: note.data.text })),
      ...endOf(stored),
      links: await this.links.to(dispute),
      events: eventsOf(stored),
    };
  }
}

const positionAnswer = (
  position: RecordedDispute<'PositionTaken'>,
  stored: StoredDispute,
  ground: Ground,
): PositionAnswer => {
  const { side, statement, readings, edition, hypotheses } = position.data;
  return {
    ...saidAnswer(position, stored),
    ...outcomeUnder(ground, position.data),
    side,
    statement: statement ?? null,
    readings,
    edition: edition ?? null,
    hypotheses: hypotheses.map((one) => ({ ...one })),
  };
};

const outcomeUnder = (ground: Ground, premises: Parameters<typeof differencesOf>[0]): OutcomeAnswer => {
  const adopted = ground.contracts.map(({ interpretation }) => interpretation.readings);
  return outcomeAnswer(exchangeOf(ground, differencesOf(premises, premises, adopted)).outcome([]));
};

const endOf = (stored: StoredDispute): Pick<DisputeDetails, 'decision' | 'closing'> => {
  const { decision, closing } = stored.dispute;
  return {
    decision:
      decision === undefined
        ? null
        : {
            ...saidAnswer(decision, stored),
            decidedOn: decision.data.decidedOn,
            side: decision.data.side ?? null,
            reason: decision.data.reason,
          },
    closing:
      closing === undefined
        ? null
        : {
            ...saidAnswer(closing, stored),
            closedOn: closing.data.closedOn,
            outcome: closing.data.outcome,
            reason: closing.data.reason,
          },
  };
};

const eventsOf = ({ recorded, metadata }: StoredDispute): DisputeDetails['events'] =>
  recorded.map(({ eventId, type, revision, position, recordedAt, data }) => ({
    id: eventId,
    type,
    revision,
    position: String(position),
    recordedAt: isoInstant(recordedAt),
    who: metadata[revision]?.who ?? '',
    data: { ...data },
  }));
