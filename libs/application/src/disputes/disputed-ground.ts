import { Injectable } from '@nestjs/common';
import { civilDate } from '@ledger/kernel';
import {
  NOTHING_HELD,
  RECORDED,
  type Changed,
  type Dispute,
  type FigureValue,
  type Ground,
  type Impossible,
  type Outcome,
  type Premises,
} from '@ledger/disputes';
import { parseKnownAt } from '@ledger/contract';
import { NothingFound } from '../errors.js';
import { amountText, dateText } from '../present.js';
import { Questions } from '../questions.js';
import { reasonOf } from '../reason.js';

/** What a dispute stands on, and what its sides hold. */
@Injectable()
export class DisputedGrounds {
  constructor(private readonly questions: Questions) {}

  /** @param only of these contracts alone @throws {ContractNotFound} */
  async of({ opened }: Dispute, only = opened.data.contractIds): Promise<Ground> {
    const { question, knownAt } = opened.data;
    const view = { asOf: civilDate(question.asOf), knownAt: parseKnownAt(knownAt) };
    const contracts: Ground['contracts'][number][] = [];
    for (const contractId of only) {
      const { history, interpretation } = await this.questions.about(contractId, view);
      contracts.push({ history, interpretation });
    }
    return { figure: question.figure, asOf: view.asOf, contracts };
  }
}

/** What a side holds: its latest position; `recorded` holds what is recorded. @throws {NothingFound} for one that has taken none */
export const premisesOf = ({ positions }: Dispute, side: string): Premises => {
  if (side === RECORDED) return NOTHING_HELD;
  const position = positions.get(side);
  if (position === undefined) throw new NothingFound('position', side);
  return position.data;
};

/** Why premises cannot hold together, as it is shown. */
export interface ImpossibleAnswer {
  readonly contractId: string;
  /** The hypothesis that cannot be beside the others; null where it is the terms that have no answer. */
  readonly hypothesis: Readonly<Record<string, unknown>> | null;
  /** As in `/problems/<code>`. */
  readonly code: string;
  readonly detail: string;
  readonly article: string | null;
  readonly quote: string | null;
}

/** @throws what is no reason */
export const impossibleAnswer = ({ contractId, hypothesis, cause }: Impossible): ImpossibleAnswer => {
  const reason = reasonOf(cause);
  if (reason === undefined) throw cause;
  const { code, detail, clause } = reason;
  return {
    contractId,
    hypothesis: hypothesis === undefined ? null : { ...hypothesis },
    code,
    detail,
    article: clause?.label ?? null,
    quote: clause?.quote ?? null,
  };
};

/** What a figure comes to: an amount of yen, a day, or a word. */
export interface OutcomeAnswer {
  /** Null where it is refused, and where there is no such day or word. */
  readonly value: string | null;
  readonly refused: ImpossibleAnswer | null;
}
export const outcomeAnswer = (outcome: Outcome<Impossible>): OutcomeAnswer =>
  'figure' in outcome
    ? { value: valueText(outcome.figure), refused: null }
    : { value: null, refused: impossibleAnswer(outcome.refused) };

/** What a figure becomes. */
export interface ChangedAnswer extends OutcomeAnswer {
  /** By how much: in yen of an amount, in days of a date; null where that has no measure. */
  readonly change: string | null;
}
export const changedAnswer = (changed: Changed<Impossible>): ChangedAnswer => ({
  ...outcomeAnswer(changed),
  change: 'change' in changed ? measureText(changed.change) : null,
});

export const valueText = (figure: FigureValue | undefined): string | null => {
  switch (figure?.unit) {
    case 'yen':
      return amountText(figure.value);
    case 'date':
      return dateText(figure.value);
    case 'word':
    case undefined:
      return figure?.value ?? null;
  }
};

/** Yen or days. */
export const measureText = (measure: number | undefined): string | null =>
  measure === undefined ? null : String(measure);
