import { appendLimits } from '@ledger/event-store';
import type { Line } from '../lines.js';
import { readFactLine } from './fact-line.js';

/** A line that is wrong already by its looks. */
export interface LineFault {
  readonly line: number;
  /** Undefined where it cannot be told whose line it is. */
  readonly contractId: string | undefined;
  readonly detail: string;
}

/** What a file holds of a contract. */
export interface Surveyed {
  /** How many of its lines are facts. */
  lines: number;
  /** Of these lines. */
  bytes: number;
  /** A line of it is wrong already by its looks: nothing of the contract is to be recorded. */
  isRefused: boolean;
}

/** All of a file by contract, so that a contract can be told to be complete. @param wrong told of every line that is wrong by its looks */
export const survey = async (
  lines: AsyncIterable<Line>,
  wrong: (fault: LineFault) => void,
): Promise<ReadonlyMap<string, Surveyed>> => {
  const contracts = new Map<string, Surveyed>();
  for await (const line of lines) {
    if (line.text.trim() === '') continue;
    const read = readFactLine(line);
    const { contractId } = read;
    const tell = (detail: string): void => wrong({ line: line.number, contractId, detail });
    if ('fault' in read) tell(read.fault);
    if (contractId === undefined) continue;
    const contract = contracts.get(contractId) ?? { lines: 0, bytes: 0, isRefused: false };
    contracts.set(contractId, contract);
    if ('fault' in read) {
      contract.isRefused = true;
    } else {
      contract.lines += 1;
      contract.bytes += line.bytes;
      if (!contract.isRefused && isTooMuch(contract)) {
        contract.isRefused = true;
        tell(TOO_MUCH);
      }
    }
  }
  return contracts;
};

/** What the log takes is asked where it is written; here only what goes far beyond is not held. */
const isTooMuch = ({ lines, bytes }: Surveyed): boolean =>
  lines > appendLimits.events || bytes > 2 * appendLimits.bytes;

const TOO_MUCH = `one contract is recorded at once, with at most ${String(appendLimits.events)} facts of together ${String(appendLimits.bytes)} bytes: import a part of its lines first`;
