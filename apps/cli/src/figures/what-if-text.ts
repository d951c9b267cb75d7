import type { ExplainedPremiseAnswer, WhatIfAnswer } from '@ledger/application';
import { grouped, tableOf } from '../table.js';

type Difference = WhatIfAnswer['differences'][number];

/** What differs from the recorded state, by how much, and with what the difference begins. */
export const whatIfText = ({ asOf, readings, edition, differences }: WhatIfAnswer): string => {
  const under = readings.length === 0 ? '' : `, readings ${readings.join(', ')}`;
  const head = `as of ${asOf}, edition ${edition.id ?? '-'}${under}; nothing is recorded`;
  if (differences.length === 0) return `${head}\nevery figure is as recorded`;
  const table = tableOf(differences, [
    { title: 'figure', show: ({ figure }) => figure },
    { title: 'as recorded', show: ({ before }) => saidOf(before), align: 'right' },
    { title: 'what if', show: ({ after }) => saidOf(after), align: 'right' },
    { title: 'yen', show: ({ yen }) => yen && signed(yen), align: 'right' },
    { title: 'because', show: ({ because }) => becauseOf(because) },
  ]);
  return `${head}\n${table}`;
};

/** What a figure comes to, in a word. */
const saidOf = (figure: Difference['before']): string | null => {
  if (figure === null) return null;
  if ('amount' in figure) return grouped(figure.amount);
  if ('outstanding' in figure) return `${grouped(figure.outstanding)} open`;
  if ('earlyTermination' in figure) return figure.effectiveOn ?? figure.status;
  return 'on' in figure ? figure.on : figure.status;
};

const signed = (yen: string): string => (yen.startsWith('-') || yen === '0' ? grouped(yen) : `+${grouped(yen)}`);

const becauseOf = ([first]: readonly ExplainedPremiseAnswer[]): string | null => {
  if (first === undefined) return null;
  const { label, left, right } = first;
  const isReading = left !== null && right !== null && left.reading !== right.reading;
  const said = (side: typeof left): string => (isReading ? side?.reading : side?.value) ?? '-';
  return `${label}: ${said(left)} -> ${said(right)}`;
};
