import { civilDate, isoDate, type CivilDate } from '@ledger/kernel';
import { reductionDivisor, reductionUnitHours } from './annexes/annex-3-reduction.js';
import { minimumPeriod } from './articles/article-01-minimum-period.js';
import { optionMinimumPeriod, optionNoticePeriod } from './articles/article-05-options.js';
import { noticePeriod } from './articles/article-07-effective-end.js';
import { claimPeriod, unusableHours } from './articles/article-10-reduction.js';
import type { Edition, Terms, TermsParameters } from './edition.js';
import type { Clause } from './provision.js';
import { Refusal } from './refusal.js';

/** One entry of the supplementary provisions (附則). */
export interface SupplementaryProvision {
  readonly heading: string;
  readonly headingEn: string;
  readonly text: string;
  readonly english: string;
}

/**
 * 附則
 *
 * > この契約約款は、平成 30 年 11 月 1 日から実施します。
 *
 * > この契約約款は、令和 4 年 11 月 1 日から実施します。
 */
export const supplementaryProvisions: readonly SupplementaryProvision[] = [
  {
    heading: '平成 30 年 11 月 1 日施行',
    headingEn: 'In force from 1 November 2018',
    text: 'この契約約款は、平成 30 年 11 月 1 日から実施します。',
    english: 'These terms come into force on 1 November 2018.',
  },
  {
    heading: '令和 4 年 11 月 1 日変更',
    headingEn: 'Amended on 1 November 2022',
    text: 'この契約約款は、令和 4 年 11 月 1 日から実施します。',
    english: 'These terms come into force on 1 November 2022.',
  },
];
export const supplementaryClause: Clause = {
  article: 'supplementary',
  label: 'supplementary',
  quote: supplementaryProvisions.map(({ heading, text }) => `${heading}\n${text}`).join('\n'),
};

/** The numbers of the edition of 2022, each from the file of its article. */
const parametersOf2022: TermsParameters = {
  minimumPeriod,
  optionMinimumPeriod,
  optionNoticePeriod,
  noticePeriod,
  unusableHours,
  claimPeriod,
  reductionUnitHours,
  reductionDivisor,
};

/** 個別規程 IIJ xSP プラットフォームサービス/Mail, in the editions of its supplementary provisions. */
export const xspMailTerms: Terms = {
  service: 'IIJ xSP プラットフォームサービス/Mail',
  editions: [
    // R17: its text is not at hand; it is taken to have said the same.
    { id: '2018-11-01', inForceFrom: civilDate('2018-11-01'), textAtHand: false, parameters: parametersOf2022 },
    { id: '2022-11-01', inForceFrom: civilDate('2022-11-01'), textAtHand: true, parameters: parametersOf2022 },
  ],
};

/** The edition in force on a day. @throws {Refusal} for a day before the first. */
export const editionOn = ({ editions }: Terms, date: CivilDate): Edition => {
  const edition = editions.findLast(({ inForceFrom }) => inForceFrom <= date);
  if (edition === undefined) {
    throw new Refusal(
      'no-edition-in-force',
      supplementaryClause,
      `no edition of the terms was in force on ${isoDate(date)}`,
    );
  }
  return edition;
};

/** @throws {RangeError} where there is no such edition, saying which there are. */
export const editionNamed = ({ editions }: Terms, id: string): Edition => {
  const edition = editions.find((one) => one.id === id);
  if (edition === undefined) {
    throw new RangeError(`no edition ${JSON.stringify(id)}; there are ${editions.map((one) => one.id).join(', ')}`);
  }
  return edition;
};

/** The terms as if one edition, which need not be among them, had been in force on every day. */
export const governedBy = (edition: Edition, { service }: Terms): Terms => ({
  service,
  editions: [{ ...edition, inForceFrom: SINCE_EVER }],
});

const SINCE_EVER = civilDate('1900-01-01');
