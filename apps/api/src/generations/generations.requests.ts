import {
  CivilDay,
  EventData,
  Flag,
  Line,
  Lines,
  NamedOrObject,
  Optional,
  RebuildScope,
  Sha256,
  Text,
} from '../http/fields.js';
import { PageQuery } from '../http/view.requests.js';

/** A generation of the read models: of which contracts, and under what. Without premises it can become live. */
export class RebuildRequest {
  /** `all`, some contracts by their ids, or those that a filter of GET /v1/contracts finds when it is begun. */
  @RebuildScope()
  readonly scope!: 'all' | { contractIds: string[] } | { filter: Record<string, string> };

  /** The day that the rows are for; today where it is left out, and from then on the day that it is. */
  @Optional()
  @CivilDay()
  readonly asOf?: string;

  /** The state of knowledge: an instant with an offset, or `position:<n>`. */
  @Optional()
  @Line(60)
  readonly knownAt?: string;

  /** Readings of open questions of the terms, `R05:separate`. */
  @Optional()
  @Lines({ min: 1, max: 50, length: 60 })
  readonly readings?: string[];

  /** The edition taken to be in force on every day: one of the register by its name, or one that is only thought of. */
  @Optional()
  @NamedOrObject()
  readonly edition?: string | Record<string, unknown>;

  /** Facts taken to be recorded, corrected or voided, by contract. */
  @Optional()
  @EventData()
  readonly hypotheses?: Record<string, unknown[]>;

  /** Whether all of the log is read, event by event, whatever rebuilds before have kept of it: the proof that both come to the same digest. */
  @Optional()
  @Flag()
  readonly fromLog?: boolean;
}

/** That exactly these differences are accepted. */
export class DiffAcceptanceRequest {
  /** `totals.digest` of the differences to the live generation. */
  @Sha256()
  readonly diff!: string;

  @Optional()
  @Text()
  readonly reason?: string;
}

/** That a generation is to be live. */
export class SwitchRequest {
  @Optional()
  @Text()
  readonly reason?: string;
}

/** What a generation is compared with. */
export class DiffQuery extends PageQuery {
  /** `live`, or the id of another generation. `live` where it is left out. */
  @Optional()
  @Line(60)
  readonly against?: string;
}
