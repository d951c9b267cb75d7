import type { CivilDate } from '@ledger/kernel';
import { adoptionsKnown, readingsOfPortfolio, type Adoptions } from '@ledger/contract';
import { parseReadings } from '@ledger/terms';
import { isWithoutPremises, type RequestedGeneration } from './generation-events.js';

/**
 * Why a generation cannot become live; undefined where it can. Live can be what follows from everything that is recorded, for all contracts,
 * by what is adopted: only that can be kept so from then on.
 */
export const whyNotForLive = (
  generation: RequestedGeneration,
  adoptions: Adoptions,
  today: CivilDate,
): string | undefined => {
  const { scope, asOf, knownAt, readings = [], edition, hypotheses } = generation.request;
  if (isWithoutPremises(generation)) return undefined;
  if (scope !== 'all') return 'it does not hold all contracts';
  if (knownAt !== undefined) return 'it leaves out what was recorded later';
  if (hypotheses !== undefined) return 'it supposes facts that are not recorded';
  if (asOf !== undefined) return 'it stays as of one day';
  const adopted = readingsOfPortfolio(adoptions, today);
  const asked = Object.entries(parseReadings(readings));
  const others = asked.filter(([id, choice]) => adopted.readings[id as keyof typeof adopted.readings] !== choice);
  if (others.length > 0) {
    const names = others.map(([id, choice]) => `${id}:${choice}`).join(', ');
    return `it is computed under ${names}, which is not adopted for all contracts: adopt it first`;
  }
  if (edition !== undefined && edition !== adopted.edition) {
    const name = typeof edition === 'string' ? edition : edition.id;
    return `it is computed under edition ${name}, which is not adopted for all contracts: adopt it first`;
  }
  const hasOwn = adoptionsKnown(adoptions).some(
    ({ data, withdrawnBy }) => data.scope !== 'all' && withdrawnBy === undefined,
  );
  return hasOwn ? 'for some contracts something else is adopted: rebuild without naming readings' : undefined;
};
