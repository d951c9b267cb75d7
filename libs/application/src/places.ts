import { join } from 'node:path';

/** What lies where in a ledger's data directory, for every program that opens it. */
export interface Places {
  /** A directory: the log, and nothing else. */
  readonly log: string;
  /** A file: the contract list, which can be made again from the log. */
  readonly contractList: string;
  /** A directory: other generations of the same, and which is live. */
  readonly generations: string;
  /** A file: contracts as rebuilds keep them, which can be made again from the log. */
  readonly kept: string;
  /** A file: how far the deliveries to webhooks have come. Without it they are delivered once more. */
  readonly deliveries: string;
  /** A file: values of personal data, where the log is elsewhere. */
  readonly beside: string;
  /** A directory: a projector's copy of a log that is kept elsewhere, which can be made again from it. */
  readonly mirror: string;
  /** A file: where the running server is, and how to talk to it. */
  readonly server: string;
}

export const placesIn = (dataDirectory: string): Places => ({
  log: join(dataDirectory, 'log'),
  contractList: join(dataDirectory, 'contracts.db'),
  generations: join(dataDirectory, 'generations'),
  kept: join(dataDirectory, 'kept.db'),
  deliveries: join(dataDirectory, 'deliveries.db'),
  beside: join(dataDirectory, 'beside.db'),
  mirror: join(dataDirectory, 'mirror'),
  server: join(dataDirectory, 'server.json'),
});
