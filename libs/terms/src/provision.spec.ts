import { describe, expect, it } from '@jest/globals';
import { annex1 } from './annexes/annex-1-fees.js';
import { article02 } from './articles/article-02-conditions-of-use.js';
import { article05 } from './articles/article-05-options.js';
import { article06 } from './articles/article-06-configuration-authority.js';
import { civilCodeClause } from './civil-code.js';
import { generalRegulations } from './external.js';
import { englishOf, quote, textOf, written } from './provision.js';
import { clauseAt } from './regulations.js';

describe('A clause', () => {
  it('is a paragraph in its words', () => {
    expect(quote(article06, 3)).toEqual({
      article: 6,
      paragraph: 3,
      label: '6(3)',
      quote: '契約者は、第三者に設定権限を利用させないものとします。',
    });
  });

  it('is an item with its heading', () => {
    expect(quote(annex1, 2, 2)).toEqual({
      article: 'annex-1',
      paragraph: 2,
      item: 2,
      label: 'annex-1(2)(2)',
      quote: 'オプションサービス\nホームページオプションの内容に応じ、当社が別途契約者に示す金額',
    });
  });

  it('is a paragraph with the items below it', () => {
    expect(quote(article05, 2).quote).toMatch(
      /^IIJ xSP プラットフォームサービス\/Mail には次のオプションがあります。\n\(1\) ホームページオプション\n第 3 条/,
    );
  });

  it('is a whole article, its paragraphs numbered from the second', () => {
    const { label, quote: words } = quote(article02);
    expect(label).toBe('2');
    expect(words).toBe(written(article02));
    expect(words.split('\n').map((line) => line.slice(0, 5))).toEqual(['契約者は、', '2 契約者', '3 第 1']);
  });

  it('stands among the paragraphs of its article, in Japanese and in English', () => {
    expect(textOf(article05)).toEqual([1, 2, 3, 4].map((paragraph) => quote(article05, paragraph).quote));
    expect(englishOf(article05)).toHaveLength(4);
    expect(englishOf(article05)[1]).toMatch(/^IIJ xSP .* option\.\n\(1\) Homepage option\nA function for publishing/);
    expect(englishOf(annex1)[0]).toMatch(/^Initial fee\n\(1\) Basic service\nThe amount .*\n\(2\) Option service\nThe/);
  });

  it.each([
    [0, undefined],
    [5, undefined],
    [2, 2],
    [1, 1],
  ])('is not there at 5(%s)(%s)', (paragraph, item) => {
    expect(() => quote(article05, paragraph, item)).toThrow(RangeError);
  });

  it.each(['1', '9(1)', '13(1)(4)', 'annex-2(1)', 'annex-1(2)(2)', 'supplementary', 'civil-code-143(2)'])(
    'is found by its label %s',
    (label) => {
      expect(clauseAt(label)?.label).toBe(label);
    },
  );

  it.each(['16', '9(3)', '', 'general-28(2)', 'annex-4'])('is not found by %j', (label) => {
    expect(clauseAt(label)).toBeUndefined();
  });

  it('may be one of the Civil Code', () => {
    expect(civilCodeClause(140)).toMatchObject({ article: 'civil-code-140', label: 'civil-code-140' });
    expect(civilCodeClause(143, 2)).toMatchObject({ paragraph: 2, label: 'civil-code-143(2)' });
    expect(() => civilCodeClause(144)).toThrow(RangeError);
  });

  it('of the General Regulations is a reference without words', () => {
    expect(generalRegulations(28, 2)).toEqual({
      label: 'general-28(2)',
      title: '契約者の解除',
      titleEn: 'Termination by the Contractor',
    });
  });
});
