import type { Explanation, Figures } from '@ledger/figures';

/** Why a figure that can be disputed is what it is; undefined where nothing explains it, or there is no such figure. */
export const explanationIn = (figures: Figures, name: string): Explanation | undefined => {
  const explained = explainedBy(name);
  if (explained === undefined) return undefined;
  const whole = figures.explanation(explained.figure);
  return explained.step === undefined ? whole : whole?.children.find(({ id }) => id === explained.step);
};

/** What a figure that can be disputed is said of, as changes of a contract name it; undefined where they do not. */
export const changedWith = (name: string): string | undefined =>
  name === 'contract/status' ? 'contract' : explainedBy(name)?.figure;

/** The explanation, and the step of it that is about this. */
interface Explained {
  readonly figure: string;
  readonly step?: string;
}

const explainedBy = (name: string): Explained | undefined => {
  const [group, id = '', about] = name.split('/');
  switch (group) {
    case 'totals':
    case 'obligations':
      return { figure: name };
    case 'credits':
      return ofCredit(id, about);
    case 'deadlines':
      return ofDeadline(id);
    case 'termination':
      return name in STEPS_OF_TERMINATION
        ? { figure: group, step: STEPS_OF_TERMINATION[name] ?? '' }
        : { figure: group };
    case 'contract':
      return { figure: 'termination' };
    default:
      return undefined;
  }
};

const ofCredit = (outageId: string, about: string | undefined): Explained => {
  const figure = `credits/${outageId}`;
  return about === 'claim-by' ? { figure, step: `${figure}/${about}` } : { figure };
};

const ofDeadline = (id: string): Explained | undefined => {
  if (id.startsWith('claim-by:')) return ofCredit(id.slice('claim-by:'.length), 'claim-by');
  return /^(contract-ends|option-ends|minimum-period-ends):/.test(id) ? { figure: 'termination' } : undefined;
};

const STEPS_OF_TERMINATION: Readonly<Record<string, string>> = {
  'termination/effective-on': 'termination/effective-on',
  'termination/minimum-period-end': 'termination/minimum-period',
};
