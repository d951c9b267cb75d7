import { Query } from '@nestjs/cqrs';

/** The regulations: editions, articles, annexes. */
export class GetTerms extends Query<TermsAnswer> {}
export interface TermsAnswer {
  readonly service: string;
  readonly articles: readonly ArticleAnswer[];
}
export interface ArticleAnswer {
  readonly number: number;
  readonly title: string;
  readonly text: readonly string[];
  readonly english: readonly string[];
  readonly kind: string;
  readonly affects: readonly string[];
}
