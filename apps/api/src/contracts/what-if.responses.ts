import { ApiProperty } from '@nestjs/swagger';
import { AnswerResponse } from '../http/answer.responses.js';
import {
  CreditResponse,
  DeadlineResponse,
  ExplanationNodeResponse,
  ObligationResponse,
  TotalsResponse,
} from './figures.responses.js';

const ANY = { type: 'object', additionalProperties: true } as const;
const ANY_OR_NULL = { oneOf: [ANY, { type: 'null' as const }] };

/** What a step states on one side. */
export class StatedResponse {
  /** Null for a day that there is not. */
  readonly value!: string | null;
  /** @example 'date' */
  readonly unit!: string;
  readonly rule!: string;
  readonly reading!: string | null;
  /** The events that state it; `hypothesis-1`, `hypothesis-2` are only supposed. */
  readonly facts!: string[];
}
/** What a difference begins with: something stated, or read, otherwise on one side. */
export class ExplainedPremiseResponse {
  /** The step of the explanation at which it comes in. */
  readonly id!: string;
  /** @example 'day of arrival' */
  readonly label!: string;
  readonly labelJa!: string;
  readonly article!: string | null;
  /** Of a what-if the recorded state; null where the side has nothing like it. */
  readonly left!: StatedResponse | null;
  readonly right!: StatedResponse | null;
}

/** Those that were asked for. */
export class WhatIfFiguresResponse {
  @ApiProperty(ANY)
  readonly contract?: unknown;
  @ApiProperty(ANY)
  readonly termination?: unknown;
  readonly totals?: TotalsResponse;
  readonly obligations?: ObligationResponse[];
  readonly credits?: CreditResponse[];
  readonly deadlines?: DeadlineResponse[];
}
export class ExplainedBothWaysResponse {
  readonly before!: ExplanationNodeResponse | null;
  readonly after!: ExplanationNodeResponse | null;
}
export class WhatIfDifferenceResponse {
  /** @example 'obligations/early-termination-charge:1:base' */
  readonly figure!: string;
  /** As recorded; null where there is no such figure. */
  @ApiProperty(ANY_OR_NULL)
  readonly before!: unknown;
  /** Under the premises. */
  @ApiProperty(ANY_OR_NULL)
  readonly after!: unknown;
  /** What it comes to more, or less where it is negative; null where it is no amount. */
  readonly yen!: string | null;
  /** With which premises the difference begins, the first first, at most ten. */
  readonly because!: ExplainedPremiseResponse[];
  readonly explanation!: ExplainedBothWaysResponse | null;
}
/** The figures under premises, and how they differ from those of the recorded state. */
export class WhatIfResponse extends AnswerResponse {
  /** As they were given. */
  @ApiProperty(ANY)
  readonly premises!: unknown;
  readonly figures!: WhatIfFiguresResponse;
  readonly differences!: WhatIfDifferenceResponse[];
}

export class ComparedSideResponse extends AnswerResponse {
  @ApiProperty(ANY)
  readonly premises!: unknown;
}
/** A step of both explanations, or of one. What hangs below a step that is the same on both sides is left out. */
export class ComparedStepResponse {
  readonly id!: string;
  readonly label!: string;
  readonly labelJa!: string;
  readonly state!: 'same' | 'same-value' | 'other-value' | 'left-only' | 'right-only';
  /** Whether the difference begins here. */
  readonly premise!: boolean;
  readonly article!: string | null;
  readonly left!: StatedResponse | null;
  readonly right!: StatedResponse | null;
  readonly children!: ComparedStepResponse[];
}
/** Two explanations of one figure side by side. */
export class ExplanationDiffResponse {
  readonly figure!: string;
  readonly left!: ComparedSideResponse;
  readonly right!: ComparedSideResponse;
  /** Right less left, where the figure is an amount on both sides. */
  readonly yen!: string | null;
  /** With what the difference begins, the first first. */
  readonly premises!: ExplainedPremiseResponse[];
  readonly explanation!: ComparedStepResponse;
}
