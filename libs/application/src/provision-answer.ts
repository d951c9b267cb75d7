import { written, type Affected, type Annex, type Article, type Kind, type Passage } from '@ledger/terms';

/** What an article and an annex say alike. */
export interface ProvisionAnswer {
  readonly title: string;
  readonly titleEn: string;
  /** Whether it lays down a figure, binds a party, permits the provider something, or excludes a liability. */
  readonly kind: Kind;
  /** The whole of it in Japanese, word for word. */
  readonly text: string;
  /** Its paragraphs or parts, each in Japanese and English. */
  readonly paragraphs: readonly Passage[];
  /** The events that record what it is about, and the answers derived from it. */
  readonly affects: Affected;
  /** The provisions that its text names, as they are cited. */
  readonly refersTo: readonly string[];
}

export const provisionAnswer = (provision: Article | Annex): ProvisionAnswer => ({
  title: provision.title,
  titleEn: provision.titleEn,
  kind: provision.kind,
  text: written(provision),
  paragraphs: 'paragraphs' in provision ? provision.paragraphs : provision.parts,
  affects: provision.affects,
  refersTo: provision.refersTo().map(({ label }) => label),
});
