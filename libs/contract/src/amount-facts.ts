import { japaneseDateOf, type CivilDate, type Instant, type Yen } from '@ledger/kernel';
import { noticeForms, options, outageCauses, outageExtents, subjects, terminationGrounds } from './events.js';
import type { History } from './history.js';
import { historyRead, readFacts, type ReadFact } from './read-facts.js';

/*
 * The facts that the amounts of obligations rest on, as numbers: days, moments, yen, and the places of words in their lists. Facts that no
 * amount rests on (payments, demands, registers, who somebody is) are left out, names and texts with them. A place that a number is taken
 * from never changes: a list of words only grows at its end.
 */

/** What an amount rests on; null where a fact leaves something open. */
export type AmountFacts = readonly (number | null)[];

const [APPLIED, QUOTED, ACCEPTED, BILLED, CHANGED, REVISED, OPTION_ADDED, OPTION_BILLED] = [0, 1, 2, 3, 4, 5, 6, 7];
const [NOTICE, WITHDRAWN, TERMINATED, OUTAGE, RECOVERED, CLAIMED] = [8, 9, 10, 11, 12, 13];

/** Those of a history, corrections applied, in the order of their recording. */
export const amountFactsOf = (history: History): AmountFacts => {
  const numbers: (number | null)[] = [];
  const [notices, outages] = [numbering(), numbering()];
  for (const fact of readFacts(history)) write(numbers, fact, notices, outages);
  return numbers;
};

/**
 * A history that consists of nothing else: what it comes to in obligations, by whatever interpretation and on whatever day, is what the
 * whole one comes to. Of all else it knows nothing, and its ids are not those that were recorded.
 */
export const historyOfAmounts = (contractId: string, numbers: AmountFacts): History => {
  const facts: ReadFact[] = [];
  const source = sourceOf(numbers);
  while (!source.isAtEnd()) facts.push(next(source, String(facts.length)));
  return historyRead(contractId, facts);
};

const write = (into: (number | null)[], fact: ReadFact, notices: Numbering, outages: Numbering): void => {
  switch (fact.type) {
    case 'ContractApplied':
      into.push(APPLIED, fact.entry.appliedOn);
      return;
    case 'FeesQuoted': {
      const { quotedOn, base, options: quoted } = fact.entry;
      const { homepage } = quoted;
      into.push(QUOTED, quotedOn, base.initialFee, base.monthlyFee);
      into.push(homepage?.initialFee ?? null, homepage?.monthlyFee ?? null);
      return;
    }
    case 'ContractAccepted':
      into.push(ACCEPTED, fact.entry.acceptedOn);
      return;
    case 'BillingStarted':
      into.push(BILLED, fact.entry.startsOn);
      return;
    case 'ChangeAccepted':
      into.push(CHANGED, fact.entry.acceptedOn, fact.entry.oneTimeFee);
      return;
    case 'FeesRevised': {
      const { effectiveOn, base, options: revised } = fact.entry;
      into.push(REVISED, effectiveOn, base ?? null, revised.homepage ?? null);
      return;
    }
    case 'OptionAdded':
      into.push(OPTION_ADDED, options.indexOf(fact.entry.option), fact.entry.acceptedOn);
      return;
    case 'OptionBillingStarted':
      into.push(OPTION_BILLED, options.indexOf(fact.entry.option), fact.entry.billing.startsOn);
      return;
    case 'NoticeReceived': {
      const { eventId, subject, arrivedOn, atMidnight, designatedOn, form } = fact.entry;
      into.push(NOTICE, notices.of(eventId), subjects.indexOf(subject), arrivedOn, atMidnight ? 1 : 0);
      into.push(designatedOn ?? null, noticeForms.indexOf(form));
      return;
    }
    case 'NoticeWithdrawn':
      into.push(WITHDRAWN, notices.of(fact.entry.id), fact.entry.part.agreedOn);
      return;
    case 'ContractTerminated': {
      const { subject, declaredOn, effectiveOn, ground } = fact.entry;
      into.push(TERMINATED, subjects.indexOf(subject), declaredOn, effectiveOn, terminationGrounds.indexOf(ground));
      return;
    }
    case 'OutageDetected': {
      const { outageId, awareAt, extent, cause } = fact.entry;
      into.push(OUTAGE, outages.of(outageId), awareAt, outageExtents.indexOf(extent), outageCauses.indexOf(cause));
      return;
    }
    case 'OutageRecovered':
      into.push(RECOVERED, outages.of(fact.entry.id), fact.entry.part.recoveredAt);
      return;
    case 'ReductionClaimed':
      into.push(CLAIMED, outages.of(fact.entry.id), fact.entry.part.arrivedOn);
      return;
    default: // no amount rests on it
  }
};

