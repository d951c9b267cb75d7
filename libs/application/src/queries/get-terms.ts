import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { isoDate } from '@ledger/kernel';
import { annexes, articles, cover, supplementaryProvisions, xspMailTerms } from '@ledger/terms';
import { provisionAnswer, type ProvisionAnswer } from '../provision-answer.js';
import { articleAnswer, type ArticleAnswer } from './get-article.js';

/** The regulations: editions, articles, annexes, supplementary provisions. */
export class GetTerms extends Query<TermsAnswer> {}
export interface TermsAnswer {
  readonly service: string;
  readonly title: string;
  readonly titleEn: string;
  readonly issuer: string;
  readonly issuerEn: string;
  /** Oldest first. */
  readonly editions: readonly {
    readonly id: string;
    readonly inForceFrom: string;
    /** R17: whether the text itself is at hand. */
    readonly textAtHand: boolean;
  }[];
  readonly articles: readonly ArticleAnswer[];
  readonly annexes: readonly AnnexAnswer[];
  readonly supplementaryProvisions: readonly {
    readonly heading: string;
    readonly headingEn: string;
    readonly text: string;
    readonly english: string;
  }[];
}
export interface AnnexAnswer extends ProvisionAnswer {
  /** `annex-2`. */
  readonly name: string;
  readonly number: number;
  /** The article that it belongs to. */
  readonly ofArticle: number;
}

@QueryHandler(GetTerms)
export class GetTermsHandler implements IQueryHandler<GetTerms> {
  execute(): Promise<TermsAnswer> {
    const { title, titleEn, issuer, issuerEn } = cover;
    return Promise.resolve({
      service: xspMailTerms.service,
      title,
      titleEn,
      issuer,
      issuerEn,
      editions: xspMailTerms.editions.map(({ id, inForceFrom, textAtHand }) => ({
        id,
        inForceFrom: isoDate(inForceFrom),
        textAtHand,
      })),
      articles: articles.map(articleAnswer),
      annexes: annexes.map((annex) => ({
        name: annex.name,
        number: annex.number,
        ofArticle: annex.of().number,
        ...provisionAnswer(annex),
      })),
      supplementaryProvisions,
    });
  }
}
