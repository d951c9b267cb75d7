import { latest, type CivilDate } from '@ledger/kernel';
import { ownDateOf, supposing, type FactEvent, type History } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { figuresOn, type Figures } from './figures.js';

/** A notice or a termination, as it would be recorded. */
export type EndingEvent = Extract<FactEvent, { readonly type: 'NoticeReceived' | 'ContractTerminated' }>;

/** The id that a fact bears which is only supposed. */
export const SUPPOSED = 'supposed';

/**
 * The figures if a notice or a termination were the next event recorded: on the day asked about, or on the event's own day where that
 * is later, since before it happens nothing follows from it.
 */
export const figuresIf = (
  history: History,
  event: EndingEvent,
  asOf: CivilDate,
  interpretation: Interpretation,
): Figures => figuresOn(supposing(history, event, SUPPOSED), latest(asOf, ownDateOf(event) ?? asOf), interpretation);
