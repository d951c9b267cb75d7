import type { CivilDate } from '@ledger/kernel';
import { adoptedInterpretation, type Adoptions } from '@ledger/contract';
import { impactOfAll, impactOn, type ContractImpact, type PortfolioImpact } from '@ledger/figures';
import type { Interpretation } from '@ledger/terms';
import type { AmountBasis } from '../read-model.js';
import { historyIn } from './basis.js';

/** What is compared. */
export interface ImpactQuestion {
  readonly asOf: CivilDate;
  /** What is adopted, and what would be. */
  readonly before: Adoptions;
  readonly after: Adoptions;
}

/** The impact on some contracts. */
export interface BasesImpact {
  readonly impact: PortfolioImpact;
  /** Contracts of which the bases do not tell it: the log does. */
  readonly untold: readonly string[];
}

/** Computes what bases tell. */
export const impactOfBases = (question: ImpactQuestion): ((bases: readonly AmountBasis[]) => BasesImpact) => {
  const { asOf } = question;
  const [before, after] = [interpreting(question.before, asOf), interpreting(question.after, asOf)];
  return (bases) => {
    const impacts: ContractImpact[] = [];
    const untold: string[] = [];
    for (const basis of bases) {
      const { contractId } = basis;
      try {
        const history = historyIn(basis);
        if (history === undefined) throw new Error('it cannot be read here');
        const impact = impactOn(history, asOf, before(contractId), after(contractId));
        if (impact !== undefined) impacts.push(impact);
      } catch {
        untold.push(contractId); // whoever reads the log says why
      }
    }
    return { impact: impactOfAll(impacts), untold };
  };
};

/** By what contracts are judged on a day: asked again only for those that something is adopted for by name. */
const interpreting = (adoptions: Adoptions, asOf: CivilDate): ((contractId: string) => Interpretation) => {
  const named = new Set<string>();
  for (const { type, data } of adoptions.recorded) {
    const scope =
      type === 'ReadingsAdopted' ? data.scope : type === 'AdoptionCorrected' ? data.replacement.scope : 'all';
    if (scope !== 'all') for (const contractId of scope.contractIds) named.add(contractId);
  }
  const forAll = adoptedInterpretation(adoptions, NO_CONTRACT)(asOf);
  return (contractId) => (named.has(contractId) ? adoptedInterpretation(adoptions, contractId)(asOf) : forAll);
};
const NO_CONTRACT = '';
