import { LogScan } from '@ledger/event-store';

/** Asks something of a log that is closed again. */
export const scanning = <Answer>(log: string, ask: (scan: LogScan) => Answer): Answer => {
  const scan = new LogScan(log);
  try {
    return ask(scan);
  } finally {
    scan.close();
  }
};

/** The id of the event at a position; undefined where there is none. */
export const idAt = (scan: LogScan, position: number): string | undefined => {
  if (position < 1 || position > scan.head()) return undefined;
  for (const { id } of scan.events(position - 1, position)) return id;
  return undefined;
};
