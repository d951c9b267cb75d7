import type { EventStore } from '@ledger/event-store';
import { InvalidFact } from '@ledger/contract';
import { readDispute } from './dispute-streams.js';

/**
 * What is recorded because of a dispute is found by it: so the dispute must be there, and about what is recorded.
 * @param contractIds of which one is to be a contract of the dispute; undefined where it is recorded for all
 * @throws {InvalidFact}
 */
export const requireDispute = async (
  store: EventStore,
  disputeId: string,
  contractIds: readonly string[] | undefined,
  pointer = '/disputeId',
): Promise<void> => {
  const stored = await readDispute(store, disputeId);
  if (stored === undefined) throw new InvalidFact({ pointer, detail: `there is no dispute ${disputeId}` });
  const contested = new Set(stored.dispute.opened.data.contractIds);
  if (contractIds?.some((contractId) => contested.has(contractId)) ?? true) return;
  const about = [...contested].join(', ');
  throw new InvalidFact({ pointer, detail: `dispute ${disputeId} is about ${about}, and about nothing else` });
};
