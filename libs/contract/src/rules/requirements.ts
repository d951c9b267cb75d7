import { isoDate, type CivilDate } from '@ledger/kernel';
import { article05, article07, article08, quote, Refusal, type Clause } from '@ledger/terms';
import type { OptionPeriod } from '../contract.js';
import { endOfContract, endOfOption } from '../ends.js';
import { AlreadyRecorded, UnknownTarget } from '../errors.js';
import type { Option } from '../events.js';
import { periodAt } from '../evolve.js';
import type { Situation } from '../situation.js';

/** @throws {Refusal} always. */
export const refuse = (code: string, clause: Clause, detail: string): never => {
  throw new Refusal(code, clause, detail);
};

/** What can be true only once is not true yet. @throws {AlreadyRecorded} */
export const requireFirst = (
  standing: { readonly eventId: string } | undefined,
  clause: Clause,
  detail: string,
): void => {
  if (standing !== undefined) throw new AlreadyRecorded(standing.eventId, clause, detail);
};

/** What a fact is about is known. @throws {UnknownTarget} */
export const requireKnown = <Entry>(entry: Entry | undefined, kind: string, id: string): Entry => {
  if (entry === undefined) throw new UnknownTarget(kind, id);
  return entry;
};

/** Nothing ends, or is answered, before it began. @throws {Refusal} */
export const requireNotBefore = (on: CivilDate, beganOn: CivilDate, clause: Clause, what: string): void => {
  if (on < beganOn) refuse('before-its-beginning', clause, `${isoDate(on)} is before ${what} (${isoDate(beganOn)})`);
};

/** The contract is neither refused nor ended on the day. @throws {Refusal} */
export const requireOpen = (situation: Situation): void => {
  requireNotRefused(situation);
  const { contract, interpretation, on } = situation;
  const end = endOfContract(contract, interpretation);
  if (end !== undefined && end.on < on) {
    refuse('contract-ended', quote(article07), `the contract ended on ${isoDate(end.on)}`);
  }
};

/** The contract is accepted and has not ended on the day. @throws {Refusal} */
export const requireInForce = (situation: Situation): void => {
  requireOpen(situation);
  requireAccepted(situation);
};

/** The contract is accepted by the day, whether or not it has ended since. @throws {Refusal} */
export const requireAccepted = (situation: Situation): void => {
  requireNotRefused(situation);
  const { contract, on } = situation;
  if (contract.acceptance === undefined) {
    refuse('not-accepted', quote(article08), `the contract is not accepted on ${isoDate(on)}`);
  }
};

/** The contract and the option are in force on the day. @throws {Refusal} */
export const requireOptionInForce = (situation: Situation, option: Option, clause: Clause): OptionPeriod => {
  requireInForce(situation);
  const { contract, interpretation, on } = situation;
  const period = periodAt(contract.options, option, on);
  if (period === undefined)
    return refuse('option-not-accepted', clause, `the ${option} option is not accepted on ${isoDate(on)}`);
  const end = endOfOption(contract, period, interpretation);
  if (end !== undefined && end.on < on) {
    refuse('option-ended', quote(article05, 4), `the ${option} option ended on ${isoDate(end.on)}`);
  }
  return period;
};

/** As rules of their own, where nothing else has to hold. */
export const open = (_data: object, situation: Situation): void => {
  requireOpen(situation);
};
export const inForce = (_data: object, situation: Situation): void => {
  requireInForce(situation);
};

const requireNotRefused = ({ contract: { refusal } }: Situation): void => {
  if (refusal === undefined) return;
  refuse('contract-refused', quote(article08), `the application was refused on ${isoDate(refusal.refusedOn)}`);
};
