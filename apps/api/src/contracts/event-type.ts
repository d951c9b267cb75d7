import { isEventType, type EventType } from '@ledger/contract';
import { invalid } from '../http/problem.js';

/** The name of a kind of event. @throws {Problem} `invalid-request` */
export const eventTypeOf = (name: string): EventType => {
  if (isEventType(name)) return name;
  throw invalid([{ pointer: '/query/type', detail: `${name} is no kind of event` }]);
};
