import { hash } from 'node:crypto';
import { yen, type Yen } from '@ledger/kernel';
import type { Cause, Difference } from './differences.js';

/** What all differences of one kind come to. */
export interface DiffTotal {
  readonly contracts: number;
  readonly figures: number;
  /** Of obligations: what contractors owe more, or less. */
  readonly obligations: Yen;
  /** Of what is outstanding. */
  readonly outstanding: Yen;
}
export interface DiffTotals extends DiffTotal {
  /** A figure that several causes changed counts with each, its yen in the part of each: they add up to the whole. */
  readonly byCause: readonly (DiffTotal & { readonly cause: Cause; readonly detail: string | undefined })[];
  /** By the article that an obligation or deadline rests on; what rests on none of them alone stands without. */
  readonly byArticle: readonly (DiffTotal & { readonly article: string | undefined })[];
  /** SHA-256 over all differences: the same where contracts, figures, values and causes are. */
  readonly digest: string;
}

/** Of no differences. */
export const EMPTY_DIFF = hash('sha256', '');

/** Adds up differences, contract after contract, in the order of their ids. */
export class DiffSum {
  readonly #whole = new Sum();
  readonly #byCause = new Map<
    string,
    Sum & { readonly of: { readonly cause: Cause; readonly detail: string | undefined } }
  >();
  readonly #byArticle = new Map<string, Sum & { readonly of: { readonly article: string | undefined } }>();
  #digest = EMPTY_DIFF;

  /** @param differences of one contract, all of them */
  add(differences: readonly Difference[]): void {
    for (const difference of differences) {
      const { contractId, figure, article, yen: amount, causes } = difference;
      this.#digest = hash('sha256', `${this.#digest} ${textOfDifference(difference)}`);
      this.#whole.add(contractId, figure, amount);
      sumOf(this.#byArticle, article ?? '', { article }).add(contractId, figure, amount);
      for (const { cause, detail, yen: part } of merged(causes)) {
        // Events are many: what each did stands with the figure.
        const shown = BY_EVENT.includes(cause) ? undefined : detail;
        sumOf(this.#byCause, `${cause} ${shown ?? ''}`, { cause, detail: shown }).add(contractId, figure, part);
      }
    }
  }

  totals(): DiffTotals {
    const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
      one < other ? -1 : 1;
    return {
      ...this.#whole.total(),
      byCause: [...this.#byCause].sort(byKey).map(([, sum]) => ({ ...sum.of, ...sum.total() })),
      byArticle: [...this.#byArticle].sort(byKey).map(([, sum]) => ({ ...sum.of, ...sum.total() })),
      digest: this.#digest,
    };
  }
}

const BY_EVENT: readonly Cause[] = ['later-fact', 'correction', 'unreadable'];

/** Figures are counted once for each contract, though several events changed them. */
const merged = (causes: Difference['causes']): Difference['causes'] => {
  const found = new Map<string, Difference['causes'][number]>();
  for (const one of causes) {
    const key = BY_EVENT.includes(one.cause) ? one.cause : `${one.cause} ${one.detail ?? ''}`;
    const before = found.get(key);
    found.set(key, before === undefined ? one : { ...one, yen: yen((before.yen ?? 0) + (one.yen ?? 0)) });
  }
  return [...found.values()];
};

class Sum {
  #contracts = 0;
  #last: string | undefined;
  #figures = 0;
  #obligations = 0;
  #outstanding = 0;

  /** @param contractId each contract's figures one after the other */
  add(contractId: string, figure: string, amount: Yen | undefined): void {
    if (this.#last !== contractId) this.#contracts += 1;
    this.#last = contractId;
    this.#figures += 1;
    if (figure === 'totals') this.#outstanding += amount ?? 0;
    else this.#obligations += amount ?? 0;
  }
  total(): DiffTotal {
    return {
      contracts: this.#contracts,
      figures: this.#figures,
      obligations: yen(this.#obligations),
      outstanding: yen(this.#outstanding),
    };
  }
}

const sumOf = <Of extends object>(
  sums: Map<string, Sum & { readonly of: Of }>,
  key: string,
  of: Of,
): Sum & { readonly of: Of } => {
  const known = sums.get(key);
  if (known !== undefined) return known;
  const sum = Object.assign(new Sum(), { of });
  sums.set(key, sum);
  return sum;
};

const textOfDifference = ({ contractId, figure, before, after, causes }: Difference): string =>
  JSON.stringify([
    contractId,
    figure,
    before ?? null,
    after ?? null,
    causes.map(({ cause, detail }) => [cause, detail]),
  ]);
