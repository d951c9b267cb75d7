import { createHash, hash } from 'node:crypto';
import { kept } from './fold-text.js';
import type { ContractRow, DeadlineRow } from './read-model.js';

/**
 * SHA-256 of what a row says of its contract, with its obligations and deadlines, whatever database they are kept in and whatever order they
 * are given in. Not of it: where the contract stands in the log, which is the log's matter, and when the row is due, which is the projector's.
 */
export const digestOfRow = (row: ContractRow): string => hash('sha256', canonical(row) + row.obligations, 'hex');

/** SHA-256 over the digests of contracts, which are given in the order of contractId: equal where all of them are. */
export class DigestOfAll {
  readonly #hash = createHash('sha256');

  /** @param digests of one contract, or of several on end */
  add(digests: string): void {
    this.#hash.update(digests);
  }
  /** Ends it. */
  value(): string {
    return this.#hash.digest('hex');
  }
}

/** All but the obligations. */
const canonical = (row: ContractRow): string =>
  JSON.stringify([
    row.contractId,
    kept(row.contractor),
    row.status,
    row.billingStartedOn ?? null,
    row.minimumPeriodEndsOn ?? null,
    row.effectiveEndOn ?? null,
    row.outstanding,
    row.earliestFactOn,
    row.revision,
    row.deadlines.toSorted(byId).map(ofDeadline),
  ]);

const ofDeadline = ({ id, on, kind, text, article }: DeadlineRow): readonly unknown[] => [
  id,
  on,
  kind,
  kept(text),
  article,
];

const byId = ({ id: one }: { readonly id: string }, { id: other }: { readonly id: string }): number =>
  one < other ? -1 : one > other ? 1 : 0;
