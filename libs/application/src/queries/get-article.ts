import { Query } from '@nestjs/cqrs';
import type { ArticleAnswer } from './get-terms.js';

/** One of the fifteen articles. */
export class GetArticle extends Query<ArticleAnswer> {
  constructor(readonly number: number) {
    super();
  }
}
