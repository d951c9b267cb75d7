/** In both languages. */
export class BilingualResponse {
  readonly ja!: string;
  readonly en!: string;
}
class PassageResponse {
  /** What stands above the text, where something does. */
  readonly heading?: string;
  readonly headingEn?: string;
  /** Japanese, word for word. */
  readonly text!: string;
  readonly english!: string;
  /** (1), (2), ... below the text. */
  readonly items?: PassageResponse[];
}
/** What of the ledger a provision bears upon. */
class AffectedResponse {
  readonly events!: string[];
  readonly figures!: string[];
}
abstract class ProvisionResponse {
  /** @example '解除の効力が生ずる日' */
  readonly title!: string;
  readonly titleEn!: string;
  /** Whether it lays down a figure, binds a party, permits the provider something, or excludes a liability. */
  readonly kind!: 'computes' | 'obliges' | 'permits' | 'disclaims';
  /** The whole of it in Japanese, word for word. */
  readonly text!: string;
  /** Its paragraphs or parts, in both languages. */
  readonly paragraphs!: PassageResponse[];
  readonly affects!: AffectedResponse;
  /** The provisions that its text names. */
  readonly refersTo!: string[];
}
export class ArticleResponse extends ProvisionResponse {
  readonly number!: number;
}
export class AnnexResponse extends ProvisionResponse {
  /** @example 'annex-2' */
  readonly name!: string;
  readonly number!: number;
  /** The article that it belongs to. */
  readonly ofArticle!: number;
}
export class TermsEditionResponse {
  /** @example '2022-11-01' */
  readonly id!: string;
  readonly inForceFrom!: string;
  /** Whether the text itself is at hand (R17). */
  readonly textAtHand!: boolean;
}
export class SupplementaryProvisionResponse {
  readonly heading!: string;
  readonly headingEn!: string;
  readonly text!: string;
  readonly english!: string;
}
/** The regulations. */
export class TermsResponse {
  readonly service!: string;
  readonly title!: string;
  readonly titleEn!: string;
  readonly issuer!: string;
  readonly issuerEn!: string;
  /** Oldest first. */
  readonly editions!: TermsEditionResponse[];
  readonly articles!: ArticleResponse[];
  readonly annexes!: AnnexResponse[];
  readonly supplementaryProvisions!: SupplementaryProvisionResponse[];
}
/** A question that the text leaves open, and how it may be answered. */
export class ReadingResponse {
  /** @example 'R05' */
  readonly id!: string;
  readonly name!: string;
  readonly clauses!: string[];
  readonly question!: BilingualResponse;
  readonly default!: string;
  readonly others!: string[];
  /** What each answer means, by its name. */
  readonly choices!: Record<string, BilingualResponse>;
  readonly reason!: BilingualResponse;
}
export class ReadingsResponse {
  readonly items!: ReadingResponse[];
}
