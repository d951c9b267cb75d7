import { describe, expect, it } from '@jest/globals';
import { annexes, articles, civilCode, cover, clauseAt, supplementaryProvisions, written } from '@ledger/terms';
import { sources, type Source } from './house.js';

/** Text without white space: the regulations came from pages, whose line ends and spaces are no part of them. */
const bare = (text: string): string => text.replace(/\s/g, '');
const textOf = (name: string): string => bare(sources(`libs/terms/text/${name}.ja.txt`)[0]?.text ?? '');

const regulations = textOf('2022-11-01');
const statute = textOf('civil-code');
const isInTheLaw = (quotation: string): boolean => {
  const words = bare(quotation);
  return words !== '' && (regulations.includes(words) || statute.includes(words));
};

/** The regulations written down again from what the code holds of them, from the cover to the last annex. */
const writtenFromTheCode = (): string => {
  return bare(
    [
      cover.title,
      cover.asOf,
      cover.issuer,
      ...articles.flatMap((article) => [`第${String(article.number)}条（${article.title}）`, written(article)]),
      '附則',
      ...supplementaryProvisions.flatMap(({ heading, text }) => [heading, text]),
      ...annexes.flatMap((annex) => [
        `別紙${String(annex.number)}${annex.title}[第${String(annex.of().number)}条関係]`,
        written(annex),
      ]),
    ].join(''),
  );
};

/** Where two texts first part, with some words around it. */
const firstDifference = (inTheText: string, inTheCode: string): object | undefined => {
  if (inTheText === inTheCode) return undefined;
  const at = [...inTheText].findIndex((character, index) => character !== inTheCode[index]);
  const around = (text: string): string => text.slice(Math.max(0, at - 15), at + 15);
  return { inTheText: around(inTheText), inTheCode: around(inTheCode) };
};

const IS_JAPANESE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** Lines of a comment or of Markdown that begin with `>`, each run of them one quotation. */
const QUOTED_LINES = /(?:^[ \t]*(?:\/?\*{1,2}|\/\/)?[ \t]*>[ \t].*(?:\n|$))+/gm;
const QUOTE_MARK = /^[ \t]*(?:\/?\*{1,2}|\/\/)?[ \t]*>[ \t]/gm;
/** A clause written out, as an answer shows it: `quote: '...'`. */
const QUOTE_FIELD = /\bquote['"]?:\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g;
const BRACKETS = /「([^「」]*(?:「[^「」]*」[^「」]*)*)」/g;

const quotedLines = ({ text }: Source): readonly string[] =>
  [...text.matchAll(QUOTED_LINES)].map(([lines]) => lines.replace(QUOTE_MARK, '').replace(/\*\/\s*$/, ''));
const quoteFields = ({ text }: Source): readonly string[] =>
  [...text.matchAll(QUOTE_FIELD)].map(([, , words = '']) => words.replaceAll('\\n', '\n'));
const bracketed = ({ text }: Source): readonly string[] =>
  [...text.matchAll(BRACKETS)].map(([, words = '']) => words.replace(/\n[ \t]*\*/g, '\n'));

/** The Japanese quotations of a file that the law does not contain. */
const misquotations = (
  source: Source,
  ...find: readonly ((source: Source) => readonly string[])[]
): readonly string[] =>
  find
    .flatMap((quotationsOf) => quotationsOf(source))
    .filter((words) => IS_JAPANESE.test(words) && !isInTheLaw(words))
    .map((words) => `${source.path}: ${words.trim()}`);

const here = 'test/architecture/quotations.spec.ts';
const everywhere = sources('{apps,libs,test}/**/*.{ts,tsx,md,json}', 'docs/**/*.md', 'README*').filter(
  ({ path }) => path !== here && !path.endsWith('tsconfig.json'),
);

describe('The words of the regulations', () => {
  it('stand in the code, all of them, in their order, and nothing else', () => {
    expect(firstDifference(regulations, writtenFromTheCode())).toBeUndefined();
  });

  it('stand in the code sentence by sentence', () => {
    const inTheCode = writtenFromTheCode();
    const sentences = regulations.split(/(?<=。)/).filter((sentence) => sentence !== '');
    expect(sentences.length).toBeGreaterThan(40);
    expect(sentences.filter((sentence) => !inTheCode.includes(sentence))).toEqual([]);
  });

  it('would be missed where one character is another', () => {
    const changed = writtenFromTheCode().replace('最低利用期間は1年', '最低利用期間は2年');
    expect(firstDifference(regulations, changed)).toEqual({
      inTheText: 'ます。）における最低利用期間は1年とし、その起算日は、課金開',
      inTheCode: 'ます。）における最低利用期間は2年とし、その起算日は、課金開',
    });
  });

  it('are those of the Civil Code where the terms leave a period to it', () => {
    expect(civilCode.filter(({ text }) => !isInTheLaw(text))).toEqual([]);
  });
});

describe('Every quotation is in the law', () => {
  it.each(['7', '6(3)', '5(2)', '5(2)(1)', '13(1)', '13(1)(4)', 'annex-1', 'annex-2(2)', 'annex-3', 'supplementary'])(
    'as the clause %s is',
    (label) => {
      expect(isInTheLaw(clauseAt(label)?.quote ?? '')).toBe(true);
    },
  );

  it('wherever a comment or a page quotes lines of it', () => {
    expect(everywhere.flatMap((source) => misquotations(source, quotedLines))).toEqual([]);
  });

  it('wherever an answer shows a clause', () => {
    expect(everywhere.flatMap((source) => misquotations(source, quoteFields))).toEqual([]);
  });

  it('wherever the terms put words in brackets', () => {
    const terms = everywhere.filter(({ path }) => path.startsWith('libs/terms/'));
    expect(terms.flatMap((source) => misquotations(source, bracketed))).toEqual([]);
  });

  it('and the articles that compute quote the sentence that they carry out', () => {
    const computing = articles.filter(({ kind }) => kind === 'computes').map(({ number }) => number);
    const quoting = sources('libs/terms/src/articles/*.ts')
      .filter((source) => quotedLines(source).length > 0)
      .map(({ path }) => Number(/article-(\d+)/.exec(path)?.[1]));
    expect(quoting).toEqual(expect.arrayContaining(computing));
  });

  it.each([
    ['a comment', '/**\n * > 最低利用期間は 2 年とし、\n */', quotedLines],
    ['a comment of one line', '/** > 最低利用期間は 2 年とし、 */', quotedLines],
    ['a page', 'As it says:\n\n> 最低利用期間は 2 年とし、\n> その起算日は、課金開始日とします。\n', quotedLines],
    ['an answer', '{ "quote": "最低利用期間は 2 年とし、" }', quoteFields],
    ['brackets', 'a question about 「31 日を経過する日」', bracketed],
  ])('and a misquotation in %s would be noticed', (_, text, find) => {
    expect(misquotations({ path: 'a.ts', text }, find)).toHaveLength(1);
  });

  it.each([
    ['a comment', '/**\n * > 最低利用期間は 1 年とし、\n * > その起算日は、課金開始日とします。\n */', quotedLines],
    ['an answer', "{ quote: '契約者は、第三者に設定権限を利用させないものとします。' }", quoteFields],
    ['brackets', '「30 日を経過する日」', bracketed],
  ])('and a true one in %s is found and kept', (_, text, find) => {
    expect(find({ path: 'a.ts', text })).toHaveLength(1);
    expect(misquotations({ path: 'a.ts', text }, find)).toEqual([]);
  });
});
