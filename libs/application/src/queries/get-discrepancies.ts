import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate, yenText } from '@ledger/kernel';
import type { DiscrepancyKind } from '@ledger/figures';
import { amountText } from '../present.js';
import { headOf, Questions } from '../questions.js';
import type { AnswerHead, View } from '../view.js';

/** Where a recorded decision, demand or payment differs from what the terms give. */
export class GetDiscrepancies extends Query<DiscrepanciesAnswer> {
  constructor(
    readonly contractId: string,
    readonly view: View,
  ) {
    super();
  }
}
export interface DiscrepanciesAnswer extends AnswerHead {
  readonly items: readonly {
    readonly kind: DiscrepancyKind;
    /** The decision, demand, payment or settlement. */
    readonly eventId: string;
    readonly on: string;
    readonly outageId: string | null;
    readonly obligationId: string | null;
    /** What was decided, demanded, paid or waived; null for a reduction granted without an amount. */
    readonly recorded: string | null;
    /** What the terms give in its place. */
    readonly due: string;
    readonly text: string;
    readonly article: string;
    readonly quote: string;
  }[];
}

@QueryHandler(GetDiscrepancies)
export class GetDiscrepanciesHandler implements IQueryHandler<GetDiscrepancies> {
  constructor(private readonly questions: Questions) {}

  async execute({ contractId, view }: GetDiscrepancies): Promise<DiscrepanciesAnswer> {
    const question = await this.questions.about(contractId, view);
    const items = question.figures.discrepancies().map((discrepancy) => ({
      kind: discrepancy.kind,
      eventId: discrepancy.eventId,
      on: isoDate(discrepancy.on),
      outageId: discrepancy.outageId ?? null,
      obligationId: discrepancy.obligationId ?? null,
      recorded: amountText(discrepancy.recorded),
      due: yenText(discrepancy.due),
      text: discrepancy.text,
      article: discrepancy.clause.label,
      quote: discrepancy.clause.quote,
    }));
    return { ...headOf(question, view), items };
  }
}
