import { faultOfType, GIVEN_ID, InvalidFact, isCommandType, parseCommand } from '@ledger/contract';
import type { ImportedFact } from '@ledger/application';
import { faultsOf } from '../describe-error.js';
import type { Line } from '../lines.js';

/** A line of an import: a fact and whose it is. */
export interface FactLine {
  readonly contractId: string;
  readonly fact: ImportedFact;
}
/** A line that is no fact. */
export interface FaultyLine {
  /** Undefined where it cannot be told. */
  readonly contractId: string | undefined;
  readonly fault: string;
}

/** The fact of a line; whether it is a possible one is asked where it is decided. */
export const readFactLine = ({ text, fault }: Line): FactLine | FaultyLine => {
  if (fault !== undefined) return { contractId: contractIdSeenIn(text), fault };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { contractId: contractIdSeenIn(text), fault: `is not JSON: ${(error as Error).message}` };
  }
  return isObject(value) ? readFact(value) : { contractId: undefined, fault: 'is not a JSON object' };
};

const readFact = ({ contractId, type, data, eventId, ...others }: Fields): FactLine | FaultyLine => {
  if (!isContractId(contractId)) return { contractId: undefined, fault: NO_CONTRACT_ID };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return { contractId, fault: `${unknown.slice(0, 100)} is not known here` };
  if (typeof type !== 'string') return { contractId, fault: 'type must be the name of a fact' };
  if (!isObject(data)) return { contractId, fault: 'data must be an object' };
  if (eventId !== undefined && (typeof eventId !== 'string' || !UUID.test(eventId))) {
    return { contractId, fault: 'eventId must be a UUID in lower case' };
  }
  const fault = faultOf(type, data);
  if (fault !== undefined) return { contractId, fault };
  return { contractId, fact: { type, data, ...(eventId !== undefined && { eventId }) } };
};

type Fields = Readonly<Record<string, unknown>>;

const NO_CONTRACT_ID =
  'contractId must be 1 to 64 letters, digits, dots, dashes or underscores, the first a letter or digit';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Asked here as well as where it is decided, so that every such line is named and not only the contract's first. */
const faultOf = (type: string, data: Fields): string | undefined => {
  if (!isCommandType(type)) return `/type ${faultOfType(type)}`;
  try {
    parseCommand(type, data);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidFact)) throw error;
    return faultsOf(error.faults.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail })));
  }
};

/** A broken line still says, as a rule, whose it is: that contract is then not taken for complete without it. */
const contractIdSeenIn = (text: string): string | undefined => {
  const seen = /"contractId"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  return isContractId(seen) ? seen : undefined;
};

const isContractId = (value: unknown): value is string => typeof value === 'string' && GIVEN_ID.test(value);

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
