import type { ProblemKind } from '../http/problem-catalogue.js';

const kind = (title: string, meaning: string, remedy: string): ProblemKind => ({ status: 409, title, meaning, remedy });

const RECORD_FIRST = 'Record first what is missing, with the day on which it happened.';
const MEND_THE_DAY = 'Mend the day. Where the earlier record has the wrong one, correct that.';
const CORRECT = 'Where an earlier record is wrong, correct it; then the command is judged anew.';

/** What each rule that refuses a command is about, by its code. A test finds every code of the rules here. */
export const REFUSALS: Readonly<Record<string, ProblemKind>> = {
  'agreement-conflicts': kind(
    'The agreement conflicts with the terms',
    'Art. 2(2): an agreement with a third party may not conflict with the terms or depart from them.',
    'Only an agreement that conforms to the terms is registered.',
  ),
  'base-not-billed': kind(
    'The contract itself is not billed yet',
    'Art. 5(3): billing of an option does not start before that of the contract.',
    RECORD_FIRST,
  ),
  'before-its-beginning': kind(
    'It would be over before it began',
    'What answers, ends or undoes something does not happen before it.',
    MEND_THE_DAY,
  ),
  'complaint-needed': kind(
    'No complaint is named',
    'Art. 13(1): a measure on the ground of a complaint needs one that is known.',
    RECORD_FIRST,
  ),
  'contract-accepted': kind('The contract is accepted', 'An application that was accepted is not refused.', CORRECT),
  'contract-ended': kind('The contract has ended', 'Art. 7: on that day the contract is no longer in force.', CORRECT),
  'contract-refused': kind('The application was refused', 'Nothing further is done about it.', CORRECT),
  'effective-before-declared': kind(
    'The end would come before it is declared',
    'A termination takes effect on the day it is declared, or later.',
    MEND_THE_DAY,
  ),
  'no-administrator': kind(
    'No administrator is appointed',
    'Art. 6(3): only the administrator of the day uses the configuration authority.',
    RECORD_FIRST,
  ),
  'no-designated-domain': kind(
    'No domain is designated',
    'Art. 5(2): the homepage option needs a designated domain name.',
    RECORD_FIRST,
  ),
  'no-edition-in-force': kind(
    'No edition of the terms was in force',
    'The terms are in force from 2018-11-01; nothing before that is judged under them.',
    MEND_THE_DAY,
  ),
  'no-quote': kind(
    'No fees were quoted',
    'Art. 8, annex 1: the fees are those quoted separately; without a quote there is nothing to accept.',
    RECORD_FIRST,
  ),
  'not-accepted': kind('The contract is not accepted', 'On that day there is only an application.', RECORD_FIRST),
  'not-deemed-necessary': kind(
    'The measure was not deemed necessary',
    'Art. 13(1): on a complaint a measure is taken where the provider deems it necessary.',
    'Say so with deemedNecessary, where it did.',
  ),
  'not-the-administrator': kind(
    'Somebody else is the administrator',
    'Art. 6(3): nobody but the administrator of the day uses the configuration authority.',
    'Let the administrator ask, or appoint the person first.',
  ),
  'notice-needed': kind(
    'The contractor was not notified',
    'Art. 13(1): only measure (4) is taken without notice.',
    'Say when the contractor was notified.',
  ),
  'option-ended': kind('The option has ended', 'Art. 5(4): on that day the option is no longer in force.', CORRECT),
  'option-not-accepted': kind(
    'The option is not accepted',
    'On that day the contract does not have the option.',
    RECORD_FIRST,
  ),
};
