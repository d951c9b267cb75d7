import { civilDate, instant } from '@ledger/kernel';
import type { PageRequest, View } from '@ledger/application';
import type { KnownAt } from '@ledger/contract';
import { parseReading, type Readings } from '@ledger/terms';
import { invalid } from './problem.js';
import type { PageQuery, ViewQuery } from './view.requests.js';

const POSITION = /^position:(0|[1-9]\d{0,17})$/;

/** What `asOf`, `knownAt` and `reading` ask. @throws {Problem} `invalid-request` */
export const viewOf = ({ asOf, knownAt, reading }: ViewQuery): View => ({
  asOf: asOf === undefined ? undefined : civilDate(asOf),
  knownAt: knownAt === undefined ? undefined : knownAtOf('knownAt', knownAt),
  readings: reading === undefined ? undefined : readingsOf([reading].flat()),
});

/** A state of knowledge, by an instant or a position. @throws {Problem} `invalid-request` */
export const knownAtOf = (parameter: string, text: string): NonNullable<KnownAt> => {
  const position = POSITION.exec(text)?.[1];
  if (position !== undefined) return { position: BigInt(position) };
  return read(parameter, 'must be position:<n>, or an instant with an offset (RFC 3339)', () => ({
    instant: instant(text),
  }));
};

export const pageOf = ({ limit, cursor }: PageQuery): PageRequest => ({
  limit: limit === undefined ? undefined : Number(limit),
  cursor,
});

export const minPositionOf = (text: string | undefined): bigint | undefined =>
  text === undefined ? undefined : BigInt(text);

const readingsOf = (texts: readonly string[]): Partial<Readings> => {
  const readings = new Map<string, string>();
  for (const text of texts) {
    const { id, choice } = read('reading', undefined, () => parseReading(text));
    if ((readings.get(id) ?? choice) !== choice) {
      throw invalid([{ pointer: '/query/reading', detail: `${id} is asked for in two ways` }]);
    }
    readings.set(id, choice);
  }
  return Object.fromEntries(readings);
};

/** What `parse` gives; what it throws becomes a complaint about the parameter. */
const read = <Value>(parameter: string, expected: string | undefined, parse: () => Value): Value => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([
      {
        pointer: `/query/${parameter}`,
        detail: `${parameter}${expected === undefined ? `: ${error.message}` : ` ${expected}`}`,
      },
    ]);
  }
};
