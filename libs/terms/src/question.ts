/** A sentence for people in both languages. */
export interface Bilingual {
  readonly ja: string;
  readonly en: string;
}
/** An open question of the text: where it arises, how it may be answered, and why it is answered as it is by default. */
export interface Question {
  readonly name: string;
  /** The clauses that leave it open, as they are cited. */
  readonly clauses: readonly string[];
  readonly question: Bilingual;
  /** The answers by name; the default is the first. */
  readonly choices: Readonly<Record<string, Bilingual>>;
  /** Why the default. */
  readonly reason: Bilingual;
}
