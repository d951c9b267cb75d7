import { assertNever, type CivilDate } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import type { Command } from '../command.js';
import { endOfContract } from '../ends.js';
import { contractOn } from '../evolve.js';
import type { History } from '../history.js';
import type { Incident, IncidentFact } from './incident.js';

/** What a contract is still to record of an incident. */
export interface Carrying {
  /** The id of the event that records it: the same whoever carries it and however often. */
  readonly eventId: string;
  readonly command: Command;
  /** An event that the contract must hold first: an outage of the same name may be of another make. */
  readonly after: string | undefined;
}

/**
 * What a contract is still to record of an incident, in the order of what happened to the incident. One event of the incident is at most
 * one of the contract's. What was corrected before the contract was told of it is recorded as it stands; what was voided, not at all.
 * @param eventIdOf the id of the contract's event that stands for the incident's event of that revision
 * @param holds whether the contract holds an event
 */
export const stillToCarry = (
  incident: Incident,
  eventIdOf: (revision: number) => string,
  holds: (eventId: string) => boolean,
): readonly Carrying[] => {
  const detected = eventIdOf(incident.report.revision);
  const facts: readonly IncidentFact[] = [incident.report, ...incident.recoveries];
  const carryings = facts.flatMap((fact): (Carrying & { readonly revision: number })[] => {
    const own = eventIdOf(fact.revision);
    if (!holds(own)) {
      const after = fact.type === 'IncidentReported' ? undefined : detected;
      const command = commandOf(incident.incidentId, fact);
      return fact.isVoid ? [] : [{ revision: fact.revision, eventId: own, command, after }];
    }
    if (fact.correction === undefined) return [];
    const { revision, reason } = fact.correction;
    const eventId = eventIdOf(revision);
    const { data } = commandOf(incident.incidentId, fact);
    const command: Command = fact.isVoid
      ? { type: 'EventVoided', data: { eventId: own, reason } }
      : { type: 'EventCorrected', data: { eventId: own, reason, replacement: { ...data } } };
    return holds(eventId) ? [] : [{ revision, eventId, command, after: own }];
  });
  return carryings.sort((one, other) => one.revision - other.revision);
};

/** Art. 10: in force from the start of billing to the end, both days included. False where there was no contract yet. */
export const isAffectedOn = (history: History, on: CivilDate, interpretation: Interpretation): boolean => {
  if (!history.facts.some(({ type }) => type === 'BillingStarted')) return false;
  const contract = contractOn(history, on);
  const { acceptance, refusal, billing } = contract;
  if (acceptance === undefined || refusal !== undefined || billing === undefined || billing.startsOn > on) return false;
  const end = endOfContract(contract, interpretation);
  return end === undefined || on <= end.on;
};

const commandOf = (
  outageId: string,
  fact: IncidentFact,
): Extract<Command, { type: 'OutageDetected' | 'OutageRecovered' }> => {
  switch (fact.type) {
    case 'IncidentReported': {
      const { contractIds: _contractIds, ...data } = fact.data;
      return { type: 'OutageDetected', data: { ...data, outageId } };
    }
    case 'IncidentRecovered':
      return { type: 'OutageRecovered', data: { ...fact.data, outageId } };
    default:
      return assertNever(fact);
  }
};
