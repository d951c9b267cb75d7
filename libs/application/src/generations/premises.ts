import { civilDate, japaneseDateOf, type CivilDate, type Instant } from '@ledger/kernel';
import { parsePremises, writtenPremises, type Hypothesis, type Premises, type WrittenPremises } from '@ledger/contract';
import type { ListFilter } from '@ledger/projections';
import { canonicalJson } from '../canonical-json.js';
import type { GenerationEvent, RequestedGeneration } from './generation-events.js';

/** A generation that somebody wants: of which contracts, and under what their rows are computed. */
export interface GenerationRequest {
  readonly scope: 'all' | { readonly contractIds: readonly string[] } | { readonly filter: ListFilter };
  readonly premises: Omit<Premises, 'hypotheses'>;
  readonly hypotheses: HypothesesByContract | undefined;
  /** Whether all of the log is to be read, whatever rebuilds before have kept of it. */
  readonly fromLog: boolean;
}
export type HypothesesByContract = Readonly<Record<string, readonly Hypothesis[]>>;

/** The same, as it is recorded. */
export const recordedRequest = ({
  scope,
  premises,
  hypotheses,
  fromLog,
}: GenerationRequest): Extract<GenerationEvent, { type: 'GenerationRequested' }>['data'] => ({
  scope: scope === 'all' || 'contractIds' in scope ? scope : { filter: canonicalJson(scope.filter) },
  ...withoutHypotheses(writtenPremises(premises)),
  ...(hypotheses !== undefined && { hypotheses: canonicalJson(hypotheses) }),
  ...(fromLog && { fromLog }),
});

const withoutHypotheses = ({ hypotheses: _, ...rest }: WrittenPremises): Omit<WrittenPremises, 'hypotheses'> => rest;

/** Under what the rows of a generation are computed, as asked for. */
export interface GenerationPremises extends Omit<Premises, 'hypotheses'> {
  readonly scope: GenerationRequest['scope'];
  readonly hypotheses: HypothesesByContract;
  readonly fromLog: boolean;
}

/** What was recorded, read again. */
export const premisesOf = ({ request }: Pick<RequestedGeneration, 'request'>): GenerationPremises => {
  const { scope, hypotheses, fromLog = false, ...written } = request;
  return {
    ...parsePremises(written),
    scope: scope === 'all' || 'contractIds' in scope ? scope : { filter: JSON.parse(scope.filter) as ListFilter },
    hypotheses: JSON.parse(hypotheses ?? '{}') as HypothesesByContract,
    fromLog,
  };
};

/** The day that rows are computed for when the generation is built: where none was asked for, that of the request. */
export const dayOfBuilding = ({ request, requestedAt }: RequestedGeneration, now: Instant): CivilDate =>
  request.asOf === undefined ? japaneseDateOf(requestedAt ?? now) : civilDate(request.asOf);
