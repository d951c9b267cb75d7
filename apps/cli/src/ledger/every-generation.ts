import type { GenerationAnswer, ListGenerations, Page } from '@ledger/application';

type PageOf = (
  which: ListGenerations['which'],
  cursor: string | undefined,
) => Promise<Pick<Page<GenerationAnswer>, 'items' | 'nextCursor'>>;

/** Those that have rows, and those that are still to have some; the latest requested first. */
export const everyGeneration = async (page: PageOf): Promise<readonly GenerationAnswer[]> => {
  const kept = await everyPage('kept', page);
  const ids = new Set(kept.map(({ generationId }) => generationId));
  const requested = await everyPage('requested', page);
  const awaited = requested.filter(({ generationId, state }) => UNDER_WAY.includes(state) && !ids.has(generationId));
  return [...awaited, ...kept];
};

/** In these states something is still done. */
export const UNDER_WAY: readonly GenerationAnswer['state'][] = ['waiting', 'building'];

const everyPage = async (which: ListGenerations['which'], page: PageOf): Promise<readonly GenerationAnswer[]> => {
  const all: GenerationAnswer[] = [];
  for (let cursor: string | undefined; ;) {
    const { items, nextCursor } = await page(which, cursor);
    all.push(...items);
    if (nextCursor === null) return all;
    cursor = nextCursor;
  }
};
