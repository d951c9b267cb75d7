import { ApiProperty } from '@nestjs/swagger';

const ANY = { type: 'object', additionalProperties: true } as const;
const ANY_OR_NULL = { oneOf: [ANY, { type: 'null' as const }] };

const ANY_JSON = {
  oneOf: [
    { type: 'string' as const },
    { type: 'number' as const },
    { type: 'boolean' as const },
    { type: 'array' as const, items: {} },
    ANY,
    { type: 'null' as const },
  ],
};

/** Under what a statement was made, as it turned out. */
export class StatedPremisesResponse {
  readonly asOf!: string;
  /** How far the log was read. */
  readonly position!: string;
  /** Those that are not the register's. */
  readonly readings!: string[];
  /** Only where one was asked for. */
  @ApiProperty({ oneOf: [{ type: 'string' }, ANY] })
  readonly edition?: unknown;
}
/** Where two answers differ first. */
export class StatementDifferenceResponse {
  /**
   * A JSON pointer into the answer; empty for the whole.
   * @example '/amount'
   */
  readonly path!: string;
  /** What stood there, any JSON value; null where there was nothing. */
  @ApiProperty(ANY_JSON)
  readonly was!: unknown;
  @ApiProperty(ANY_JSON)
  readonly is!: unknown;
}
export class StatementResponse {
  readonly statementId!: string;
  readonly eventId!: string;
  readonly madeOn!: string;
  readonly recordedAt!: string;
  /** @example 'obligations/initial-fee:base' */
  readonly figure!: string;
  readonly premises!: StatedPremisesResponse;
  /** The figure, as the question about it was answered. */
  @ApiProperty(ANY)
  readonly answer!: unknown;
  /** SHA-256 of the canonical JSON of its explanation. */
  readonly explanationDigest!: string;
  /** Of the code that gave it. */
  readonly codeVersion!: string;
  readonly toldTo!: string | null;
}
/** Under the same premises, by the code of now. */
export class GivenAgainResponse {
  /** Whether answer and explanation are what they were. */
  readonly same!: boolean;
  readonly difference!: StatementDifferenceResponse | null;
  /** Of explanations only digests are kept: whether, not where, they differ. */
  readonly sameExplanation!: boolean;
  readonly codeVersion!: string;
}
/** The same question with everything that is known now. */
export class SaidTodayResponse {
  readonly position!: string;
  /** Null where there is no such figure any more. */
  @ApiProperty(ANY_OR_NULL)
  readonly answer!: unknown;
  readonly difference!: StatementDifferenceResponse | null;
}
/** A statement, given again. */
export class StatementAgainResponse extends StatementResponse {
  readonly again!: GivenAgainResponse;
  readonly today!: SaidTodayResponse;
}
export class StatementsResponse {
  readonly items!: StatementResponse[];
  readonly nextCursor!: string | null;
}
