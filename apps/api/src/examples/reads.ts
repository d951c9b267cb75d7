import type { CommandName } from './commands.js';
import { FEED_EXAMPLES } from './feed.js';
import { MONEY_EXAMPLES } from './money.js';
import { PORTFOLIO_EXAMPLES } from './portfolio.js';
import type { ReadExample } from './read-example.js';
import { RECORD_EXAMPLES } from './record.js';
import { TERMS_EXAMPLES } from './terms.js';
import { WHAT_IF_EXAMPLES } from './what-if.js';

/** The commands after which the reads answer as their examples say: the worked contract of the terms. */
export const READ_STORY = [
  'applyForContract',
  'quoteFees',
  'acceptContract',
  'designateTargets',
  'startBilling',
  'addOption',
  'startOptionBilling',
  'detectOutage',
  'recoverOutage',
  'claimReduction',
  'demandPayment',
  'receivePayment',
  'registerAgreement',
  'receiveNotice',
] as const satisfies readonly CommandName[];

const HEALTH_EXAMPLES = {
  getHealth: { summary: 'All is well', url: '/health', answer: { status: 'ok' } },
  getLiveness: { summary: 'It lives', url: '/health/live', answer: { status: 'ok' } },
  getReadiness: { summary: 'It is ready', url: '/health/ready', answer: { status: 'ok' } },
} as const satisfies Readonly<Record<string, ReadExample>>;

/** An answer of every read, by the name of the operation. */
export const READ_EXAMPLES: Readonly<Record<string, ReadExample>> = {
  ...RECORD_EXAMPLES,
  ...MONEY_EXAMPLES,
  ...PORTFOLIO_EXAMPLES,
  ...FEED_EXAMPLES,
  ...TERMS_EXAMPLES,
  ...HEALTH_EXAMPLES,
  ...WHAT_IF_EXAMPLES,
};
