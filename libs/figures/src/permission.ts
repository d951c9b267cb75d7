import { isoDate } from '@ledger/kernel';
import { targetsOn } from '@ledger/contract';
import { isDesignated, parseTarget, type Clause } from '@ledger/terms';
import { clauses } from './clauses.js';
import { standingOfAgreement } from './registers.js';
import type { Situation } from './situation.js';

/** A domain, an address or a prefix as it was typed, or the name of a third party. */
export type AskedUse = { readonly target: string } | { readonly thirdParty: string };
/** Whether a use is covered on the day asked about, by which clause and why. */
export interface Permission {
  readonly permitted: boolean;
  readonly clause: Clause;
  readonly text: string;
  /** The events it rests on. */
  readonly facts: readonly string[];
}

/** @throws {RangeError} for a target that is neither a domain nor an address */
export const permissionOf = (situation: Situation, use: AskedUse): Permission => {
  const answer =
    'target' in use ? permissionFor(situation, use.target) : permissionForThirdParty(situation, use.thirdParty);
  return noContract(situation) ?? answer;
};

/** Art. 3: whether the service may be used for a domain or an address. */
const permissionFor = ({ contract, asOf }: Situation, text: string): Permission => {
  const target = parseTarget(text);
  const designation = targetsOn(contract, asOf);
  const facts = designation === undefined ? [] : [designation.eventId];
  if (designation !== undefined && isDesignated(target, designation)) {
    return { permitted: true, clause: clauses.designation, text: `${target.text} is designated`, facts };
  }
  return {
    permitted: false,
    clause: clauses.otherTargets,
    text: `${target.text} is not designated on ${isoDate(asOf)}`,
    facts,
  };
};

/** Art. 2(1): use by a third party is covered while an agreement between the contractor and it stands. */
const permissionForThirdParty = ({ contract, asOf }: Situation, thirdParty: string): Permission => {
  const agreement = contract.agreements.findLast(
    (one) => one.thirdParty === thirdParty && standingOfAgreement(one, asOf).open,
  );
  return {
    permitted: agreement !== undefined,
    clause: clauses.useByThirdParties,
    text:
      agreement === undefined
        ? `no agreement stands on ${isoDate(asOf)}`
        : `an agreement stands since ${isoDate(agreement.concludedOn)}`,
    facts: agreement === undefined ? [] : [agreement.eventId],
  };
};

/** Nothing may be used before the contract is accepted, nor after its end. */
const noContract = ({ base, end, asOf }: Situation): Permission | undefined => {
  if (base === undefined) {
    return {
      permitted: false,
      clause: clauses.designation,
      text: `no contract is in force on ${isoDate(asOf)}`,
      facts: [],
    };
  }
  if (end === undefined || asOf <= end.on) return undefined;
  return {
    permitted: false,
    clause: clauses.effectiveEnd,
    text: `the contract ended on ${isoDate(end.on)}`,
    facts: [end.eventId],
  };
};
