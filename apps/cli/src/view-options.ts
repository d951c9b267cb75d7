import { Option } from 'nest-commander';
import { civilDate } from '@ledger/kernel';
import type { View } from '@ledger/application';
import { parseKnownAt } from '@ledger/contract';
import { parseReading, parseReadings } from '@ledger/terms';
import { Complaint } from './complaint.js';
import { Verb, type DataDirectoryOption } from './verb.js';

/** Under what a question is asked, as it stands on the command line. */
export interface ViewOptions extends DataDirectoryOption {
  readonly asOf?: View['asOf'];
  readonly knownAt?: View['knownAt'];
  readonly reading?: readonly string[];
  readonly json?: boolean;
}

/** @throws {Complaint} where a question of the terms is given two answers */
export const viewOf = ({ asOf, knownAt, reading = [] }: ViewOptions): View => ({
  asOf,
  knownAt,
  readings: spoken('--reading', () => parseReadings(reading)),
});

/** A verb that asks about a contract. */
export abstract class ReadingVerb extends Verb {
  @Option({
    flags: '--as-of <day>',
    description: 'the day the question is about, YYYY-MM-DD; today in Japan where it is left out',
  })
  parseAsOf(text: string): View['asOf'] {
    return spoken('--as-of', () => civilDate(text));
  }

  @Option({
    flags: '--known-at <moment>',
    description: 'what was known then: an instant with its offset, or position:<n>; everything where it is left out',
  })
  parseKnownAt(text: string): View['knownAt'] {
    return spoken('--known-at', () => parseKnownAt(text));
  }

  @Option({
    flags: '--reading <reading>',
    description: 'how an open question of the terms is answered, R05:separate; may be repeated',
  })
  parseReading(text: string, before: readonly string[] = []): readonly string[] {
    spoken('--reading', () => parseReading(text));
    return [...before, text];
  }

  @Option({ flags: '--json', description: 'the answer of the HTTP interface instead of a text' })
  parseJson(): boolean {
    return true;
  }
}

/** What is said about an option that cannot be read. @throws {Complaint} */
export const spoken = <Value>(option: string, parse: () => Value): Value => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof RangeError) throw new Complaint(`${option}: ${error.message}`);
    throw error;
  }
};
