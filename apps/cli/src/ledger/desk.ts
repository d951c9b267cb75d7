import type {
  DiffAnswer,
  GenerationAcknowledgement,
  GenerationAnswer,
  GenerationCommand,
  WrittenGenerationRequest,
} from '@ledger/application';

/** Where generations are asked for: at the running server, or in the log itself. */
export interface Desk {
  /** @param command where it is a request, as the HTTP interface takes it */
  readonly record: (command: DeskCommand) => Promise<GenerationAcknowledgement['recorded']>;
  readonly generation: (generationId: string) => Promise<GenerationAnswer>;
  /** Those that are there and those that somebody waits for, the latest requested first. */
  readonly generations: () => Promise<readonly GenerationAnswer[]>;
  readonly diff: (generationId: string, against: string | undefined, cursor: string | undefined) => Promise<DiffAnswer>;
  /** Whether this process builds, and nobody does once it has ended. */
  readonly isBuilder: boolean;
  readonly close: () => Promise<void>;
}
export type DeskCommand =
  { readonly type: 'request'; readonly body: RebuildBody } | Exclude<GenerationCommand, { readonly type: 'request' }>;

/** What `POST /v1/rebuilds` takes. */
export interface RebuildBody extends WrittenGenerationRequest {
  readonly scope: 'all' | { readonly contractIds: readonly string[] } | { readonly filter: object };
}
