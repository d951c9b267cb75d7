import type { EventEmitter } from 'node:events';

export type Method = 'append' | 'batchAppend' | 'read' | 'delete' | 'tombstone' | 'features' | 'gossip';

/** How many calls there have been, and how many of them have not ended. */
export interface CallCount {
  readonly begin: (method: Method, call: EventEmitter) => () => void;
  readonly calls: (method?: Method) => number;
  readonly open: (method?: Method) => number;
  /** The server is gone, and with it its calls. */
  readonly forget: () => void;
}

export const newCallCount = (): CallCount => {
  const called = new Map<Method, number>();
  const open = new Map<EventEmitter, Method>();
  return {
    begin: (method, call) => {
      called.set(method, (called.get(method) ?? 0) + 1);
      open.set(call, method);
      const end = (): void => void open.delete(call);
      for (const event of ['cancelled', 'finish', 'close']) call.on(event, end);
      return end;
    },
    calls: (method) =>
      [...called].reduce((sum, [of, times]) => (method === undefined || of === method ? sum + times : sum), 0),
    open: (method) => [...open.values()].filter((of) => method === undefined || of === method).length,
    forget: () => open.clear(),
  };
};

/** Counts calls that are answered on the call itself. */
export const counted =
  <Call extends EventEmitter>(count: CallCount, method: Method, handle: (call: Call) => void) =>
  (call: Call): void => {
    count.begin(method, call);
    handle(call);
  };

/** Counts calls that have one answer. */
export const countedUnary =
  <Call extends EventEmitter, Answer extends readonly unknown[]>(
    count: CallCount,
    method: Method,
    handle: (call: Call, respond: (...answer: Answer) => void) => void,
  ) =>
  (call: Call, respond: (...answer: Answer) => void): void => {
    const end = count.begin(method, call);
    handle(call, (...answer) => {
      end();
      respond(...answer);
    });
  };
