import { en, ja } from './prose.js';
import type { Clause } from './provision.js';

/** A paragraph of the Civil Code (民法) on how periods are counted. */
export interface CivilCodeParagraph {
  readonly article: number;
  readonly paragraph?: number;
  readonly text: string;
  readonly english: string;
}

/** 民法第138条から第143条まで: what the terms leave to the law when they say a year, three months or thirty days. */
export const civilCode: readonly CivilCodeParagraph[] = [
  {
    article: 138,
    text: ja`
      期間の計算方法は、法令若しくは裁判上の命令に特別の定めがある場合又は法律行為に別段の定めがある場合を除き、
      この章の規定に従う。`,
    english: en`
      How a period is counted is governed by this chapter, unless laws and regulations or a judicial order provide, or a
      juridical act provides, otherwise.`,
  },
  {
    article: 139,
    text: '時間によって期間を定めたときは、その期間は、即時から起算する。',
    english: 'A period set in hours is counted from that very moment.',
  },
  {
    article: 140,
    text: ja`
      日、週、月又は年によって期間を定めたときは、期間の初日は、算入しない。
      ただし、その期間が午前零時から始まるときは、この限りでない。`,
    english: en`
      Where a period is set in days, weeks, months or years, its first day is not included; this does not apply where the
      period begins at twelve midnight.`,
  },
  {
    article: 141,
    text: '前条の場合には、期間は、その末日の終了をもって満了する。',
    english: 'In the case of the preceding Article the period expires with the end of its last day.',
  },
  {
    article: 142,
    text: ja`
      期間の末日が日曜日、国民の祝日に関する法律（昭和二十三年法律第百七十八号）に規定する休日その他の休日に当たるときは、
      その日に取引をしない慣習がある場合に限り、期間は、その翌日に満了する。`,
    english: en`
      Where the last day of a period is a Sunday, a holiday under the Act on National Holidays or another holiday, the period
      expires on the following day, but only where it is the custom not to do business on that day.`,
  },
  {
    article: 143,
    paragraph: 1,
    text: '週、月又は年によって期間を定めたときは、その期間は、暦に従って計算する。',
    english: 'A period set in weeks, months or years is counted by the calendar.',
  },
  {
    article: 143,
    paragraph: 2,
    text: ja`
      週、月又は年の初めから期間を起算しないときは、その期間は、最後の週、月又は年においてその起算日に応当する日の前日に満了する。
      ただし、月又は年によって期間を定めた場合において、最後の月に応当する日がないときは、その月の末日に満了する。`,
    english: en`
      Where a period is not counted from the beginning of a week, month or year, it expires on the day before the day of the
      last week, month or year that corresponds to its first day; where a period set in months or years has no corresponding
      day in its last month, it expires on the last day of that month.`,
  },
];

/** The clause at a place of the Civil Code: `civilCodeClause(143, 2)`. @throws {RangeError} where it is not kept here */
export const civilCodeClause = (article: number, paragraph?: number): Clause => {
  const found = civilCode.find((entry) => entry.article === article && entry.paragraph === paragraph);
  const label = `civil-code-${String(article)}${paragraph === undefined ? '' : `(${String(paragraph)})`}`;
  if (found === undefined) throw new RangeError(`no such clause: ${label}`);
  return { article: `civil-code-${article}`, ...(paragraph !== undefined && { paragraph }), label, quote: found.text };
};
