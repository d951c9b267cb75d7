import type { DateRange, Yen } from '@ledger/kernel';
import { obligationsInText } from '../obligations-text.js';
import type { ContractRow, DeadlineRow, ObligationRow } from '../read-model.js';

/** What a row says of one figure. */
export type RowFigure =
  | {
      readonly kind: 'contract';
      readonly value: Pick<
        ContractRow,
        'contractor' | 'status' | 'billingStartedOn' | 'minimumPeriodEndsOn' | 'effectiveEndOn'
      >;
    }
  | { readonly kind: 'totals'; readonly value: { readonly outstanding: Yen } }
  | { readonly kind: 'obligation'; readonly value: Omit<ObligationRow, 'id'> }
  | { readonly kind: 'deadline'; readonly value: Omit<DeadlineRow, 'id'> };

/** A figure with a text that is the same where it says the same. */
export interface SaidFigure {
  readonly figure: RowFigure;
  readonly text: string;
}

/** The figures of a row by their names: `contract`, `totals`, `obligations/<id>`, `deadlines/<id>`; none where there is no row. */
export const figuresOfRow = (row: ContractRow | undefined): ReadonlyMap<string, SaidFigure> => {
  const figures = new Map<string, SaidFigure>();
  if (row === undefined) return figures;
  const { contractor, status, billingStartedOn, minimumPeriodEndsOn, effectiveEndOn, outstanding } = row;
  const add = (name: string, figure: RowFigure, said: readonly unknown[]): void => {
    figures.set(name, { figure, text: JSON.stringify(said) });
  };
  add(
    'contract',
    { kind: 'contract', value: { contractor, status, billingStartedOn, minimumPeriodEndsOn, effectiveEndOn } },
    [contractor, status, billingStartedOn, minimumPeriodEndsOn, effectiveEndOn],
  );
  add('totals', { kind: 'totals', value: { outstanding } }, [outstanding]);
  for (const { id, ...value } of obligationsInText(row.obligations)) {
    add(`obligations/${id}`, { kind: 'obligation', value }, saidOfObligation(value));
  }
  for (const { id, ...value } of row.deadlines) {
    add(`deadlines/${id}`, { kind: 'deadline', value }, [value.on, value.kind, value.text, value.article]);
  }
  return figures;
};

/**
 * Whether two rows surely have the same figures, seen without making a text of any: the usual case by far. False where that takes a closer look,
 * as where the same stands in another order.
 */
export const surelySayTheSame = (one: ContractRow | undefined, other: ContractRow | undefined): boolean => {
  if (one === undefined || other === undefined) return one === other;
  return (
    one.outstanding === other.outstanding &&
    one.contractor === other.contractor &&
    one.status === other.status &&
    one.billingStartedOn === other.billingStartedOn &&
    one.minimumPeriodEndsOn === other.minimumPeriodEndsOn &&
    one.effectiveEndOn === other.effectiveEndOn &&
    one.obligations === other.obligations &&
    one.deadlines.length === other.deadlines.length &&
    one.deadlines.every((deadline, index) => isSameDeadline(deadline, other.deadlines[index]))
  );
};

const isSameDeadline = (one: DeadlineRow, other: DeadlineRow | undefined): boolean =>
  one.id === other?.id &&
  one.on === other.on &&
  one.kind === other.kind &&
  one.text === other.text &&
  one.article === other.article;

const saidOfObligation = (obligation: Omit<ObligationRow, 'id'>): readonly unknown[] => {
  const { kind, subject, item, article, period, arisesOn, amount, settled, outstanding, status, counterparty } =
    obligation;
  return [
    kind,
    subject,
    item,
    article,
    ...daysOf(period),
    arisesOn,
    amount,
    settled,
    outstanding,
    status,
    counterparty,
  ];
};
const daysOf = (period: DateRange | undefined): readonly unknown[] => [period?.from, period?.to];

/** What a figure comes to in yen: an obligation's amount, a contract's outstanding sum; undefined where it is no sum, also by somebody's hand. */
export const yenOf = (figure: RowFigure): Yen | undefined => {
  const amount = amountOf(figure);
  return Number.isSafeInteger(amount) ? amount : undefined;
};

const amountOf = (figure: RowFigure): Yen | undefined => {
  if (figure.kind === 'obligation') return figure.value.amount;
  return figure.kind === 'totals' ? figure.value.outstanding : undefined;
};

/** The article that a figure rests on; undefined where it rests on several. */
export const articleOf = (figure: RowFigure): string | undefined =>
  figure.kind === 'obligation' || figure.kind === 'deadline' ? figure.value.article : undefined;
