import {
  historyKept,
  keptFactsOf,
  optionsBegun,
  unsealed,
  type History,
  type KeptFact,
  type KeptRecording,
  type RecordedContractEvent,
  type ValueBeside,
} from '@ledger/contract';
import type { Instant } from '@ledger/kernel';
import type { KnownContract } from '../../contract-row.js';
import type { AmountBasis } from '../../read-model.js';
import type { KeptContract } from '../../sqlite/kept-contracts.js';

/*
 * A contract as it is kept between rebuilds: the facts that its row rests on, read, and what was found out from them. Names stand in it by
 * their commitments, with the positions of the events beside which their values are: these are asked of the log, so that what is erased
 * there is erased.
 */

type KeptText = readonly [
  revision: number,
  madeAt: number,
  lastRecordedAt: Instant,
  begun: KeptRecording['optionsBegun'],
  concerns: number,
  basis: string,
  facts: readonly KeptFact[],
];

/** @param sealed the whole history, with commitments in the places of names; undefined for one of which nothing was recorded */
export const keptOf = (
  sealed: History,
  revision: number,
  madeAt: bigint,
  basis: AmountBasis,
): KeptContract | undefined => {
  const [{ contractId, recorded }, last] = [sealed, sealed.recorded.at(-1)];
  if (last === undefined) return undefined;
  const facts = keptFactsOf(sealed);
  const names = JSON.stringify(facts.map(([, , ...members]) => members.filter((member) => isSealed(member))));
  const text: KeptText = [
    revision,
    Number(madeAt),
    last.recordedAt,
    optionsBegun(sealed),
    basis.concerns,
    basis.facts,
    facts,
  ];
  const namesAt = recorded.filter((event) => holds(event, names)).map(({ position }) => Number(position));
  return { contractId, position: Number(last.position), namesAt, text: JSON.stringify(text) };
};

const isSealed = (member: unknown): boolean => typeof member === 'object' && member !== null && 'commitment' in member;

/** Whether a name that is kept was said in an event. */
const holds = ({ data }: RecordedContractEvent, names: string): boolean =>
  [...JSON.stringify(data).matchAll(COMMITMENT)].some(([commitment]) => names.includes(commitment));
const COMMITMENT = /\{"commitment":"[^"]*"\}/g;

/**
 * A contract that was kept, but for what is adopted.
 * @param beside what stands now beside the events where its names are
 */
export const knownIn = (
  { contractId, text }: KeptContract,
  beside: readonly ValueBeside[],
): Omit<KnownContract, 'adoptions'> => {
  const [revision, madeAt, lastRecordedAt, begun, concerns, basis, facts] = JSON.parse(text) as KeptText;
  const nameOf = (name: unknown): string => unsealed(name, beside);
  return {
    history: historyKept(contractId, facts, { optionsBegun: begun, lastRecordedAt }, nameOf),
    revision,
    madeAt: BigInt(madeAt),
    basis: { contractId, revision, concerns, facts: basis },
  };
};
