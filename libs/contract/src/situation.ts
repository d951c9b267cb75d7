import type { CivilDate, Instant } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import type { DecisionContext } from './command.js';
import type { Contract } from './contract.js';
import { judgedOn } from './event-dates.js';
import type { ContractEvent, FactEvent } from './events.js';
import { contractOn } from './evolve.js';
import { grownBy, type History, type RecordedContractEvent } from './history.js';

/** What a fact is judged against. */
export interface Situation {
  readonly context: DecisionContext;
  /** The day that the fact is judged on: the one it happened, or from which it is to hold. */
  readonly on: CivilDate;
  /** The contract on that day, by all that is known now. */
  readonly contract: Contract;
  /** Under which it is judged on that day. */
  readonly interpretation: Interpretation;
  /** The contract with everything that is known, whatever its date. */
  readonly known: Contract;
}

/** Folds only what a rule asks for: many facts are recorded whatever the contract's state. */
export const situationOf = (fact: FactEvent, history: History, context: DecisionContext): Situation => {
  const on = judgedOn(fact);
  let contract: Contract | undefined;
  let known: Contract | undefined;
  return {
    context,
    on,
    get contract() {
      return (contract ??= contractOn(history, on));
    },
    get interpretation() {
      return context.interpretationOn(on);
    },
    get known() {
      return (known ??= contractOn(history, END_OF_TIME));
    },
  };
};

/**
 * The history as it would be if an event were recorded next: what else is decided with it is judged by this, and what it would break.
 */
export const supposing = (history: History, event: ContractEvent, eventId = SUPPOSED): History => {
  const last = history.recorded.at(-1);
  const recorded: RecordedContractEvent = {
    ...event,
    eventId,
    revision: (last?.revision ?? -1) + 1,
    position: (last?.position ?? -1n) + 1n,
    recordedAt: last?.recordedAt ?? BEFORE_ALL,
  };
  return grownBy(history, [recorded]);
};

/** The id of an event that is only supposed: no client or server gives one like it. */
const SUPPOSED = '-supposed-';
const BEFORE_ALL = 0 as Instant;
/** A day after every other. */
export const END_OF_TIME = Number.MAX_SAFE_INTEGER as CivilDate;
