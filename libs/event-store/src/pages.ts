import type { EventStore, ReadAllOptions, RecordedEvent } from './event-store.js';

/** The log page by page, to the end that it has when it gets there. Breaking off leaves nothing open. */
export async function* readPages(
  store: Pick<EventStore, 'readAll'>,
  options: ReadAllOptions = {},
): AsyncGenerator<readonly RecordedEvent[], void> {
  let bounds = options;
  for (;;) {
    const { events } = await store.readAll(bounds);
    const last = events.at(-1);
    if (last === undefined) return;
    yield events;
    bounds = { ...options, [options.direction === 'backward' ? 'before' : 'after']: last.position };
  }
}
