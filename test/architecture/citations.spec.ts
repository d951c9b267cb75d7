import { describe, expect, it } from '@jest/globals';
import { annexes, articles, generalRegulations, type Annex, type Article } from '@ledger/terms';
import ts from 'typescript';
import { findIn, sources, type Source } from './house.js';

/** A reference as the text makes it: the clause that it names, and the title that stands in brackets behind its number. */
interface Reference {
  readonly label: string;
  readonly title: string | undefined;
}

const text = sources('libs/terms/text/2022-11-01.ja.txt')[0]?.text ?? '';
const bare = (words: string): string => words.replace(/\s/g, '');

/** The provisions of the text, each with its words below its heading; of an annex the heading belongs to them, since it names an article. */
const bodies: ReadonlyMap<string, string> = new Map(
  [...text.matchAll(/^ *(?:第 (\d+) 条（.*） *$|(附則)|(?=別紙 (\d) .*\[))/gm)].map(
    ({ 0: heading, 1: article, 2: supplementary, 3: annex, index }, n, all) => [
      article ?? supplementary ?? `annex-${String(annex)}`,
      bare(text.slice(index + heading.length, all[n + 1]?.index)).replace(/^別紙\d/, ''),
    ],
  ),
);

const TO_AN_ARTICLE = /(一般規程)?第(\d+)条(?:（(.*?)）)?(?:第(\d)項)?(?:又は第(\d)項)?/g;
const TO_AN_ANNEX = /別紙(\d)(?:の(\d)\.月額費用(?:\((\d)\))?)?/g;
const inBrackets = (part: string | undefined): string => (part === undefined ? '' : `(${part})`);

/** What a body refers to beyond itself, in its order, each once; 前項 and 第1項 without an article stay within their article. */
const referencesIn = (body: string): readonly Reference[] => {
  const toArticles = [...body.matchAll(TO_AN_ARTICLE)].flatMap(
    ({ 1: general, 2: article, 3: title, 4: paragraph, 5: orParagraph, index }) =>
      [paragraph, ...(orParagraph === undefined ? [] : [orParagraph])].map((one) => ({
        label: `${general === undefined ? '' : 'general-'}${String(article)}${inBrackets(one)}`,
        title,
        index,
      })),
  );
  const toAnnexes = [...body.matchAll(TO_AN_ANNEX)].map(({ 1: annex, 2: part, 3: item, index }) => ({
    label: `annex-${String(annex)}${inBrackets(part)}${inBrackets(item)}`,
    title: undefined,
    index,
  }));
  const inOrder = [...toArticles, ...toAnnexes].sort((a, b) => a.index - b.index);
  return inOrder
    .filter(({ label }, index) => inOrder.findIndex((other) => other.label === label) === index)
    .map(({ label, title }) => ({ label, title }));
};

const nameOf = (provision: Article | Annex): string =>
  'name' in provision ? provision.name : String(provision.number);
const referencesOf = (provision: Article | Annex): readonly Reference[] =>
  referencesIn(bodies.get(nameOf(provision)) ?? '');

/** The provision that a label lies in; nothing for one of the General Regulations. */
const ours = (label: string): string | undefined => /^(?:annex-)?\d+/.exec(label)?.[0];
const provisionsIn = (labels: readonly string[]): readonly string[] =>
  [...new Set(labels.flatMap((label) => ours(label) ?? []))].sort();

const provisionOfFile = (path: string): string | undefined => {
  const [, kind, number] = /(?:^|\/)(article|annex)-(\d+)-[^/]*$/.exec(path) ?? [];
  if (kind === undefined) return undefined;
  return kind === 'article' ? String(Number(number)) : `annex-${String(number)}`;
};
/** The provisions whose files a file imports. */
const importsOf = (source: Source): readonly string[] =>
  findIn(source, (node) =>
    ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)
      ? provisionOfFile(node.moduleSpecifier.text)
      : undefined,
  )
    .map(({ found }) => found)
    .sort();

const files = sources('libs/terms/src/{articles,annexes}/*.ts').filter(({ path }) => !path.endsWith('.spec.ts'));
const provisions = [...articles, ...annexes].map((provision) => [nameOf(provision), provision] as const);

describe('The citations of the regulations', () => {
  it('are read from every article, the supplementary provisions and every annex', () => {
    expect([...bodies.keys()]).toEqual([...articles.map(nameOf), '附則', ...annexes.map(nameOf)]);
    expect(files.map(({ path }) => provisionOfFile(path)).sort()).toEqual(provisions.map(([name]) => name).sort());
  });

  it.each(provisions)('of %s are the imports of its file', (name, provision) => {
    const file = files.find(({ path }) => provisionOfFile(path) === name);
    expect(file && importsOf(file)).toEqual(provisionsIn(referencesOf(provision).map(({ label }) => label)));
  });

  it.each(provisions)('of %s are what it says it refers to, to the paragraph and item', (_, provision) => {
    const own = 'of' in provision ? [String(provision.of().number)] : [];
    const said = provision.refersTo().map(({ label }) => label);
    expect([...new Set([...own, ...said])]).toEqual(referencesOf(provision).map(({ label }) => label));
  });

  it('name the title of what they cite', () => {
    const titles = new Map([
      ...articles.map(({ number, title }) => [String(number), title] as const),
      ...([19, 25, 28] as const).map(
        (number) => [`general-${String(number)}`, generalRegulations(number).title] as const,
      ),
    ]);
    const named = provisions
      .flatMap(([, provision]) => referencesOf(provision))
      .flatMap(({ label, title }) => (title === undefined ? [] : [[label.replace(/\(.*/, ''), title] as const]));
    expect(named.map(([label, title]) => `${label} ${title}`)).toEqual(
      named.map(([label]) => `${label} ${bare(titles.get(label) ?? '')}`),
    );
    expect(named.length).toBeGreaterThanOrEqual(6);
  });

  it.each([
    ['第3条（対象ドメイン名）に定める', ['3']],
    ['第1項の契約、前項の規定', []],
    ['一般規程第28条（契約者の解除）第2項又は第3項', ['general-28(2)', 'general-28(3)']],
    ['別紙1の2.月額費用(2)に定める、別紙1のとおり', ['annex-1(2)(2)', 'annex-1']],
    ['第12条（機能の制限）、別紙2、第12条', ['12', 'annex-2']],
  ])('are read right in %s', (words, labels) => {
    expect(referencesIn(words).map(({ label }) => label)).toEqual(labels);
  });
});

describe('The events that the articles are about', () => {
  const definitions = sources('libs/contract/src/events.ts');
  const factTypes = definitions.flatMap((source) =>
    findIn(source, (node) =>
      ts.isPropertySignature(node) && ts.isInterfaceDeclaration(node.parent) && node.parent.name.text === 'Facts'
        ? node.name.getText()
        : undefined,
    ).map(({ found }) => found),
  );
  const affected = provisions.flatMap(([, { affects }]) => affects.events);

  it('exist', () => {
    expect(affected.filter((type) => !factTypes.includes(type))).toEqual([]);
  });

  it('are all but the one on which the terms are silent', () => {
    expect(factTypes.filter((type) => !affected.includes(type))).toEqual(['ContractorChanged']);
  });
});
