import { civilDate } from '@ledger/kernel';
import type { PageRequest, View } from '@ledger/application';
import { parseKnownAt, type KnownAt } from '@ledger/contract';
import { parseReadings } from '@ledger/terms';
import { invalid } from './problem.js';
import type { PageQuery, ViewQuery } from './view.requests.js';

/** What `asOf`, `knownAt` and `reading` ask. @throws {Problem} `invalid-request` */
export const viewOf = ({ asOf, knownAt, reading }: ViewQuery): View => ({
  asOf: asOf === undefined ? undefined : civilDate(asOf),
  knownAt: knownAt === undefined ? undefined : knownAtOf('knownAt', knownAt),
  readings: reading === undefined ? undefined : read('reading', () => parseReadings([reading].flat())),
});

/** A state of knowledge, by an instant or a position. @throws {Problem} `invalid-request` */
export const knownAtOf = (parameter: string, text: string): NonNullable<KnownAt> =>
  read(parameter, () => parseKnownAt(text));

export const pageOf = ({ limit, cursor }: PageQuery): PageRequest => ({
  limit: limit === undefined ? undefined : Number(limit),
  cursor,
});

export const minPositionOf = (text: string | undefined): bigint | undefined =>
  text === undefined ? undefined : BigInt(text);

/** What `parse` gives; what it throws becomes a complaint about the parameter. */
const read = <Value>(parameter: string, parse: () => Value): Value => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([{ pointer: `/query/${parameter}`, detail: `${parameter}: ${error.message}` }]);
  }
};
