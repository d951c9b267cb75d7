import type { EventStore, NewEvent, Revision } from '@ledger/event-store';
import { randomUUID } from 'node:crypto';

/** Streams of a log with the revisions that they have reached. */
export interface Contracts {
  readonly store: EventStore;
  readonly revisions: Int32Array;
}

/** Appends one event to the contract of that number. */
const appendTo = async ({ store, revisions }: Contracts, contract: number): Promise<void> => {
  const revision = revisions[contract] ?? -1;
  revisions[contract] = revision + 1; // what is sent before it is answered arrives in its order
  await store.append(nameOf(contract), [newEvent(contract)], expectation(revision));
};

/** So many writers at once, each of which waits for its append before the next; together they make `count` of them. */
export const appendConcurrently = async (
  contracts: Contracts,
  writers: number,
  count: number,
  pick: (writer: number) => number,
): Promise<void> => {
  let begun = 0;
  const write = async (writer: number): Promise<void> => {
    while (begun < count) {
      begun += 1;
      await appendTo(contracts, pick(writer));
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
};

/** An event as the ledger writes them: a notice, and who recorded it. */
export const newEvent = (contract: number): NewEvent => ({
  id: randomUUID(),
  type: 'NoticeReceived',
  data: `{"arrivedAt":"2023-08-01T10:00:00+09:00","designatedOn":"2023-12-25","documents":[{"name":"notice-${contract}.pdf","sha256":"${'9f86d081884c7d65'.repeat(4)}"}],"form":"prescribed","subject":"contract"}`,
  metadata: `{"idempotencyKey":"notice-${contract}","recordedAt":"2026-11-22T10:00:00.000Z","requestId":"${randomUUID()}","who":"local"}`,
});

const nameOf = (contract: number): string => `contract-${String(contract).padStart(8, '0')}`;

const expectation = (revision: number): Revision | 'none' => (revision < 0 ? 'none' : BigInt(revision));
