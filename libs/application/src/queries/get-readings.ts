import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { choicesOf, readingIds, register, type Bilingual, type Question, type ReadingId } from '@ledger/terms';

/** The register of readings: the questions that the text leaves open, and how they may be answered. */
export class GetReadings extends Query<ReadingsAnswer> {}
export interface ReadingsAnswer {
  readonly items: readonly ReadingAnswer[];
}
export interface ReadingAnswer {
  readonly id: ReadingId;
  readonly name: string;
  /** The clauses that leave the question open, as they are cited. */
  readonly clauses: readonly string[];
  readonly question: Bilingual;
  readonly default: string;
  readonly others: readonly string[];
  /** What each answer means, by its name. */
  readonly choices: Readonly<Record<string, Bilingual>>;
  /** Why the default. */
  readonly reason: Bilingual;
}

@QueryHandler(GetReadings)
export class GetReadingsHandler implements IQueryHandler<GetReadings> {
  execute(): Promise<ReadingsAnswer> {
    return Promise.resolve({ items: readingIds.map(readingAnswer) });
  }
}

const readingAnswer = (id: ReadingId): ReadingAnswer => {
  const { name, clauses, question, choices, reason }: Question = register[id];
  const [byDefault = '', ...others] = choicesOf(id);
  return { id, name, clauses, question, default: byDefault, others, choices, reason };
};
