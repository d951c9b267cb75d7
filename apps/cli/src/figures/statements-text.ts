import type { StatementAgainAnswer } from '@ledger/application';
import { tableOf } from '../table.js';

type Difference = StatementAgainAnswer['today']['difference'];

/** What was stated, by which code, and whether it still is. */
export const statementsText = (statements: readonly StatementAgainAnswer[]): string =>
  statements.length === 0
    ? 'nothing was stated'
    : tableOf(statements, [
        { title: 'statement', show: ({ statementId }) => statementId },
        { title: 'made on', show: ({ madeOn }) => madeOn },
        { title: 'figure', show: ({ figure }) => figure },
        { title: 'as of', show: ({ premises }) => premises.asOf },
        { title: 'told to', show: ({ toldTo }) => toldTo },
        { title: 'given again', show: againText },
        { title: 'today', show: ({ today }) => differenceText(today.difference) },
      ]);

const againText = ({ again, codeVersion }: StatementAgainAnswer): string => {
  if (again.same) return 'the same';
  const what = again.difference === null ? 'another explanation' : differenceText(again.difference);
  return `${what} (code ${codeVersion}, now ${again.codeVersion})`;
};

const differenceText = (difference: Difference): string =>
  difference === null
    ? 'the same'
    : `${difference.path}: ${JSON.stringify(difference.was)} -> ${JSON.stringify(difference.is)}`;
