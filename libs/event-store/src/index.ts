export * from './errors.js';
export * from './event-store.js';
export { BesideStore, MemoryBesideStore } from './beside-store.js';
export { appendLimits } from './check-append.js';
export { openEventStoreDb } from './open-eventstoredb.js';
export type { EventStoreDbOptions } from './eventstoredb/options.js';
export { MemoryEventStore } from './memory/memory-event-store.js';
export {
  MirroredEventStore,
  type MirrorOptions,
  type MirrorReport,
  type MirrorState,
} from './mirror/mirrored-event-store.js';
export { readPages } from './pages.js';
export { makeDirectory } from './sqlite/ledger-directory.js';
export { type IndexScan, type ScannedStream } from './sqlite/index-scan.js';
export { LogScan, type ScannedEvent } from './sqlite/log-scan.js';
export { SqliteBesideStore } from './sqlite/sqlite-beside-store.js';
export { SqliteEventStore, type SqliteEventStoreOptions, type Statistics } from './sqlite/sqlite-event-store.js';
export type { Subscription } from './subscription.js';
export { BesideSweep } from './sweep-beside.js';
