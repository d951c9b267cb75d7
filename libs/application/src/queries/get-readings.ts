import { Query } from '@nestjs/cqrs';

/** The register of readings. */
export class GetReadings extends Query<ReadingsAnswer> {}
export interface ReadingsAnswer {
  readonly items: readonly ReadingAnswer[];
}
export interface ReadingAnswer {
  readonly id: string;
  readonly name: string;
  readonly clause: string;
  readonly question: string;
  readonly default: string;
  readonly others: readonly string[];
  readonly reason: string;
}
