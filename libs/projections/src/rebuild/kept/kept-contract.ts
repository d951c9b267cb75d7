import {
  historyKept,
  keptFactsOf,
  lastRecordedAt,
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

/*
 * A contract as it is kept between rebuilds: the facts that its row rests on, read, and what was found out from them. Names stand in it by
 * their commitments, with the positions of the events beside which their values are: these are asked of the log, so that what is erased
 * there is erased.
 */

/** Raised whenever facts are kept otherwise or read otherwise: what an earlier form says is not relied on, and the log is read. */
const FORM = 1;

type KeptText = readonly [
  form: number,
  revision: number,
  madeAt: number,
  lastRecordedAt: Instant,
  begun: KeptRecording['optionsBegun'],
  namesAt: readonly number[],
  concerns: number,
  basis: string,
  facts: readonly KeptFact[],
];

/** @param sealed the whole history, with commitments in the places of names */
export const keptTextOf = (sealed: History, revision: number, madeAt: bigint, basis: AmountBasis): string => {
  const facts = keptFactsOf(sealed);
  const names = JSON.stringify(facts.map(([, , ...members]) => members.filter((member) => isSealed(member))));
  const text: KeptText = [
    FORM,
    revision,
    Number(madeAt),
    lastRecordedAt(sealed) ?? (0 as Instant),
    optionsBegun(sealed),
    sealed.recorded.filter((event) => holds(event, names)).map(({ position }) => Number(position)),
    basis.concerns,
    basis.facts,
    facts,
  ];
  return JSON.stringify(text);
};

const isSealed = (member: unknown): boolean => typeof member === 'object' && member !== null && 'commitment' in member;

/** Whether a name that is kept was said in an event. */
const holds = ({ data }: RecordedContractEvent, names: string): boolean =>
  [...JSON.stringify(data).matchAll(COMMITMENT)].some(([commitment]) => names.includes(commitment));
const COMMITMENT = /\{"commitment":"[^"]*"\}/g;

/** A contract that was kept. */
export interface OpenedContract {
  readonly lastRecordedAt: Instant;
  /** Of the events beside which its names stand. */
  readonly namesAt: readonly number[];
  /** @param beside what stands beside these now */
  readonly known: (beside: readonly ValueBeside[]) => Omit<KnownContract, 'adoptions'>;
}

/** Undefined for one of another form. */
export const openedText = (contractId: string, written: string): OpenedContract | undefined => {
  const text = JSON.parse(written) as KeptText;
  if (text[0] !== FORM) return undefined;
  const [, revision, madeAt, recordedAt, begun, namesAt, concerns, basis, facts] = text;
  return {
    lastRecordedAt: recordedAt,
    namesAt,
    known: (beside) => ({
      history: historyKept(contractId, facts, { optionsBegun: begun, lastRecordedAt: recordedAt }, (name) =>
        unsealed(name, beside),
      ),
      revision,
      madeAt: BigInt(madeAt),
      basis: { contractId, revision, concerns, facts: basis },
    }),
  };
};
