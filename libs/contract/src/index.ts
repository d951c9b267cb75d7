export * from './amount-facts.js';
export * from './command.js';
export * from './contract.js';
export { decide } from './decide.js';
export * from './ends.js';
export * from './errors.js';
export { judgedOn, ownDateOf } from './event-dates.js';
export { clauseOf, eventDefinitions, personalDataOf } from './event-definitions.js';
export { eventSchemas } from './event-schemas.js';
export * from './events.js';
export { contractOn } from './evolve.js';
export {
  documents as documentsShape,
  GIVEN_ID,
  givenId as givenIdShape,
  id as idShape,
  text as textShape,
} from './fact-shapes.js';
export * from './history.js';
export { historyUnder, historyUnderUnjudged } from './hypotheses/history-under.js';
export * from './hypotheses/hypothesis.js';
export { parseHypotheses } from './hypotheses/parse-hypotheses.js';
export * from './kept-facts.js';
export * from './lookups.js';
export { normalised } from './normalise.js';
export * from './parse-fact.js';
export { sameJson } from './same-json.js';
export * as shapes from './shapes.js';
export type { JsonSchema } from './shapes.js';
export { supposing } from './situation.js';
export type { WrittenEdition } from './premises/edition-shape.js';
export * from './premises/known-at.js';
export { parsePremises, premisesSchema } from './premises/parse-premises.js';
export * from './premises/premises.js';
export { readFacts, withFactsRead, type ReadFact } from './read-facts.js';
export * from './status.js';
export { openEvent, type StoredEvent } from './upcasters.js';
export { isAffectedOn, stillToCarry, type Carrying } from './incidents/carry.js';
export { decideIncident } from './incidents/decide-incident.js';
export * from './incidents/incident-events.js';
export {
  incidentAfter,
  recoveryOf,
  type Incident,
  type IncidentFact,
  type RecordedIncidentEvent,
} from './incidents/incident.js';
export {
  incidentSchemas,
  MOST_NAMED_CONTRACTS,
  parseIncidentCommand,
  type IncidentCommand,
} from './incidents/incident-shapes.js';
export { openCarriageEvent, openIncidentEvent } from './incidents/open-incident-event.js';
export * from './adoptions/adoption-events.js';
export { MOST_ADOPTING_CONTRACTS, parseAdoptionCommand, type AdoptionCommand } from './adoptions/adoption-shapes.js';
export * from './adoptions/adoptions.js';
export { decideAdoption, type AdoptionContext } from './adoptions/decide-adoption.js';
export * from './adoptions/interpretation.js';
export { openAdoptionEvent } from './adoptions/open-adoption-event.js';
export * from './unseal.js';
