import { crc32 } from 'node:zlib';
import { amountFactsOf, historyOfAmounts, type AmountFacts, type History } from '@ledger/contract';
import { readingsConcerning, type ReadingSet } from '@ledger/figures';
import type { AmountBasis, Concerns } from '../read-model.js';

/**
 * Raised whenever facts are written otherwise, or other readings are seen to concern them: what an earlier form says is not relied on, and the
 * log is read for it.
 */
const FORM = 1;
/** Above the bits of all readings. */
const FORMS = 2 ** 24;

/** The contract up to this revision, as far as amounts rest on it. */
export const basisOf = (history: History, revision: number): AmountBasis => {
  const { contractId } = history;
  const concerns = FORM * FORMS + readingsConcerning(history);
  const facts = JSON.stringify(amountFactsOf(history));
  return { contractId, revision, concerns, facts: `${sumOf({ contractId, revision, concerns, facts })} ${facts}` };
};

/** The history, as far as amounts rest on it; undefined for one of another form, and for one that was edited. */
export const historyIn = ({ facts: text, ...basis }: AmountBasis): History | undefined => {
  const end = text.indexOf(' ');
  const facts = text.slice(end + 1);
  const isOfToday = Math.floor(basis.concerns / FORMS) === FORM;
  if (!isOfToday || text.slice(0, end) !== sumOf({ ...basis, facts })) return undefined;
  return historyOfAmounts(basis.contractId, JSON.parse(facts) as AmountFacts);
};

/** The bases of contracts that one of these readings can concern, and those of another form. */
export const concerning = (readings: ReadingSet): Concerns => ({
  readings,
  form: { from: FORM * FORMS, below: (FORM + 1) * FORMS },
});

const sumOf = ({ contractId, revision, concerns, facts }: AmountBasis): string =>
  crc32(`${contractId} ${String(revision)} ${String(concerns)} ${facts}`).toString(36);
