import type { BesideStore } from '../beside-store.js';

export interface EventStoreDbOptions {
  /** `esdb://...` or `esdb+discover://...`, with the credentials and certificates that are needed. */
  readonly url: string;
  /** Where values beside are kept; the store closes it with itself. */
  readonly beside: BesideStore;
  /** What the names of all streams begin with on the server, so that a cluster can serve others, too. Default: `ledger`. */
  readonly namespace?: string;
  /** Milliseconds for one answer of the server. Default: `defaultDeadline` of the connection string, or 10 000. */
  readonly timeout?: number;
  /** Milliseconds in which an append that is not answered is sent again. Default: 20 000. */
  readonly patience?: number;
}
