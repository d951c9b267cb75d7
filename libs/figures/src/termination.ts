import { sumYen, type CivilDate, type DateRange, type Yen } from '@ledger/kernel';
import { effectiveDateOf, type End, type Notice, type Option } from '@ledger/contract';
import { editionOn, endsEarly, noticeElapsesOn, optionNoticeElapsesOn, type Interpretation } from '@ledger/terms';
import { isExempt, restOfBase, type Charge } from './early-termination.js';
import type { Situation } from './situation.js';

/** When the contract ends, why, and what an end before the minimum period elapses costs. */
export interface TerminationFigure {
  /** Effective from the day after the end. */
  readonly status: 'none' | 'scheduled' | 'effective';
  readonly effectiveOn: CivilDate | undefined;
  readonly ground: End['ground'] | undefined;
  /** The event that ends the contract. */
  readonly eventId: string | undefined;
  /** Of the contract and of its options, in the order of their recording. */
  readonly notices: readonly JudgedNotice[];
  /** Undefined where billing is not known to start, or ended before it started. */
  readonly minimumPeriod: DateRange | undefined;
  readonly earlyTermination: EarlyTermination;
  readonly options: { readonly [O in Option]?: OptionTermination };
}
/** A notice and the days that follow from it. */
export interface JudgedNotice extends Notice {
  readonly thirtyDaysElapseOn: CivilDate;
  readonly effectiveOn: CivilDate;
  /** Not withdrawn. */
  readonly standing: boolean;
  /** Art. 5(4), 7: only one on the prescribed form has effect. */
  readonly hasEffect: boolean;
}
export interface EarlyTermination {
  /** The contract ends before the last day of its minimum period. */
  readonly early: boolean;
  /** Art. 9(1): it ends on a ground for which paragraph 1 charges nothing (R20). */
  readonly exempt: boolean;
  /** What is left of the contract's minimum period, where it ends early. */
  readonly remaining: DateRange | undefined;
  /** Of both subjects, also of an option that ends alone; those that arise after the day asked about as well. */
  readonly charges: readonly Charge[];
  readonly total: Yen;
}
/** The end of an option's latest period: its own, or with the contract. */
export interface OptionTermination {
  readonly eventId: string;
  readonly effectiveOn: CivilDate | undefined;
  readonly minimumPeriod: DateRange | undefined;
}

export const terminationFigure = (situation: Situation, charges: readonly Charge[]): TerminationFigure => {
  const { contract, end, base, options, asOf, interpretation } = situation;
  return {
    status: end === undefined ? 'none' : asOf > end.on ? 'effective' : 'scheduled',
    effectiveOn: end?.on,
    ground: end?.ground,
    eventId: end?.eventId,
    notices: base === undefined ? [] : contract.notices.map((notice) => judgedNotice(notice, interpretation)),
    minimumPeriod: base?.minimumPeriod,
    earlyTermination: {
      early: end !== undefined && base?.minimumPeriod !== undefined && endsEarly(end.on, base.minimumPeriod),
      exempt: isExempt(situation),
      remaining: restOfBase(situation),
      charges,
      total: sumYen(charges.map(({ amount }) => amount)),
    },
    options: Object.fromEntries(
      options.map((option) => [
        option.subject,
        { eventId: option.eventId, effectiveOn: option.end?.on, minimumPeriod: option.minimumPeriod },
      ]),
    ),
  };
};

const judgedNotice = (notice: Notice, interpretation: Interpretation): JudgedNotice => {
  const edition = editionOn(interpretation.terms, notice.arrivedOn);
  const elapsesOn = notice.subject === 'contract' ? noticeElapsesOn : optionNoticeElapsesOn;
  return {
    ...notice,
    thirtyDaysElapseOn: elapsesOn(notice, edition, interpretation.readings),
    effectiveOn: effectiveDateOf(notice, interpretation),
    standing: notice.withdrawal === undefined,
    hasEffect: notice.form === 'prescribed',
  };
};
