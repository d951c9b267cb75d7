import { civilDate, type CivilDate } from '@ledger/kernel';
import {
  givenIdShape,
  InvalidFact,
  parseHypotheses,
  parsePremises,
  shapes,
  type ContractStatus,
} from '@ledger/contract';
import type { ListFilter } from '@ledger/projections';
import type { GenerationRequest, HypothesesByContract } from './premises.js';

const { anyObject, flag, line, list, object, oneOf, optional, parsed, shape, textAs } = shapes;
type Shape<Value> = shapes.Shape<Value>;

/** A generation as it is asked for, from outside. */
export interface WrittenGenerationRequest {
  readonly scope: unknown;
  readonly hypotheses?: unknown;
  readonly fromLog?: unknown;
  readonly asOf?: unknown;
  readonly knownAt?: unknown;
  readonly readings?: unknown;
  readonly edition?: unknown;
}

/** What is asked for, checked and copied clean. @throws {InvalidFact} with the faults, each by its pointer into what was sent */
export const parseGenerationRequest = ({
  scope,
  hypotheses,
  fromLog,
  ...premises
}: WrittenGenerationRequest): GenerationRequest => ({
  scope: parsed(scopeShape, scope, '/scope'),
  premises: parsePremises(premises),
  hypotheses: hypotheses === undefined ? undefined : hypothesesIn(hypotheses),
  fromLog: fromLog === undefined ? false : parsed(flag, fromLog, '/fromLog'),
});

const MOST_CONTRACTS = 10_000;
const STATUSES = [
  'applied',
  'accepted',
  'refused',
  'active',
  'terminating',
  'terminated',
] as const satisfies readonly ContractStatus[];

const day: Shape<CivilDate> = textAs({ type: 'string', format: 'date' }, civilDate);
const words = optional(line(200));

/** Named as `GET /v1/contracts` names them. */
interface WrittenFilter extends Omit<ListFilter, 'text'> {
  readonly q?: string;
}
const filterShape = object<WrittenFilter>({
  status: optional(oneOf(...STATUSES)),
  q: words,
  name: words,
  namePrefix: words,
  endsBefore: optional(day),
  endsFrom: optional(day),
  endsTo: optional(day),
});

const named = object({ contractIds: list(givenIdShape, { min: 1, max: MOST_CONTRACTS }) });
const filtered = object<{ filter: WrittenFilter }>({ filter: filterShape });

const scopeShape = shape<GenerationRequest['scope']>({}, (value, at, faults) => {
  if (value === 'all') return value;
  if (typeof value !== 'object' || value === null) {
    faults.push({ pointer: at, detail: 'must be "all", {"contractIds": [...]} or {"filter": {...}}' });
    return null;
  }
  if (!('filter' in value)) return named(value, at, faults);
  const before = faults.length;
  const clean = filtered(value, at, faults);
  if (clean === null || faults.length > before) return null;
  const { q: text, ...others } = clean.filter;
  return { filter: { ...others, ...(text !== undefined && { text }) } };
});

const hypothesesIn = (hypotheses: unknown): HypothesesByContract =>
  Object.fromEntries(
    Object.entries(parsed(anyObject, hypotheses, '/hypotheses')).map(([contractId, list]) => {
      try {
        return [contractId, parseHypotheses(list)];
      } catch (error) {
        throw error instanceof InvalidFact ? error.below(`/hypotheses/${contractId}`) : error;
      }
    }),
  );
