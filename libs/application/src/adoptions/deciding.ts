import type { Adoptions } from '@ledger/contract';
import type { AdoptionReader } from './adoption-reader.js';

/**
 * Decides what may rest on what is adopted: by what was last seen of it here, and anew where it was asked for and more was adopted since.
 * Most commands ask for nothing of the kind, and do not pay for it.
 * @param decide is given what is adopted, by a function that it calls when it needs to know
 */
export const decideUnderAdopted = async <Decision>(
  reader: AdoptionReader,
  decide: (adopted: () => Adoptions) => Decision,
): Promise<Decision> => {
  for (let adoptions: Adoptions = reader.lastSeen; ;) {
    const asked: Adoptions[] = [];
    const attempt = attempted(() =>
      decide(() => {
        asked.push(adoptions);
        return adoptions;
      }),
    );
    if (asked.length === 0) return attempt();
    const newest = await reader.upToDate();
    if (newest === adoptions) return attempt();
    adoptions = newest;
  }
};

/** Does it, and gives what it gave or throws what it threw when asked for that. */
const attempted = <Result>(work: () => Result): (() => Result) => {
  try {
    const result = work();
    return () => result;
  } catch (cause) {
    return () => {
      throw cause;
    };
  }
};
