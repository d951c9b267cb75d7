import type { ImportedFact } from '@ledger/application';

/** Records what is imported: through the running server, or in the log itself. */
export interface Recorder {
  /** @throws where nothing can be recorded at all: the server is gone, the disk is full */
  readonly record: (contractId: string, facts: readonly ImportedFact[]) => Promise<Outcome>;
  /** Of the running server, with nothing behind it; undefined where there is none. */
  readonly url: string | undefined;
  readonly close: () => Promise<void>;
}

/** What became of the facts of one contract: all of them, or none. */
export type Outcome =
  /** `events` is 0 where everything was recorded before. */
  | { readonly kind: 'recorded'; readonly events: number }
  /** @property index which fact stands in the way, from 0; undefined where it is none of them alone */
  | { readonly kind: 'refused'; readonly index: number | undefined; readonly detail: string };
