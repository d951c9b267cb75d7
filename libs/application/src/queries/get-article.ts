import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { articles, type Article } from '@ledger/terms';
import { NothingFound } from '../errors.js';
import { provisionAnswer, type ProvisionAnswer } from '../provision-answer.js';

/** One of the fifteen articles. */
export class GetArticle extends Query<ArticleAnswer> {
  constructor(readonly number: number) {
    super();
  }
}
export interface ArticleAnswer extends ProvisionAnswer {
  readonly number: number;
}

@QueryHandler(GetArticle)
export class GetArticleHandler implements IQueryHandler<GetArticle> {
  /** @throws {NothingFound} */
  execute({ number }: GetArticle): Promise<ArticleAnswer> {
    const article = articles.find((one) => one.number === number);
    if (article === undefined) return Promise.reject(new NothingFound('article', String(number)));
    return Promise.resolve(articleAnswer(article));
  }
}

export const articleAnswer = (article: Article): ArticleAnswer => ({
  number: article.number,
  ...provisionAnswer(article),
});
