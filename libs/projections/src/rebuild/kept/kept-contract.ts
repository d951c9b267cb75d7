import {
  historyKept,
  keptFactsOf,
  optionsBegun,
  type History,
  type KeptFact,
  type KeptRecording,
} from '@ledger/contract';
import type { Instant } from '@ledger/kernel';
import type { KnownContract } from '../../contract-row.js';
import type { AmountBasis } from '../../read-model.js';
import type { KeptContract } from '../../sqlite/kept-contracts.js';

/* A contract as it is kept between rebuilds: the facts that its row rests on, read, and what was found out from them. */

type KeptText = readonly [
  revision: number,
  madeAt: number,
  lastRecordedAt: Instant,
  begun: KeptRecording['optionsBegun'],
  concerns: number,
  basis: string,
  facts: readonly KeptFact[],
];

/** @param whole the whole history; undefined for one of which nothing was recorded */
export const keptOf = (
  whole: History,
  revision: number,
  madeAt: bigint,
  basis: AmountBasis,
): KeptContract | undefined => {
  const last = whole.recorded.at(-1);
  if (last === undefined) return undefined;
  const begun = optionsBegun(whole);
  const { concerns, facts } = basis;
  const text: KeptText = [revision, Number(madeAt), last.recordedAt, begun, concerns, facts, keptFactsOf(whole)];
  return { contractId: whole.contractId, position: Number(last.position), text: inAscii(JSON.stringify(text)) };
};

/** The same JSON: of half the memory where there is a name in it, and read in half the time. */
const inAscii = (json: string): string =>
  json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A contract that was kept, but for what is adopted. */
export const knownIn = ({ contractId, text }: KeptContract): Omit<KnownContract, 'adoptions'> => {
  const [revision, madeAt, lastRecordedAt, begun, concerns, basis, facts] = JSON.parse(text) as KeptText;
  return {
    history: historyKept(contractId, facts, { optionsBegun: begun, lastRecordedAt }),
    revision,
    madeAt: BigInt(madeAt),
    basis: { contractId, revision, concerns, facts: basis },
  };
};