const next = (source: Source, eventId: string): ReadFact => {
  const kind = source.number();
  switch (kind) {
    case APPLIED: {
      const on = source.date();
      const entry = { eventId, appliedOn: on, name: '', contact: undefined, kind: undefined, options: [] };
      return { type: 'ContractApplied', on, entry };
    }
    case QUOTED: {
      const on = source.date();
      const base = { initialFee: source.yen(), monthlyFee: source.yen() };
      const [initialFee, monthlyFee] = [source.yenOrNone(), source.yenOrNone()];
      const quoted =
        initialFee === undefined || monthlyFee === undefined ? {} : { homepage: { initialFee, monthlyFee } };
      return { type: 'FeesQuoted', on, entry: { eventId, quotedOn: on, base, options: quoted } };
    }
    case ACCEPTED: {
      const on = source.date();
      return { type: 'ContractAccepted', on, entry: { eventId, acceptedOn: on } };
    }
    case BILLED:
      return { type: 'BillingStarted', on: undefined, entry: { eventId, startsOn: source.date() } };
    case CHANGED: {
      const on = source.date();
      return {
        type: 'ChangeAccepted',
        on,
        entry: { eventId, acceptedOn: on, description: '', oneTimeFee: source.yen() },
      };
    }
    case REVISED: {
      const [effectiveOn, base, homepage] = [source.date(), source.yenOrNone(), source.yenOrNone()];
      const revised = homepage === undefined ? {} : { homepage };
      return { type: 'FeesRevised', on: undefined, entry: { eventId, effectiveOn, base, options: revised } };
    }
    case OPTION_ADDED: {
      const [option, on] = [source.word(options), source.date()];
      const period = { option, appliedOn: on, acceptedOn: on, billing: undefined, notices: [], terminations: [] };
      return { type: 'OptionAdded', on, entry: { eventId, ...period } };
    }
    case OPTION_BILLED: {
      const option = source.word(options);
      const billing = { eventId, startsOn: source.date() };
      return { type: 'OptionBillingStarted', on: undefined, entry: { option, billing } };
    }
    case NOTICE: {
      const [id, subject, on, atMidnight] = [source.id(), source.word(subjects), source.date(), source.number() === 1];
      const [designatedOn, form] = [source.dateOrNone(), source.word(noticeForms)];
      const entry = { eventId: id, subject, arrivedOn: on, atMidnight, designatedOn, form, withdrawal: undefined };
      return { type: 'NoticeReceived', on, entry };
    }
    case WITHDRAWN: {
      const [id, on] = [source.id(), source.date()];
      return { type: 'NoticeWithdrawn', on, entry: { id, part: { eventId, agreedOn: on, reason: '' } } };
    }
    case TERMINATED: {
      const [subject, on, effectiveOn] = [source.word(subjects), source.date(), source.date()];
      const entry = {
        eventId,
        subject,
        declaredOn: on,
        effectiveOn,
        ground: source.word(terminationGrounds),
        reason: '',
      };
      return { type: 'ContractTerminated', on, entry };
    }
    case OUTAGE: {
      const [outageId, awareAt] = [source.id(), source.instant()];
      const state = { extent: source.word(outageExtents), cause: source.word(outageCauses) };
      const said = { recovery: undefined, claims: [], decisions: [] };
      const entry = { eventId, outageId, occurredAt: awareAt, awareAt, ...state, ...said };
      return { type: 'OutageDetected', on: japaneseDateOf(awareAt), entry };
    }
    case RECOVERED: {
      const [id, recoveredAt] = [source.id(), source.instant()];
      return {
        type: 'OutageRecovered',
        on: japaneseDateOf(recoveredAt),
        entry: { id, part: { eventId, recoveredAt } },
      };
    }
    case CLAIMED: {
      const [id, on] = [source.id(), source.date()];
      return { type: 'ReductionClaimed', on, entry: { id, part: { eventId, arrivedOn: on } } };
    }
    default:
      throw new RangeError(`no fact is written as ${String(kind)}`);
  }
};

/** Ids by the order in which they are met, so that whatever names the same thing still does. */
interface Numbering {
  readonly of: (id: string) => number;
}
const numbering = (): Numbering => {
  const known = new Map<string, number>();
  return {
    of: (id) => {
      const number = known.get(id) ?? known.size;
      known.set(id, number);
      return number;
    },
  };
};

/** Numbers as they come. */
interface Source {
  readonly isAtEnd: () => boolean;
  readonly number: () => number;
  readonly date: () => CivilDate;
  readonly dateOrNone: () => CivilDate | undefined;
  readonly yen: () => Yen;
  readonly yenOrNone: () => Yen | undefined;
  readonly instant: () => Instant;
  readonly id: () => string;
  readonly word: <Word extends string>(words: readonly Word[]) => Word;
}
const sourceOf = (numbers: AmountFacts): Source => {
  let at = 0;
  const numberOrNone = (): number | undefined => numbers[at++] ?? undefined;
  const number = (): number => {
    const one = numberOrNone();
    if (one === undefined) throw new RangeError('a number is missing');
    return one;
  };
  return {
    isAtEnd: () => at >= numbers.length,
    number,
    date: () => number() as CivilDate,
    dateOrNone: () => numberOrNone() as CivilDate | undefined,
    yen: () => number() as Yen,
    yenOrNone: () => numberOrNone() as Yen | undefined,
    instant: () => number() as Instant,
    id: () => String(number()),
    word: (words) => {
      const word = words[number()];
      if (word === undefined) throw new RangeError('a word that is not known here');
      return word;
    },
  };
};
