/** Differences of what has arisen by the day, reductions taken off, in yen. */
abstract class MoneyResponse {
  /** What would be more, contract by contract. */
  readonly up!: string;
  /** What would be less: negative. */
  readonly down!: string;
  readonly sum!: string;
}

/** An article that comes to another amount. */
export class ArticleImpactResponse extends MoneyResponse {
  /** @example '9(1)' */
  readonly article!: string;
  readonly contracts!: number;
}

/** What an article of a contract comes to otherwise. */
export class ArticleDifferenceResponse {
  readonly article!: string;
  readonly difference!: string;
}

/** A contract, with what has arisen less its reductions, now and then. */
export class ContractImpactResponse {
  readonly contractId!: string;
  readonly before!: string;
  readonly after!: string;
  readonly difference!: string;
  readonly articles!: ArticleDifferenceResponse[];
}

/** What would change if it were adopted. Nothing is recorded. */
export class ImpactResponse extends MoneyResponse {
  readonly asOf!: string;
  /** Where the log ended when it was begun. */
  readonly position!: string;
  readonly codeVersion!: string;
  readonly readings!: string[];
  readonly edition!: string | null;
  /** Contracts in the scope; those that no reading can concern that would be another are not computed. */
  readonly examined!: number;
  /** Those that cannot be computed: nothing is said of them. */
  readonly failed!: number;
  /** Those for which an article comes to another amount. */
  readonly contracts!: number;
  readonly articles!: ArticleImpactResponse[];
  /** At most a hundred, those with the largest differences first. */
  readonly mostAffected!: ContractImpactResponse[];
}

/** How far it is computed. */
export class ImpactJobResponse {
  readonly impactId!: string;
  readonly state!: 'computing' | 'finished' | 'failed' | 'cancelled';
  /** Contracts. */
  readonly done!: number;
  /** Null while nothing can be said. */
  readonly total!: number | null;
  /** Contracts a second. */
  readonly rate!: number | null;
  readonly remainingSeconds!: number | null;
  /** Why nothing came of it. */
  readonly reason!: string | null;
  /** Null unless it is finished. */
  readonly answer!: ImpactResponse | null;
}
