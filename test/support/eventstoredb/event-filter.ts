import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { LoggedEvent } from './event-log.js';

export type EventFilter = (event: LoggedEvent) => boolean;

/** By prefixes or a regular expression, of the stream's name or of the event's type. */
export const filterOf = (options: streams.ReadReq.Options.FilterOptions | undefined): EventFilter => {
  const byStream = options?.getStreamIdentifier();
  const expression = byStream ?? options?.getEventType();
  if (expression === undefined) return () => true;
  const of = ({ stream, type }: LoggedEvent): string => (byStream === undefined ? type : stream);
  if (expression.getRegex() !== '') {
    const pattern = new RegExp(expression.getRegex());
    return (event) => pattern.test(of(event));
  }
  const prefixes = expression.getPrefixList();
  return (event) => prefixes.some((prefix) => of(event).startsWith(prefix));
};
