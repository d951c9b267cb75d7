import type { StoredRow } from '@ledger/projections';

/** The rows of one contract in two generations. */
export interface Pair {
  readonly contractId: string;
  readonly before: StoredRow | undefined;
  readonly after: StoredRow | undefined;
}

/** The rows of two generations side by side, in the order of contractId. */
export async function* inStep(
  before: AsyncIterable<readonly StoredRow[]>,
  after: AsyncIterable<readonly StoredRow[]>,
): AsyncGenerator<Pair, void, void> {
  const [one, other] = [rowsOf(before), rowsOf(after)];
  try {
    let [left, right] = [await one.next(), await other.next()];
    while (left.done !== true || right.done !== true) {
      const order = left.done === true ? 1 : right.done === true ? -1 : compare(left.value, right.value);
      const [first, last] = [order <= 0 ? left.value : undefined, order >= 0 ? right.value : undefined];
      yield { contractId: (first ?? last)?.contractId ?? '', before: first ?? undefined, after: last ?? undefined };
      if (order <= 0) left = await one.next();
      if (order >= 0) right = await other.next();
    }
  } finally {
    await Promise.all([one.return(undefined), other.return(undefined)]);
  }
}

async function* rowsOf(pages: AsyncIterable<readonly StoredRow[]>): AsyncGenerator<StoredRow, undefined, void> {
  for await (const page of pages) yield* page;
  return undefined;
}

/** Ids are ASCII: by their bytes, as databases order them. */
const compare = (one: StoredRow | undefined, other: StoredRow | undefined): number => {
  const [left, right] = [one?.contractId ?? '', other?.contractId ?? ''];
  return left === right ? 0 : left < right ? -1 : 1;
};
