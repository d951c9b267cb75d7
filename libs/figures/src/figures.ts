import type { CivilDate } from '@ledger/kernel';
import type { Contract, History } from '@ledger/contract';
import type { Interpretation } from '@ledger/terms';
import { deadlinesOf, type Deadline } from './deadlines.js';
import { discrepanciesOf, type Discrepancy } from './discrepancies.js';
import { explain } from './explanation/explain.js';
import type { Explanation } from './explanation/node.js';
import { earlyTerminationCharges } from './early-termination.js';
import { monthlyFees } from './monthly-fees.js';
import type { Obligations, SettledRows, Totals } from './obligation.js';
import { arisenObligations, totalsOf } from './obligations.js';
import { overviewOf, type Overview } from './overview.js';
import { paymentsOf, type Payments } from './payments.js';
import { permissionOf, type AskedUse, type Permission } from './permission.js';
import { reductionCredits, type Credit } from './reductions.js';
import { registersOf, type Registers } from './registers.js';
import { creditedAmounts, settle, withSettled } from './settling.js';
import { situationOn } from './situation.js';
import { terminationFigure, type TerminationFigure } from './termination.js';

/** All that follows from a history on a day under one interpretation. Each figure is computed once, when it is first asked for. */
export interface Figures {
  readonly contract: Contract;
  readonly overview: () => Overview;
  readonly obligations: () => Obligations;
  /** What the items of the obligations are made of; cheaper where not each of them is looked at. */
  readonly settledRows: () => SettledRows;
  /** Those of the obligations; cheaper where nobody asks what settled what. */
  readonly totals: () => Totals;
  readonly termination: () => TerminationFigure;
  /** Every outage in the order in which the provider became aware. */
  readonly credits: () => readonly Credit[];
  readonly deadlines: () => readonly Deadline[];
  readonly payments: () => Payments;
  readonly discrepancies: () => readonly Discrepancy[];
  readonly registers: () => Registers;
  /** @throws {RangeError} for a target that is neither a domain nor an address */
  readonly permission: (use: AskedUse) => Permission;
  /**
   * How a figure follows from the facts and the terms; undefined where there is no such figure.
   * @param figure `obligations/<id>`, `totals`, `termination` or `credits/<outageId>`
   */
  readonly explanation: (figure: string) => Explanation | undefined;
}

/** @throws {Error} for a history without an application: there is no contract to speak of. */
export const figuresOn = (history: History, asOf: CivilDate, interpretation: Interpretation): Figures => {
  const situation = situationOn(history, asOf, interpretation);
  const { base, options, contract } = situation;
  const services = base === undefined ? [] : [base, ...options];
  const fees = once(() => services.map((service) => monthlyFees(service, asOf, interpretation.readings)));
  const charges = once(() => earlyTerminationCharges(situation));
  const credits = once(() => reductionCredits(situation, () => fees().flat()));
  const arisen = once(() =>
    arisenObligations(situation, { monthlyFees: fees(), charges: charges(), credits: credits() }),
  );
  const totals = once(() => totalsOf(situation, arisen()));
  const settling = once(() => settle(arisen(), creditedAmounts(contract, credits()), contract.repayments));
  const termination = once(() => terminationFigure(situation, charges()));
  return {
    contract,
    overview: once(() => overviewOf(situation)),
    obligations: once(() => ({ items: withSettled(arisen(), settling()), totals: totals() })),
    settledRows: () => ({ rows: arisen(), open: settling().open }),
    totals,
    termination,
    credits,
    deadlines: once(() => deadlinesOf(situation, credits())),
    payments: once(() => paymentsOf(situation, arisen(), settling())),
    discrepancies: once(() => discrepanciesOf(situation, arisen(), credits(), settling())),
    registers: once(() => registersOf(situation)),
    permission: (use) => permissionOf(situation, use),
    explanation: (figure) => explain(figure, situation, { arisen, totals, termination, credits }),
  };
};

/** The value of a computation, made when it is first asked for and kept. */
const once = <Value extends object>(compute: () => Value): (() => Value) => {
  let value: Value | undefined;
  return () => (value ??= compute());
};
