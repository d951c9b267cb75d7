import { ApiProperty } from '@nestjs/swagger';
import { RecordedEventResponse } from '../contracts/recorded.responses.js';

/** What was recorded of a generation. What follows from it is done afterwards. */
export class RecordedGenerationResponse {
  readonly generationId!: string;
  /** Of the stream of all generations. */
  readonly revision!: number;
  /**
   * The ledger-wide place, a whole number.
   * @example '1042'
   */
  readonly position!: string;
  readonly events!: RecordedEventResponse[];
}

/** A contract whose row could not be computed. */
export class GenerationErrorResponse {
  readonly contractId!: string;
  readonly reason!: string;
}

/** That somebody accepted what a generation makes different. */
export class DiffAcceptanceResponse {
  /** The generation that was live then. */
  readonly against!: string;
  /** The digest of the differences. */
  readonly diff!: string;
  readonly figures!: number;
  readonly reason!: string | null;
  readonly at!: string;
  readonly by!: string;
}

/** That somebody made a generation live. */
export class GenerationSwitchResponse {
  /** The generation that was live until then. */
  readonly from!: string;
  readonly reason!: string | null;
  readonly at!: string;
  readonly by!: string;
}

/** A generation of the read models, and how far it is built. */
export class GenerationResponse {
  readonly generationId!: string;
  /** `emptied`: it was finished, and another version of the ledger has begun its tables anew, or its file was damaged. */
  readonly state!: 'waiting' | 'building' | 'finished' | 'emptied' | 'failed' | 'cancelled' | 'dropped';
  /** It is what the lists show. */
  readonly isLive!: boolean;
  /** The first contracts that could not be computed. */
  readonly errors!: GenerationErrorResponse[];
  readonly failed!: number;
  readonly done!: number;
  /** Null while the contracts are being looked for. */
  readonly total!: number | null;
  /** Contracts a second. */
  readonly rate!: number | null;
  readonly remainingSeconds!: number | null;
  /** SHA-256 over its rows when it was finished: equal where rows are, on whatever machine. */
  readonly digest!: string | null;
  /** Why nothing came of it. */
  readonly reason!: string | null;

  @ApiProperty({
    oneOf: [
      { type: 'string', enum: ['all'] },
      { type: 'object', additionalProperties: true },
    ],
  })
  readonly scope!: 'all' | object;

  /** Null: each day as of that day. */
  readonly asOf!: string | null;
  readonly knownAt!: string | null;
  readonly readings!: string[];

  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'object', additionalProperties: true }], nullable: true })
  readonly edition!: string | object | null;

  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true })
  readonly hypotheses!: object | null;

  /** Whether all of the log was to be read, whatever rebuilds before have kept of it. */
  readonly fromLog!: boolean;

  /** Null for the first, which nobody requested. */
  readonly requestedAt!: string | null;
  readonly requestedBy!: string | null;
  readonly startedAt!: string | null;
  readonly endedAt!: string | null;
  /** Up to where the log was read. */
  readonly position!: string | null;
  readonly codeVersion!: string | null;
  readonly acceptances!: DiffAcceptanceResponse[];
  /** Each time that it was made live; the latest last. */
  readonly switches!: GenerationSwitchResponse[];
}

/** Generations, the latest requested first. */
export class GenerationsResponse {
  readonly items!: GenerationResponse[];
  readonly nextCursor!: string | null;
}

/** What made a difference, and what it is worth. */
export class CauseResponse {
  readonly cause!:
    | 'edited-row'
    | 'code-version'
    | 'unreadable'
    | 'later-fact'
    | 'correction'
    | 'hypothesis'
    | 'reading'
    | 'edition'
    | 'day';
  /** Which: the event, the reading, the edition, the version, the day. */
  readonly detail!: string | null;
  readonly yen!: string | null;
}

/** A figure that differs. */
export class DifferenceResponse {
  readonly contractId!: string;
  /** `contract`, `totals`, `obligations/<id>` or `deadlines/<id>`. */
  readonly figure!: string;
  /** The article that it rests on; null where it rests on several. */
  readonly article!: string | null;

  /** Null where there is no such figure. */
  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true })
  readonly before!: object | null;

  @ApiProperty({ type: 'object', nullable: true, additionalProperties: true })
  readonly after!: object | null;

  /** After less before; null where the figure is no sum. */
  readonly yen!: string | null;
  /** What changed it, in the order in which premises are exchanged: their yen add up to the whole. */
  readonly causes!: CauseResponse[];
}

/** What differences come to. */
class DiffTotalResponse {
  readonly contracts!: number;
  readonly figures!: number;
  /** Yen of obligations. */
  readonly obligations!: string;
  /** Yen of what is outstanding. */
  readonly outstanding!: string;
}
export class CauseTotalResponse extends DiffTotalResponse {
  readonly cause!: string;
  readonly detail!: string | null;
}
export class ArticleTotalResponse extends DiffTotalResponse {
  readonly article!: string | null;
}
export class DiffTotalsResponse extends DiffTotalResponse {
  /** Names exactly these differences: what is accepted. */
  readonly digest!: string;
  /** A figure that several causes changed counts with each. */
  readonly byCause!: CauseTotalResponse[];
  readonly byArticle!: ArticleTotalResponse[];
}

/** What is different between two generations: at most `limit` contracts, each with all its differences. */
export class DiffResponse {
  readonly generationId!: string;
  /** What it was compared with: `before`. */
  readonly against!: string;
  /** Of all differences; with the first page only. */
  readonly totals!: DiffTotalsResponse | null;
  readonly items!: DifferenceResponse[];
  readonly nextCursor!: string | null;
}
