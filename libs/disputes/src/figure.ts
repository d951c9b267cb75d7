import { subtractYen, ZERO_YEN, type Yen } from '@ledger/kernel';
import type { Credit, Figures } from '@ledger/figures';

/** A figure that can be disputed: one that is an amount. */
export type DisputedFigure =
  | { readonly kind: 'totals' }
  | { readonly kind: 'termination' }
  | { readonly kind: 'obligation'; readonly id: string }
  | { readonly kind: 'credit'; readonly outageId: string };

/** The figure named so. @throws {RangeError} for any other text, saying which there are */
export const parseFigure = (name: string): DisputedFigure => {
  if (name === 'totals' || name === 'termination') return { kind: name };
  const [, kind, id = ''] = /^(obligations|credits)\/([A-Za-z0-9][A-Za-z0-9._:-]{0,199})$/.exec(name) ?? [];
  if (kind === 'obligations') return { kind: 'obligation', id };
  if (kind === 'credits') return { kind: 'credit', outageId: id };
  throw new RangeError('must be totals, termination, obligations/<id> or credits/<outageId>');
};

/**
 * What a figure comes to: of the totals what is outstanding less what is overpaid, of a termination all its charges, of a credit what is due
 * for it, so that it is nothing as long as no claim in time arrived; a row that has not arisen is nothing.
 */
export const amountIn = (figures: Figures, name: string): Yen => {
  const figure = parseFigure(name);
  switch (figure.kind) {
    case 'totals': {
      const { outstanding, overpaid } = figures.totals();
      return subtractYen(outstanding, overpaid);
    }
    case 'termination':
      return figures.termination().earlyTermination.total;
    case 'obligation':
      return figures.obligations().items.find(({ id }) => id === figure.id)?.amount ?? ZERO_YEN;
    case 'credit':
      return dueFor(figures.credits().find(({ outageId }) => outageId === figure.outageId));
  }
};

/** What Art. 10 gives for an outage: nothing where no claim counts. */
export const dueFor = (credit: Credit | undefined): Yen => (credit?.claim === undefined ? ZERO_YEN : credit.amount);

/** Every amount that follows for a contract, by the name of its figure. */
export const amountsIn = (figures: Figures): ReadonlyMap<string, Yen> =>
  new Map([
    ['totals', amountIn(figures, 'totals')],
    ['termination', amountIn(figures, 'termination')],
    ...figures.obligations().items.map(({ id, amount }) => [`obligations/${id}`, amount] as const),
    ...figures.credits().map((credit) => [`credits/${credit.outageId}`, dueFor(credit)] as const),
  ]);
