import { assertNever, instant, japaneseDateOf } from '@ledger/kernel';
import { article10, editionOn, quote, Refusal } from '@ledger/terms';
import type { DecisionContext } from '../command.js';
import { AlreadyRecorded, BrokenHistory, InvalidFact, NotCorrectable, UnknownTarget } from '../errors.js';
import { sameJson } from '../same-json.js';
import { parsed } from '../shapes.js';
import type { IncidentEvent } from './incident-events.js';
import { recoveryOf, type Incident, type IncidentFact } from './incident.js';
import { replacementShapes, type IncidentCommand, type ReportReplacement } from './incident-shapes.js';

/** It does not depend on readings. */
type IncidentContext = Omit<DecisionContext, 'interpretationOn'>;

/**
 * What is to be recorded of an incident. What its contracts make of it each of them decides for itself.
 * @param incident undefined where there is none of this id
 * @throws {InvalidFact} {UnknownTarget} {AlreadyRecorded} {Refusal} {BrokenHistory} {NotCorrectable} as the decisions about contracts
 */
export const decideIncident = (
  command: IncidentCommand,
  incidentId: string,
  incident: Incident | undefined,
  context: IncidentContext,
): IncidentEvent => {
  if (command.type === 'IncidentReported') {
    requireFirst(incident?.report, `incident ${incidentId} is already reported`);
    requireReport(command.data, '', context);
    return command;
  }
  if (incident === undefined) throw new UnknownTarget('incident', incidentId);
  switch (command.type) {
    case 'IncidentRecovered':
      if (incident.report.isVoid) throw new UnknownTarget('incident', incidentId);
      requireFirst(recoveryOf(incident), 'the recovery is already recorded');
      requirePast(command.data.recoveredAt, '/recoveredAt', context);
      requireAfterBeginning(incident.report.data, command.data);
      return command;
    case 'IncidentCorrected':
      return correction(command.data, incident, context);
    case 'IncidentVoided':
      return voiding(command.data, incident);
    default:
      return assertNever(command);
  }
};

const correction = (
  { eventId, replacement, ...rest }: Extract<IncidentCommand, { type: 'IncidentCorrected' }>['data'],
  incident: Incident,
  context: IncidentContext,
): IncidentEvent => {
  const target = targetOf(eventId, incident);
  const data =
    target.type === 'IncidentReported'
      ? correctedReport(target, replacement, incident, context)
      : correctedRecovery(target, replacement, incident, context);
  return {
    type: 'IncidentCorrected',
    data: { ...rest, eventId: target.eventId, type: target.type, replacement: { ...data } },
  };
};

const correctedReport = (
  report: IncidentFact<'IncidentReported'>,
  replacement: Readonly<Record<string, unknown>>,
  incident: Incident,
  context: IncidentContext,
): ReportReplacement => {
  const { contractIds: before, ...standing } = report.data;
  const { contractIds = before, ...data } = parsed(replacementShapes.IncidentReported, replacement, '/replacement');
  if (!sameJson(contractIds, before)) {
    throw new InvalidFact({ pointer: '/replacement/contractIds', detail: 'stay what they were' });
  }
  requireChange(report, standing, data);
  requireReport(data, '/replacement', context);
  const recovery = recoveryOf(incident);
  if (recovery !== undefined && instant(recovery.data.recoveredAt) < instant(data.occurredAt)) {
    throw broken(recovery, 'the recovery is before the outage occurred');
  }
  return data;
};

const correctedRecovery = (
  recovery: IncidentFact<'IncidentRecovered'>,
  replacement: Readonly<Record<string, unknown>>,
  incident: Incident,
  context: IncidentContext,
): IncidentFact<'IncidentRecovered'>['data'] => {
  if (incident.report.isVoid) throw new UnknownTarget('incident', incident.incidentId);
  const data = parsed(replacementShapes.IncidentRecovered, replacement, '/replacement');
  requireChange(recovery, recovery.data, data);
  const standing = recoveryOf(incident);
  if (standing?.eventId !== recovery.eventId) requireFirst(standing, 'the recovery is already recorded');
  requirePast(data.recoveredAt, '/replacement/recoveredAt', context);
  requireAfterBeginning(incident.report.data, data);
  return data;
};

const voiding = (
  { eventId, ...rest }: Extract<IncidentCommand, { type: 'IncidentVoided' }>['data'],
  incident: Incident,
): IncidentEvent => {
  const target = targetOf(eventId, incident);
  if (target.isVoid) throw alreadyRecorded(target, 'the event is void already');
  const recovery = recoveryOf(incident);
  if (target.type === 'IncidentReported' && recovery !== undefined) {
    throw broken(recovery, 'there would be no incident to recover from');
  }
  return { type: 'IncidentVoided', data: { ...rest, eventId: target.eventId } };
};

const targetOf = (eventId: string | undefined, { report, recoveries, corrections }: Incident): IncidentFact => {
  if (eventId === undefined || eventId === report.eventId) return report;
  const recovery = recoveries.find((one) => one.eventId === eventId);
  if (recovery !== undefined) return recovery;
  if (!corrections.includes(eventId)) throw new UnknownTarget('event', eventId);
  throw new NotCorrectable(eventId, 'a correction is never itself corrected: correct the fact again');
};

/** An edition of the terms is in force when the provider becomes aware, and that is not before the outage, nor in the future. */
const requireReport = ({ occurredAt, awareAt }: ReportReplacement, at: string, context: IncidentContext): void => {
  if (instant(awareAt) < instant(occurredAt)) {
    throw new InvalidFact({ pointer: `${at}/awareAt`, detail: 'nobody is aware of an outage before it occurs' });
  }
  requirePast(awareAt, `${at}/awareAt`, context);
  editionOn(context.terms, japaneseDateOf(instant(awareAt)));
};

const requirePast = (moment: string, pointer: string, { now }: IncidentContext): void => {
  if (instant(moment) > now) throw new InvalidFact({ pointer, detail: 'lies in the future' });
};

const requireAfterBeginning = (
  { occurredAt }: ReportReplacement,
  { recoveredAt }: IncidentFact<'IncidentRecovered'>['data'],
): void => {
  if (instant(recoveredAt) >= instant(occurredAt)) return;
  throw new Refusal('before-its-beginning', clause, 'the recovery is before the outage occurred');
};

const requireChange = (fact: IncidentFact, standing: object, data: object): void => {
  if (!fact.isVoid && sameJson(standing, data)) throw alreadyRecorded(fact, 'this is what stands already');
};

const requireFirst = (standing: IncidentFact | undefined, detail: string): void => {
  if (standing !== undefined) throw alreadyRecorded(standing, detail);
};

const alreadyRecorded = ({ correction, eventId }: IncidentFact, detail: string): AlreadyRecorded =>
  new AlreadyRecorded(correction?.eventId ?? eventId, clause, detail);

const broken = ({ eventId, type }: IncidentFact, detail: string): BrokenHistory =>
  new BrokenHistory({ eventId, type, detail, clause });

/** Art. 10: what an incident is to its contracts. */
const clause = quote(article10);
