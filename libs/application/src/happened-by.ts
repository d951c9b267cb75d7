import type { CivilDate } from '@ledger/kernel';
import { isCorrection, ownDateOf, type History, type RecordedContractEvent } from '@ledger/contract';

/**
 * Whether an event belongs to the record as of a day, as the facts that figures rest on do: its own date, corrections known applied, is
 * not after it. The application, and what has only a planned date, belong to every day; a correction belongs where its fact does.
 * @param asOf undefined: the whole record
 */
export const happenedBy = (
  { facts, recorded }: History,
  asOf: CivilDate | undefined,
): ((event: RecordedContractEvent) => boolean) => {
  if (asOf === undefined) return () => true;
  const standing = new Map(facts.map((fact) => [fact.eventId, fact]));
  const byId = new Map(recorded.map((event) => [event.eventId, event]));
  const isBy = (event: RecordedContractEvent): boolean => {
    if (event.type === 'ContractApplied') return true;
    if (isCorrection(event)) {
      const target = byId.get(event.data.eventId);
      return target === undefined || isBy(target);
    }
    const on = ownDateOf(standing.get(event.eventId) ?? event); // a voided fact has the date that was recorded
    return on === undefined || on <= asOf;
  };
  return isBy;
};
