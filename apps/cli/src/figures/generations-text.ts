import type { GenerationAnswer } from '@ledger/application';
import { listOf, tableOf } from '../table.js';

/** Generations under each other. */
export const generationsText = (items: readonly GenerationAnswer[]): string =>
  tableOf(items, [
    { title: 'generation', show: ({ generationId }) => generationId },
    { title: 'state', show: ({ state, isLive }) => (isLive ? 'live' : state) },
    { title: 'requested', show: ({ requestedAt }) => requestedAt },
    { title: 'by', show: ({ requestedBy }) => requestedBy },
    { title: 'contracts', show: contractsText, align: 'right' },
    { title: 'of', show: ({ scope }) => scopeText(scope) },
    { title: 'under', show: premisesText },
    { title: 'digest', show: ({ digest }) => digest?.slice(0, 16) ?? null },
  ]);

/** All that is known of one. */
export const generationText = (generation: GenerationAnswer): string => {
  const { generationId, state, isLive, scope, digest, reason, codeVersion, position, failed, errors } = generation;
  const { requestedAt, requestedBy, startedAt, endedAt, acceptances, switches } = generation;
  const entries: readonly (readonly [string, string | null])[] = [
    ['generation', generationId],
    ['state', isLive ? 'live' : state],
    ['because', reason],
    ['of', scopeText(scope)],
    ['under', premisesText(generation)],
    ['hypotheses', generation.hypotheses && JSON.stringify(generation.hypotheses)],
    ['requested', requestedAt && `${requestedAt} by ${String(requestedBy)}`],
    ['built', startedAt && `${startedAt} to ${endedAt ?? '...'}`],
    ['contracts', contractsText(generation)],
    ['not computed', failed === 0 ? null : String(failed)],
    ...errors.map(({ contractId, reason: why }) => ['', `${contractId}: ${why}`] as const),
    ['log', position && `up to position ${position}`],
    ['version', codeVersion],
    ['digest', digest],
    ...acceptances.map(
      ({ at, by, against, figures, diff, reason: why }) =>
        [
          'accepted',
          `${at} by ${by}: ${String(figures)} figures other than in ${against}, ${diff}${becauseText(why)}`,
        ] as const,
    ),
    ...switches.map(
      ({ at, by, from, reason: why }) => ['made live', `${at} by ${by}, after ${from}${becauseText(why)}`] as const,
    ),
  ];
  return listOf(entries.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
};

const becauseText = (reason: string | null): string => (reason === null ? '' : ` (${reason})`);

/** The first was built by nobody. */
const contractsText = ({ requestedAt, done, total, state }: GenerationAnswer): string | null => {
  if (requestedAt === null) return null;
  return state === 'building' && total !== null ? `${String(done)} of ${String(total)}` : String(done);
};

const MOST_NAMED = 3;

const scopeText = (scope: GenerationAnswer['scope']): string => {
  if (scope === 'all') return 'all';
  if ('contractIds' in scope) {
    const { length } = scope.contractIds;
    return length > MOST_NAMED ? `${String(length)} contracts` : scope.contractIds.join(' ');
  }
  return Object.entries(scope.filter)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ');
};

const premisesText = ({ asOf, knownAt, readings, edition, hypotheses }: GenerationAnswer): string | null => {
  const said = [
    asOf && `as of ${asOf}`,
    knownAt && `known at ${knownAt}`,
    ...readings,
    edition !== null && `edition ${nameOf(edition)}`,
    hypotheses && 'hypotheses',
  ].filter((one) => typeof one === 'string');
  return said.length === 0 ? null : said.join(', ');
};

const nameOf = (edition: string | object): string =>
  typeof edition === 'string' ? edition : String((edition as { readonly id?: string }).id);
