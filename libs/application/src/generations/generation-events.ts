import type { Instant } from '@ledger/kernel';
import { unseal, type WrittenPremises } from '@ledger/contract';
import type { EventStore, RecordedEvent } from '@ledger/event-store';
import { FIRST_GENERATION } from '@ledger/projections';
import { readMetadata, type KeyedRequest } from '../metadata.js';

/*
 * Who asked for which generation of the read models, who accepted what it makes different, and which was made live, stand in one stream for the
 * whole ledger. How far a generation is built does not: that is found out by whoever builds it.
 */

export const GENERATIONS_STREAM = 'generations';

/** Of which contracts a generation consists. The words of a filter stand beside the log: a name may be one of them. */
export type RequestedScope = 'all' | { readonly contractIds: readonly string[] } | { readonly filter: string };

/** Everything that the stream may hold. Storage format: a shipped event is never edited. */
export type GenerationEvent =
  | {
      readonly type: 'GenerationRequested';
      /** Without a day, it is that of the request, and from then on the day that it is. */
      readonly data: Omit<WrittenPremises, 'hypotheses'> & {
        readonly scope: RequestedScope;
        /** JSON, by contract. */
        readonly hypotheses?: string;
        /** All of the log is to be read, whatever rebuilds before have kept of it. */
        readonly fromLog?: true;
      };
    }
  | { readonly type: 'GenerationCancelled'; readonly data: { readonly generationId: string } }
  | {
      readonly type: 'GenerationAccepted';
      readonly data: {
        readonly generationId: string;
        /** The generation that was live. */
        readonly against: string;
        /** Digest of all differences: exactly these were accepted. */
        readonly diff: string;
        readonly figures: number;
        readonly reason?: string;
      };
    }
  | {
      readonly type: 'GenerationSwitched';
      readonly data: {
        readonly generationId: string;
        /** The one that was live until then. */
        readonly from: string;
        /** Digest of the differences when it was decided. */
        readonly diff: string;
        readonly reason?: string;
      };
    }
  | { readonly type: 'GenerationDropped'; readonly data: { readonly generationId: string } };
export type GenerationEventType = GenerationEvent['type'];

/** What stands beside the log, as personal data does. */
export const SEALED = ['/reason', '/hypotheses', '/scope/filter'];

export type RecordedGenerationEvent = GenerationEvent & {
  readonly eventId: string;
  readonly revision: number;
  readonly position: bigint;
  readonly recordedAt: Instant;
  readonly who: string;
  readonly idempotency: KeyedRequest | undefined;
};

/** What was recorded of a generation. */
export interface RequestedGeneration {
  readonly generationId: string;
  readonly request: Extract<GenerationEvent, { type: 'GenerationRequested' }>['data'];
  /** Undefined for the first, which nobody requested. */
  readonly requestedAt: Instant | undefined;
  readonly requestedBy: string | undefined;
  readonly isCancelled: boolean;
  readonly isDropped: boolean;
  /** The latest last. */
  readonly acceptances: readonly Acceptance[];
  /** When it was made live; the latest last. */
  readonly switches: readonly Switch[];
}
export interface Acceptance {
  readonly against: string;
  readonly diff: string;
  readonly figures: number;
  readonly reason: string | undefined;
  readonly at: Instant;
  readonly by: string;
}
export interface Switch {
  readonly generationId: string;
  readonly from: string;
  readonly reason: string | undefined;
  readonly at: Instant;
  readonly by: string;
}

/** All that was recorded of generations. */
export interface Generations {
  /** In the order in which they were requested. */
  readonly requested: ReadonlyMap<string, RequestedGeneration>;
  readonly switches: readonly Switch[];
  /** Which is to be live. */
  readonly wanted: string;
  readonly recorded: readonly RecordedGenerationEvent[];
}

export const readGenerations = async (store: EventStore): Promise<Generations> =>
  generationsFrom((await store.readStream(GENERATIONS_STREAM)).events.map(opened));

const opened = (stored: RecordedEvent): RecordedGenerationEvent => {
  const { recordedAt, who, idempotency } = readMetadata(stored.metadata);
  const event = { type: stored.type, data: unseal(stored.data, stored.beside) } as unknown as GenerationEvent;
  const { id: eventId, position } = stored;
  return { ...event, eventId, position, revision: Number(stored.revision), recordedAt, who, idempotency };
};

const generationsFrom = (recorded: readonly RecordedGenerationEvent[]): Generations => {
  const requested = new Map<string, RequestedGeneration>([[FIRST_GENERATION, theFirst]]);
  const switches: Switch[] = [];
  const change = (generationId: string, changes: Partial<RequestedGeneration>): void => {
    const before = requested.get(generationId);
    if (before !== undefined) requested.set(generationId, { ...before, ...changes });
  };
  for (const event of recorded) {
    const { eventId, recordedAt: at, who: by } = event;
    switch (event.type) {
      case 'GenerationRequested': {
        const whoAndWhen = { requestedAt: at, requestedBy: by };
        requested.set(eventId, { ...theFirst, generationId: eventId, request: event.data, ...whoAndWhen });
        break;
      }
      case 'GenerationCancelled':
        change(event.data.generationId, { isCancelled: true });
        break;
      case 'GenerationDropped':
        change(event.data.generationId, { isDropped: true });
        break;
      case 'GenerationAccepted': {
        const { generationId, reason, ...rest } = event.data;
        const acceptances = requested.get(generationId)?.acceptances ?? [];
        change(generationId, { acceptances: [...acceptances, { ...rest, reason, at, by }] });
        break;
      }
      case 'GenerationSwitched': {
        const { generationId, from, reason } = event.data;
        const made = { generationId, from, reason, at, by };
        switches.push(made);
        change(generationId, { switches: [...(requested.get(generationId)?.switches ?? []), made] });
      }
    }
  }
  return { requested, switches, wanted: switches.at(-1)?.generationId ?? FIRST_GENERATION, recorded };
};

const theFirst: RequestedGeneration = {
  generationId: FIRST_GENERATION,
  request: { scope: 'all' },
  requestedAt: undefined,
  requestedBy: undefined,
  isCancelled: false,
  isDropped: false,
  acceptances: [],
  switches: [],
};

/** Whether somebody had it built no further: also where it was built before whoever builds saw that. */
export const isGivenUp = ({ isCancelled, switches }: RequestedGeneration): boolean =>
  isCancelled && switches.length === 0;

/** Whether a generation follows from nothing but the log and what is adopted: then it can be kept as the live one is. */
export const isWithoutPremises = ({ request }: RequestedGeneration): boolean => {
  const { scope, asOf, knownAt, edition, readings = [], hypotheses } = request;
  const premises = [asOf, knownAt, edition, hypotheses];
  return scope === 'all' && readings.length === 0 && premises.every((one) => one === undefined);
};
