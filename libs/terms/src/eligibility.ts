import { article04 } from './articles/article-04-contractor-settings.js';
import { article10 } from './articles/article-10-reduction.js';
import { article14 } from './articles/article-14-limited-liability.js';
import { generalRegulations } from './external.js';
import { quote, type Clause, type ExternalReference } from './provision.js';

/** How far a state took the service away (Art. 10: 全く利用し得ない状態, or one of the same degree). */
export type OutageExtent = 'total' | 'equivalent' | 'partial';
/** What a state of unavailability came from; only the first is attributable to the provider (当社の責に帰すべき事由). */
export type OutageCause =
  'provider' | 'contractor-settings' | 'contractor' | 'third-party' | 'force-majeure' | 'suspension' | 'restriction';

/** Why an outage gives no right to a reduction. */
export interface Obstacle {
  readonly clause: Clause | ExternalReference;
  readonly text: string;
}

/** What stands against a reduction for an outage of this cause and extent; empty where nothing does. */
export const obstaclesToReduction = (cause: OutageCause, extent: OutageExtent): readonly Obstacle[] => {
  const ofCause = obstacleByCause[cause];
  const ofExtent = extent === 'partial' ? partial : undefined;
  if (ofCause === undefined) return ofExtent === undefined ? none : [ofExtent];
  return ofExtent === undefined ? [ofCause] : [ofCause, ofExtent];
};

const none: readonly Obstacle[] = [];
const partial: Obstacle = {
  clause: quote(article10),
  text: 'the service could still be used in part, to a degree short of total unavailability',
};
const obstacleByCause: Readonly<Record<OutageCause, Obstacle | undefined>> = {
  provider: undefined,
  'contractor-settings': {
    clause: quote(article04),
    text: 'the cause is the settings of the contractor’s network and systems, for which the provider is not liable',
  },
  contractor: {
    clause: quote(article14, 2),
    text: 'the cause is an act of the contractor, for which the provider bears no liability',
  },
  'third-party': { clause: quote(article10), text: 'the cause is a third party’s, not attributable to the provider' },
  'force-majeure': { clause: quote(article10), text: 'the cause is force majeure, not attributable to the provider' },
  suspension: {
    clause: generalRegulations(25),
    text: 'the service was suspended under the General Regulations, which is not attributable to the provider',
  },
  restriction: {
    clause: quote(article14, 1),
    text: 'functions were restricted under Article 12, for which the provider bears no liability',
  },
};
