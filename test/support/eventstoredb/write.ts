import type { Expectation } from './check-append.js';
import type { AppendOutcome, ProposedEvent } from './event-log.js';
import type { Node } from './node.js';

/** An append on its way in: it may come in several messages. */
export interface Incoming {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: ProposedEvent[];
  bytes: number;
}

/** What the caller of an append is told; nothing where the connection broke. */
export type Told = AppendOutcome | { readonly kind: 'nothing' | 'timeout' | 'unknown' };

/** Appends, unless a fault was asked for: then with or without writing, and without the right answer. */
export const write = ({ log, faults, dropConnections }: Node, { stream, events, expected }: Incoming): Told => {
  const fault = faults.appends.shift();
  if (fault === undefined) return log.append(stream, events, expected);
  if (fault.written) log.append(stream, events, expected);
  if (fault.told !== 'nothing, the connection breaks') return { kind: fault.told };
  dropConnections();
  return { kind: 'nothing' };
};
