import { civilDate } from '@ledger/kernel';
import type { GenerationRequest } from '@ledger/application';
import { parsePremises } from '@ledger/contract';
import type { ListFilter } from '@ledger/projections';
import { invalid } from '../http/problem.js';
import type { RebuildRequest } from './generations.requests.js';

/** A body as it is asked for. @throws {InvalidFact} {Problem} `invalid-request` */
export const requestOf = ({ scope, hypotheses, ...premises }: RebuildRequest): GenerationRequest => ({
  scope: typeof scope === 'object' && 'filter' in scope ? { filter: filterOf(scope.filter) } : scope,
  premises: parsePremises(premises),
  hypotheses,
});

const TEXTS = { status: 'status', q: 'text', name: 'name', namePrefix: 'namePrefix' } as const;
const DAYS = ['endsBefore', 'endsFrom', 'endsTo'] as const;

const filterOf = (filter: Readonly<Record<string, string>>): ListFilter => {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(filter)) {
    const at = `/scope/filter/${name}`;
    if (DAYS.some((day) => day === name)) found[name] = read(at, () => civilDate(value));
    else if (Object.hasOwn(TEXTS, name)) found[TEXTS[name as keyof typeof TEXTS]] = value;
    else throw invalid([{ pointer: at, detail: `${name} is not known here` }]);
  }
  return found;
};

const read = <Value>(pointer: string, parse: () => Value): Value => {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalid([{ pointer, detail: error.message }]);
  }
};
