import type { RecordedContractEvent } from '@ledger/contract';
import type { Recorded } from './envelope.js';
import { KeyReused } from './errors.js';
import type { KeyedRequest } from './metadata.js';
import type { StoredContract } from './stored-contract.js';

/** The answer to a command that recorded these events. */
export const answerOf = (contractId: string, events: readonly RecordedContractEvent[]): Recorded => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('a command records at least one event');
  return {
    contractId,
    revision: last.revision,
    position: String(last.position),
    events: events.map(({ eventId, type, revision }) => ({ id: eventId, type, revision })),
  };
};

/**
 * The first answer again, where the contract holds what a request with this key recorded; only what was recorded is kept.
 * @throws {KeyReused} where that request had another body
 */
export const firstAnswer = (
  { contractId, history, keyed, metadata }: StoredContract,
  { key, fingerprint }: KeyedRequest,
): Recorded | undefined => {
  const first = keyed.get(key);
  const request = first === undefined ? undefined : metadata[first]?.idempotency;
  if (first === undefined || request === undefined) return undefined;
  if (request.fingerprint !== fingerprint) throw new KeyReused();
  const next = metadata.findIndex(({ idempotency }, revision) => revision > first && idempotency?.key !== key);
  return answerOf(contractId, history.recorded.slice(first, next === -1 ? undefined : next));
};
