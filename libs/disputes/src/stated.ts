import { civilDate, subtractYen, yen, type Yen } from '@ledger/kernel';
import { options, type Statement } from '@ledger/contract';
import type { FigureValue } from './comparison/outcome.js';

/**
 * What a statement says, by the names of the figures that can be disputed: of one figure often several things. What the answer does not
 * hold, because another version of the code gave it, is not said.
 */
export const valuesStated = ({ figure, answer }: Pick<Statement, 'figure' | 'answer'>): Said => {
  const said = (name: string, unit: FigureValue['unit'], ...path: readonly string[]): Said =>
    saidOf(name, unit, textAt(answer, path));
  if (figure === 'totals') return ofTotals(answer);
  if (figure === 'termination') {
    return [
      ...said('termination', 'yen', 'earlyTermination', 'total'),
      ...said('termination/effective-on', 'date', 'effectiveOn'),
      ...said('termination/minimum-period-end', 'date', 'minimumPeriod', 'lastDay'),
      ...options.flatMap((option) => [
        ...said(`termination/${option}/effective-on`, 'date', 'options', option, 'effectiveOn'),
        ...said(`termination/${option}/minimum-period-end`, 'date', 'options', option, 'minimumPeriod', 'lastDay'),
      ]),
    ];
  }
  if (figure.startsWith('credits/')) {
    return [
      ...(answer['claimedOn'] === null ? saidOf(figure, 'yen', '0') : said(figure, 'yen', 'amount')),
      ...said(`${figure}/status`, 'word', 'status'),
      ...said(`${figure}/claim-by`, 'date', 'claimBy'),
    ];
  }
  return said(figure, 'yen', 'amount');
};

type Said = readonly (readonly [figure: string, value: FigureValue])[];

const ofTotals = (answer: Statement['answer']): Said => {
  const [outstanding, overpaid] = [textAt(answer, ['outstanding']), textAt(answer, ['overpaid'])];
  if (typeof outstanding !== 'string' || typeof overpaid !== 'string') return [];
  return [['totals', { unit: 'yen', value: subtractYen(amount(outstanding), amount(overpaid)) }]];
};

/** @param text null where it is said that there is none */
const saidOf = (name: string, unit: FigureValue['unit'], text: string | null | undefined): Said => {
  if (text === undefined) return [];
  switch (unit) {
    case 'yen':
      return text === null ? [] : [[name, { unit, value: amount(text) }]];
    case 'date':
      return [[name, { unit, value: text === null ? undefined : civilDate(text) }]];
    case 'word':
      return [[name, { unit, value: text ?? undefined }]];
  }
};

/** Null where the way ends in a null: then it is said that there is none. */
const textAt = (answer: unknown, [name, ...rest]: readonly string[]): string | null | undefined => {
  if (answer === null) return null;
  if (name === undefined) return typeof answer === 'string' ? answer : undefined;
  if (typeof answer !== 'object') return undefined;
  return textAt((answer as Readonly<Record<string, unknown>>)[name], rest);
};

/** Also a negative one, of a reduction. */
const amount = (text: string): Yen => yen(Number(text));
