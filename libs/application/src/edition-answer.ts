import type { Contract } from '@ledger/contract';
import type { Edition, Terms } from '@ledger/terms';
import type { EditionAnswer } from './view.js';

/** The edition of the day asked about; with a warning (R17) where a fact that counts is judged by one whose text is not at hand. */
export const editionAnswer = (
  { asOf, earliestFactOn }: Pick<Contract, 'asOf' | 'earliestFactOn'>,
  { editions }: Terms,
): EditionAnswer => {
  const inForceOn = (date: typeof asOf): Edition | undefined =>
    editions.findLast(({ inForceFrom }) => inForceFrom <= date);
  const edition = inForceOn(asOf);
  const missing = [edition, inForceOn(earliestFactOn)].find((one) => one?.textAtHand === false);
  return {
    id: edition?.id ?? null,
    warning:
      missing === undefined
        ? null
        : `the text of the terms in force from ${missing.id} is not at hand; it is taken to have said the same (R17:same-parameters)`,
  };
};
