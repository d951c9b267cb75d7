import { unseal } from '@ledger/contract';
import { isoInstant } from '@ledger/kernel';
import type { StoredEvent } from '@ledger/contract';
import type { RecordedEvent } from '@ledger/event-store';
import { readMetadata } from '../metadata.js';
import type { StreamKind } from './stream-kind.js';
import { kindOf } from './stream-kinds.js';

/** An event as it is passed on: a CloudEvent 1.0 in its structured JSON form, with two attributes of our own. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** The event's id, the same wherever it is passed on and however often. */
  readonly id: string;
  /** The address of what it is about, without a host: the same for everybody. */
  readonly source: string;
  readonly type: string;
  /** The id of what it is about: a contract, an incident, a dispute, a webhook; of what is adopted and of generations the name of the one list. */
  readonly subject: string;
  /** When it was recorded, UTC with milliseconds. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The `$id` of the data's schema in the AsyncAPI document. */
  readonly dataschema: string;
  /** The ledger-wide place, a decimal text: what `after` and `Last-Event-ID` take. */
  readonly position: string;
  /** The subject's own count, from 0. */
  readonly revision: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event as it is passed on; what was erased of it reads `[erased]`. Undefined for one that is nobody's but the ledger's. */
export const cloudEventOf = (stored: RecordedEvent): CloudEvent | undefined => {
  const about = kindOf(stored.stream);
  if (about === undefined) return undefined;
  const { kind, subject } = about;
  const { type, data } = asUnderstood(kind, { type: stored.type, data: unseal(stored.data, stored.beside) });
  return {
    specversion: '1.0',
    id: stored.id,
    source: kind.sourceOf(subject),
    type,
    subject,
    time: isoInstant(readMetadata(stored.metadata).recordedAt),
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(type),
    position: String(stored.position),
    revision: Number(stored.revision),
    data,
  };
};

/** How the schema of an event's data is named, wherever the ledger stands. */
export const dataSchemaOf = (type: string): string => `urn:contract-ledger:event:${type}`;

/** In today's form; of a kind that this version does not know, as it stands: one event does not keep back all that follow it. */
const asUnderstood = (kind: StreamKind, stored: StoredEvent): StoredEvent => {
  try {
    return kind.open(stored);
  } catch {
    return stored;
  }
};
