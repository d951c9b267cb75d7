import { civilDate, type CivilDate } from '@ledger/kernel';

/** A day that may be left out. */
export const dayOf = (text: string | undefined): CivilDate | undefined =>
  text === undefined ? undefined : civilDate(text);
