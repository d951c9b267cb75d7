import { annex1 } from './annexes/annex-1-fees.js';
import { annex2 } from './annexes/annex-2-early-termination-charge.js';
import { annex3 } from './annexes/annex-3-reduction.js';
import { article01 } from './articles/article-01-minimum-period.js';
import { article02 } from './articles/article-02-conditions-of-use.js';
import { article03 } from './articles/article-03-designated-targets.js';
import { article04 } from './articles/article-04-contractor-settings.js';
import { article05 } from './articles/article-05-options.js';
import { article06 } from './articles/article-06-configuration-authority.js';
import { article07 } from './articles/article-07-effective-end.js';
import { article08 } from './articles/article-08-charges.js';
import { article09 } from './articles/article-09-early-termination.js';
import { article10 } from './articles/article-10-reduction.js';
import { article11 } from './articles/article-11-limited-warranty.js';
import { article12 } from './articles/article-12-restriction-of-functions.js';
import { article13 } from './articles/article-13-homepage-measures.js';
import { article14 } from './articles/article-14-limited-liability.js';
import { article15 } from './articles/article-15-reports.js';
import { civilCode, civilCodeClause } from './civil-code.js';
import { supplementaryClause } from './editions.js';
import { quote, type Annex, type Article, type Clause } from './provision.js';

/** What stands above the first article of the edition of 2022. */
export const cover = {
  title: '個別規程 IIJ xSP プラットフォームサービス/Mail',
  titleEn: 'Individual Regulations: IIJ xSP Platform Service/Mail',
  asOf: '令和 4 年 11 月 1 日現在',
  asOfEn: 'As of 1 November 2022',
  issuer: '株式会社インターネットイニシアティブ',
  issuerEn: 'Internet Initiative Japan Inc.',
} as const;

/** 第1条 to 第15条, in their order. */
export const articles: readonly Article[] = [
  article01,
  article02,
  article03,
  article04,
  article05,
  article06,
  article07,
  article08,
  article09,
  article10,
  article11,
  article12,
  article13,
  article14,
  article15,
];
/** 別紙1 to 別紙3, in their order. */
export const annexes: readonly Annex[] = [annex1, annex2, annex3];

/** The clause that a label cites, as events, obligations and readings carry it: `9(1)`, `annex-2(1)`, `supplementary`. */
export const clauseAt = (label: string): Clause | undefined => clauses.get(label);

const clausesOf = (provision: Article | Annex): readonly Clause[] => {
  const passages = 'name' in provision ? provision.parts : provision.paragraphs;
  return [
    quote(provision),
    ...passages.flatMap(({ items = [] }, index) => [
      quote(provision, index + 1),
      ...items.map((_, item) => quote(provision, index + 1, item + 1)),
    ]),
  ];
};

const clauses: ReadonlyMap<string, Clause> = new Map(
  [
    ...articles.flatMap(clausesOf),
    ...annexes.flatMap(clausesOf),
    supplementaryClause,
    ...civilCode.map(({ article, paragraph }) => civilCodeClause(article, paragraph)),
  ].map((clause) => [clause.label, clause]),
);
