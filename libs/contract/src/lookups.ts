import type { CivilDate } from '@ledger/kernel';
import type { Administrator, Contract, Fees, Quote, Targets } from './contract.js';
import type { Option } from './events.js';

/*
 * Which of several entries with a date holds on a day: the latest that is not after it. Of two of the same day the one recorded
 * later counts.
 */

/** The entry in force on a day. @param dateOf the day from which an entry holds */
export const inForceOn = <Entry>(
  entries: readonly Entry[],
  dateOf: (entry: Entry) => CivilDate,
  on: CivilDate,
): Entry | undefined => {
  let found: Entry | undefined;
  for (const entry of entries) {
    if (dateOf(entry) <= on && (found === undefined || dateOf(entry) >= dateOf(found))) found = entry;
  }
  return found;
};

/** Who the contractor is on a day: as applied for, or as changed since. */
export const contractorOn = (
  { application, contractorChanges }: Contract,
  on: CivilDate,
): { readonly eventId: string; readonly name: string; readonly contact: string | undefined } =>
  inForceOn(contractorChanges, ({ from }) => from, on) ?? application;

/** What was quoted for a subject, as in force on a day: the latest quote that says something of it. */
export const quoteOn = (
  { quotes }: Contract,
  subject: 'base' | Option,
  on: CivilDate,
): { readonly quote: Quote; readonly fees: Fees } | undefined => {
  const feesIn = (quote: Quote): Fees | undefined => (subject === 'base' ? quote.base : quote.options[subject]);
  const quote = inForceOn(
    quotes.filter((one) => feesIn(one) !== undefined),
    ({ quotedOn }) => quotedOn,
    on,
  );
  const fees = quote && feesIn(quote);
  return quote && fees && { quote, fees };
};

/** The domains and addresses designated on a day (Art. 3). */
export const targetsOn = ({ targets }: Contract, on: CivilDate): Targets | undefined =>
  inForceOn(targets, ({ from }) => from, on);

/** The one administrator of a day (管理責任者, Art. 6). */
export const administratorOn = ({ administrators }: Contract, on: CivilDate): Administrator | undefined =>
  inForceOn(administrators, ({ from }) => from, on);
