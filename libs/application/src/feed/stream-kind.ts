import type { JsonSchema, StoredEvent } from '@ledger/contract';

/** A kind of streams whose events are passed on to others. */
export interface StreamKind {
  /** What a stream is about, the `subject` of its events; undefined for a stream of another kind. */
  readonly subjectOf: (stream: string) => string | undefined;
  /** Where the subject stands in the HTTP interface, without a host. */
  readonly sourceOf: (subject: string) => string;
  /** An event in today's form, without what is nobody else's business. @throws {Error} for a kind of event that is not known here */
  readonly open: (stored: StoredEvent) => StoredEvent;
  /** Whether its events are delivered only to who names their types: they concern how the ledger is run. */
  readonly isSentByNameAlone?: boolean;
  /** Its kinds of events, by names that no other kind of streams has. */
  readonly types: Readonly<Record<string, EventDescription>>;
}
/** What others are told of a kind of event. */
export interface EventDescription {
  readonly summary: string;
  /** Of its data, as it is passed on. */
  readonly schema: JsonSchema;
}
