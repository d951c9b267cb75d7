import { GIVEN_ID } from '@ledger/contract';
import type { ImportedFact } from '@ledger/application';
import { Complaint } from '../complaint.js';
import type { Line } from '../lines.js';

/** A line of an import: a fact and whose it is. */
export interface FactLine {
  readonly contractId: string;
  readonly fact: ImportedFact;
}
/** A line that names its contract, but is no fact. */
export interface FaultyLine {
  readonly contractId: string;
  readonly fault: string;
}

/**
 * The fact of a line; whether it is a possible one is asked where it is decided.
 * @throws {Complaint} where not even the contract can be told: nobody knows then whose facts are complete
 */
export const readFactLine = ({ number, text }: Line): FactLine | FaultyLine => {
  const value = objectIn(text, number);
  const { contractId, type, data, eventId, ...others } = value;
  if (typeof contractId !== 'string' || !GIVEN_ID.test(contractId)) {
    throw new Complaint(
      `line ${String(number)}: contractId must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit`,
    );
  }
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return { contractId, fault: `${unknown.slice(0, 100)} is not known here` };
  if (typeof type !== 'string') return { contractId, fault: 'type must be the name of a fact' };
  if (!isObject(data)) return { contractId, fault: 'data must be an object' };
  if (eventId !== undefined && (typeof eventId !== 'string' || !UUID.test(eventId))) {
    return { contractId, fault: 'eventId must be a UUID in lower case' };
  }
  return { contractId, fact: { type, data, ...(eventId !== undefined && { eventId }) } };
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const objectIn = (text: string, line: number): Readonly<Record<string, unknown>> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Complaint(`line ${String(line)} is not JSON: ${(error as Error).message}`);
  }
  if (!isObject(value)) throw new Complaint(`line ${String(line)} is not a JSON object`);
  return value;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
