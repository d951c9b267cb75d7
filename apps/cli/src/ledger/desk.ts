import type {
  DiffAnswer,
  GenerationAcknowledgement,
  GenerationAnswer,
  GenerationCommand,
  Page,
} from '@ledger/application';

/** Where generations are asked for: at the running server, or in the log itself. */
export interface Desk {
  /** @param command where it is a request, as the HTTP interface takes it */
  readonly record: (command: DeskCommand) => Promise<GenerationAcknowledgement['recorded']>;
  readonly generation: (generationId: string) => Promise<GenerationAnswer>;
  readonly generations: () => Promise<Page<GenerationAnswer>>;
  readonly diff: (generationId: string, against: string | undefined, cursor: string | undefined) => Promise<DiffAnswer>;
  readonly close: () => Promise<void>;
}
export type DeskCommand =
  { readonly type: 'request'; readonly body: RebuildBody } | Exclude<GenerationCommand, { readonly type: 'request' }>;

/** What `POST /v1/rebuilds` takes. */
export interface RebuildBody {
  readonly scope: 'all' | { readonly contractIds: readonly string[] };
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly readings?: readonly string[];
  readonly edition?: string;
}
