import type { ReadModel } from './read-model.js';

/** Contracts whose rows change though nothing was recorded of them: something was adopted for them. */
export type Concerned = 'all' | readonly string[];

/**
 * Contracts that are still to be computed again. It is noted in the read model together with the rows, so that whoever goes on after a
 * crash finishes it.
 */
export interface Pending {
  /** In their order. */
  readonly contracts: Concerned;
  /** Those up to this one are done. */
  readonly after: string;
}

/** The name of the note. */
export const PENDING = 'still to be computed again';

/** What is to be done once more is concerned: from the beginning, since what was done was done without it. */
export const pendingWith = (before: Pending | undefined, concerned: Concerned): Pending | undefined => {
  if (concerned.length === 0) return before;
  if (concerned === 'all' || before?.contracts === 'all') return { contracts: 'all', after: '' };
  return { contracts: [...new Set([...(before?.contracts ?? []), ...concerned])].sort(), after: '' };
};

/** What is left once these are done. @param last undefined where none was left */
export const pendingAfter = ({ contracts }: Pending, last: string | undefined): Pending | undefined =>
  last === undefined ? undefined : { contracts, after: last };

/** The next of them. */
export const nextOf = async (
  { contracts, after }: Pending,
  list: ReadModel,
  limit: number,
): Promise<readonly string[]> => {
  if (contracts !== 'all') return contracts.filter((contractId) => contractId > after).slice(0, limit);
  const page = await list.page({}, { upTo: EVERY_POSITION, after, limit });
  return page.map(({ contractId }) => contractId);
};

export const textOfPending = (pending: Pending | undefined): string =>
  pending === undefined ? '' : JSON.stringify(pending);
export const pendingOf = (text: string | undefined): Pending | undefined =>
  text === undefined || text === '' ? undefined : (JSON.parse(text) as Pending);

const EVERY_POSITION = 2n ** 62n;
