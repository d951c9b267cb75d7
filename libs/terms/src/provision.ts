/** What a provision does: lays down a figure or a day, binds a party, allows the provider something, or excludes a liability. */
export type Kind = 'computes' | 'obliges' | 'permits' | 'disclaims';
export type AnnexName = `annex-${number}`;

/** A paragraph (項), an item (号) or a numbered part of an annex: its Japanese text word for word, and an English rendering. */
export interface Passage {
  /** What stands above the text, where something does. */
  readonly heading?: string;
  readonly headingEn?: string;
  readonly text: string;
  readonly english: string;
  /** (1), (2), ... below the text. */
  readonly items?: readonly Passage[];
}
interface Provision {
  readonly title: string;
  readonly titleEn: string;
  readonly kind: Kind;
  readonly affects: Affected;
  /** The provisions that the text names, each once, in the order of their first mention: a function, since the law refers in circles. */
  readonly refersTo: () => readonly (Clause | ExternalReference)[];
}
/** What of the ledger a provision bears upon. */
export interface Affected {
  /** The kinds of events that record what the provision is about. */
  readonly events: readonly string[];
  /** The answers that are derived from it. */
  readonly figures: readonly Answer[];
}
/** What the ledger answers, named as in the HTTP interface. */
export type Answer =
  | 'obligations'
  | 'termination'
  | 'credits'
  | 'deadlines'
  | 'payments'
  | 'registers'
  | 'usage-permission'
  | 'discrepancies';
/** An article (条) and its paragraphs. */
export interface Article extends Provision {
  readonly number: number;
  readonly paragraphs: readonly Passage[];
}
/** An annex (別紙) and its numbered parts. */
export interface Annex extends Provision {
  readonly name: AnnexName;
  readonly number: number;
  /** The article that it belongs to (第…条関係). */
  readonly of: () => Article;
  readonly parts: readonly Passage[];
}

/** A place in the terms, and its words. */
export interface Clause {
  /** `6`, `annex-2`, `supplementary`; `civil-code-140` for what the terms leave to the statute. */
  readonly article: number | AnnexName | 'supplementary' | `civil-code-${number}`;
  readonly paragraph?: number;
  readonly item?: number;
  /** As it is cited: `6(3)`, `annex-2(1)`. */
  readonly label: string;
  /** The clause in Japanese, with the items below it. */
  readonly quote: string;
}
/** A provision of other regulations or of a statute, which is not part of these terms. */
export interface ExternalReference {
  readonly label: string;
  readonly title: string;
  readonly titleEn: string;
}

/**
 * The clause at a place: `quote(article06, 3)` is 第6条第3項. Without a paragraph the whole article or annex.
 * @throws {RangeError} where the text has no such place.
 */
export const quote = (provision: Article | Annex, paragraph?: number, item?: number): Clause => {
  const name = 'name' in provision ? provision.name : provision.number;
  const label = `${String(name)}${bracketed(paragraph)}${bracketed(item)}`;
  if (paragraph === undefined) return { article: name, label, quote: written(provision) };
  const passage = passagesOf(provision)[paragraph - 1];
  const part = item === undefined ? passage : passage?.items?.[item - 1];
  if (part === undefined) throw new RangeError(`no such clause: ${label}`);
  const place = item === undefined ? { article: name, paragraph } : { article: name, paragraph, item };
  return { ...place, label, quote: writtenPassage(part) };
};

/** The whole text of an article, whose first paragraph bears no number, or of an annex, whose only part bears none. */
export const written = (provision: Article | Annex): string => {
  const isNumbered = (index: number): boolean => ('name' in provision ? provision.parts.length > 1 : index > 0);
  return textOf(provision)
    .map((text, index) => (isNumbered(index) ? `${String(index + 1)} ${text}` : text))
    .join('\n');
};

/** The paragraphs of an article or the parts of an annex, each with its heading and the items below it. */
export const textOf = (provision: Article | Annex): readonly string[] =>
  passagesOf(provision).map((passage) => writtenPassage(passage));

/** The same in English. */
export const englishOf = (provision: Article | Annex): readonly string[] =>
  passagesOf(provision).map((passage) => writtenPassage(inEnglish(passage)));

const passagesOf = (provision: Article | Annex): readonly Passage[] =>
  'name' in provision ? provision.parts : provision.paragraphs;

const writtenPassage = ({ heading, text, items = [] }: Passage): string =>
  [
    ...(heading === undefined ? [] : [heading]),
    text,
    ...items.map((item, index) => `(${String(index + 1)}) ${writtenPassage(item)}`),
  ].join('\n');

/** The passage with its rendering in the place of its text. */
const inEnglish = ({ headingEn, english, items = [] }: Passage): Passage => ({
  ...(headingEn !== undefined && { heading: headingEn }),
  text: english,
  english,
  items: items.map(inEnglish),
});

const bracketed = (part: number | undefined): string => (part === undefined ? '' : `(${String(part)})`);
