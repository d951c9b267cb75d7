import { describe, expect, it } from '@jest/globals';
import { en, ja } from './prose.js';
import { annexes, articles, cover } from './regulations.js';
import type { Passage } from './provision.js';

describe('Text over several lines of source', () => {
  it('is one line in Japanese, with a space only where Japanese meets Latin', () => {
    expect(ja`
      最低利用期間は
      1 年とし、
      IIJ
      の料金
      (2)に`).toBe('最低利用期間は 1 年とし、IIJ の料金(2)に');
  });

  it('is one line in English, with a space at each break', () => {
    expect(en`
      the minimum period
      is one year`).toBe('the minimum period is one year');
  });
});

describe('The texts of the terms', () => {
  const passages: readonly Passage[] = [
    ...articles.flatMap(({ paragraphs }) => paragraphs),
    ...annexes.flatMap(({ parts }) => parts),
  ].flatMap((passage) => [passage, ...(passage.items ?? [])]);
  const japanese = [
    cover.title,
    ...articles.map(({ title }) => title),
    ...annexes.map(({ title }) => title),
    ...passages.flatMap(({ heading = '', text }) => [heading, text]),
  ];

  it('have one space between Japanese and Latin, and none elsewhere in Japanese', () => {
    const letter = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]`;
    const unspaced = new RegExp(`${letter}[A-Za-z0-9]|[A-Za-z0-9]${letter}`, 'u');
    const misspaced = new RegExp(`${letter}\\s+[^A-Za-z0-9(]|\\s{2}|\\n`, 'u');
    expect(japanese.filter((text) => unspaced.test(text) || misspaced.test(text))).toEqual([]);
  });

  it('all have an English rendering', () => {
    expect(passages.filter(({ english }) => !/^[\x20-\x7e“”’]+$/.test(english))).toEqual([]);
    expect(passages.filter(({ heading, headingEn }) => (heading === undefined) !== (headingEn === undefined))).toEqual(
      [],
    );
  });
});
