import { adoptionStreams } from './kinds/adoption-streams.js';
import { contractStreams } from './kinds/contract-streams.js';
import { disputeStreams } from './kinds/dispute-streams.js';
import { generationStreams } from './kinds/generation-streams.js';
import { incidentStreams } from './kinds/incident-streams.js';
import { webhookStreams } from './kinds/webhook-streams.js';
import type { EventDescription, StreamKind } from './stream-kind.js';

/** The streams that the feed consists of; all others are nobody's but the ledger's. A further kind is a file in kinds/ and a name here. */
const streamKinds: readonly StreamKind[] = [
  contractStreams,
  incidentStreams,
  disputeStreams,
  adoptionStreams,
  generationStreams,
  webhookStreams,
];

/** Which kind a stream is of, and what it is about; undefined for one that is not passed on. */
export const kindOf = (stream: string): { readonly kind: StreamKind; readonly subject: string } | undefined => {
  for (const kind of streamKinds) {
    const subject = kind.subjectOf(stream);
    if (subject !== undefined) return { kind, subject };
  }
  return undefined;
};

/** Every kind of event that the feed may carry. */
export const fedEvents: Readonly<Record<string, EventDescription>> = Object.assign(
  {},
  ...streamKinds.map(({ types }) => types),
) as Readonly<Record<string, EventDescription>>;

export const isFedEvent = (type: string): boolean => Object.hasOwn(fedEvents, type);
