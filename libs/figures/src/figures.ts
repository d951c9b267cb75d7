import type { CivilDate } from '@ledger/kernel';
import type { Contract, FactEvent, History } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import type { Deadline } from './deadlines.js';
import type { Discrepancy } from './discrepancies.js';
import type { Explanation } from './explanation.js';
import type { Obligations } from './obligation.js';
import type { Overview } from './overview.js';
import type { Payments } from './payments.js';
import type { Permission, Use } from './permission.js';
import type { Credit } from './reductions.js';
import type { Registers } from './registers.js';
import type { TerminationFigure } from './termination.js';

/** All that follows from a history on a day under one interpretation. Each figure is computed when it is first asked for. */
export interface Figures {
  readonly history: History;
  readonly asOf: CivilDate;
  readonly interpretation: Interpretation;
  readonly contract: Contract;
  readonly overview: () => Overview;
  readonly obligations: () => Obligations;
  readonly termination: () => TerminationFigure;
  readonly credits: () => readonly Credit[];
  readonly deadlines: () => readonly Deadline[];
  readonly payments: () => Payments;
  readonly discrepancies: () => readonly Discrepancy[];
  readonly registers: () => Registers;
  readonly permission: (use: Use) => Permission;
  /** Undefined where there is no such figure. */
  readonly explanation: (figure: string) => Explanation | undefined;
}
/** @throws {Error} for a history without an application. */
export type FiguresOn = (history: History, asOf: CivilDate, interpretation: Interpretation) => Figures;
/** A notice or termination as it would be recorded. */
export type TerminationFact = Extract<FactEvent, { readonly type: 'NoticeReceived' | 'ContractTerminated' }>;
/** What `termination` would be if the fact were recorded now, on the day asked about or on the fact's own, whichever is later. */
export type QuoteTermination = (
  history: History,
  asOf: CivilDate,
  interpretation: Interpretation,
  fact: TerminationFact,
) => TerminationFigure;
