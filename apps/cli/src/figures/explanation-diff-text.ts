import type {
  ComparedAnswer,
  ComparedSideAnswer,
  ComparedStepAnswer,
  ExplanationDiffAnswer,
  StatedAnswer,
} from '@ledger/application';
import { grouped } from '../table.js';
import { branch, valueText } from './explanation-text.js';

/** Two derivations of a figure as one tree: what is the same, what is not, and with what the difference begins. */
export const explanationDiffText = (answer: ExplanationDiffAnswer): string => {
  const { figure, left, right, yen } = answer;
  return [
    figure,
    `  ${sideText(left)}`,
    `  -> ${sideText(right)}${yen === null || yen === '0' ? '' : `: ${grouped(yen)} yen`}`,
    ...comparedLines(answer),
  ].join('\n');
};

/** The tree alone. */
export const comparedLines = ({ premises, explanation }: ComparedAnswer): readonly string[] => {
  const first = premises[0]?.id;
  return branch(explanation, (step) => [`${SIGNS[step.state]} ${stepText(step)}${mark(step, first)}`, ...facts(step)]);
};

const SIGNS: Readonly<Record<ComparedStepAnswer['state'], string>> = {
  same: '=',
  'same-value': '≈',
  'other-value': '≠',
  'left-only': '-',
  'right-only': '+',
};

const sideText = ({ asOf, knownAt, readings, premises }: ComparedSideAnswer): string =>
  [
    `as of ${asOf}`,
    ...(knownAt === null ? [] : [`known at ${knownAt}`]),
    ...(readings.length === 0 ? [] : [`readings ${readings.join(', ')}`]),
    ...(premises.hypotheses === undefined ? [] : [`${String(premises.hypotheses.length)} supposed`]),
  ].join(', ');

const stepText = ({ label, article, left, right }: ComparedStepAnswer): string => {
  const [one, other] = [saidOf(left), saidOf(right)];
  return `${label}: ${one === other ? one : `${one} -> ${other}`}${article === null ? '' : `  Art. ${article}`}`;
};

const saidOf = (side: StatedAnswer | null): string =>
  side === null ? 'nothing' : `${valueText(side.value, side.unit)}${side.reading === null ? '' : ` [${side.reading}]`}`;

const mark = ({ id, premise }: ComparedStepAnswer, first: string | undefined): string => {
  if (id === first) return '  <== here the difference begins';
  return premise ? '  <-- and here' : '';
};

/** The events that state a value, where the sides do not have it of the same. */
const facts = ({ left, right }: ComparedStepAnswer): readonly string[] => {
  const [one, other] = [left, right].map((side) => side?.facts.join(', ') ?? '');
  if (one === other) return [];
  return [`recorded by ${one === '' ? 'nothing' : (one ?? '')} -> ${other === '' ? 'nothing' : (other ?? '')}`];
};
