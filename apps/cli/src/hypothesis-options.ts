import { parseHypotheses, type Hypothesis } from '@ledger/contract';
import { Complaint } from './complaint.js';

/*
 * How what is supposed is said on the command line: `--add <type=json>`, `--correct <event=json>`, `--void <event>`, each as often as needed.
 */

export const addedBy = (text: string): readonly Hypothesis[] => {
  const { name, json } = pairOf('--add', text);
  return read('--add', { kind: 'added', type: name, data: json });
};
export const correctedBy = (text: string): readonly Hypothesis[] => {
  const { name, json } = pairOf('--correct', text);
  return read('--correct', { kind: 'corrected', eventId: name, replacement: json });
};
export const voidedBy = (eventId: string): readonly Hypothesis[] => read('--void', { kind: 'voided', eventId });

export interface HypothesisOptions {
  readonly add?: readonly Hypothesis[];
  readonly correct?: readonly Hypothesis[];
  readonly void?: readonly Hypothesis[];
}

/** What does not happen gives way to what happens instead. */
export const hypothesesIn = (options: HypothesisOptions): readonly Hypothesis[] => [
  ...(options.void ?? []),
  ...(options.correct ?? []),
  ...(options.add ?? []),
];

/** JSON as it is typed. @throws {Complaint} */
export const jsonIn = (option: string, text: string, what = 'what is given'): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new Complaint(`${option}: ${what} is no JSON`);
    throw error;
  }
};

const pairOf = (option: string, text: string): { readonly name: string; readonly json: unknown } => {
  const at = text.indexOf('=');
  if (at < 1) throw new Complaint(`${option}: is written name={...}`);
  const name = text.slice(0, at);
  return { name, json: jsonIn(option, text.slice(at + 1), `what follows ${name}=`) };
};

const read = (option: string, hypothesis: object): readonly Hypothesis[] => {
  try {
    return parseHypotheses([hypothesis]);
  } catch (error) {
    if (error instanceof Error && error.name === 'InvalidFact') throw new Complaint(`${option}: ${error.message}`);
    throw error;
  }
};
