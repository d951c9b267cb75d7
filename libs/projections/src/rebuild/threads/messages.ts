import type { Adoptions } from '@ledger/contract';
import type { Premises } from '../premises.js';
import type { GatherOptions } from './gather.js';
import type { KeptSource } from './find-kept.js';

/** Where the contracts are: laid together in files, or kept, and in the log what is not kept of them. */
export type Source =
  | { readonly kind: 'laid'; readonly directory: string; readonly ranges: number }
  | ({ readonly kind: 'kept' } & KeptSource);

/** What a thread is started for. */
export type ThreadTask =
  | ({ readonly kind: 'gather' } & GatherOptions)
  | {
      readonly kind: 'fold';
      /** Of the read model. */
      readonly file: string;
      /** The values of personal data are asked of it when a row is made, so that none lies anywhere else. */
      readonly log: string;
      readonly source: Source;
      /** The first id of every part but the first. */
      readonly bounds: readonly string[];
      /** The file in which contracts are kept between rebuilds; undefined where they are not. */
      readonly kept: string | undefined;
      readonly premises: Premises;
      readonly adoptions: Adoptions;
      readonly head: number;
      readonly now: number;
      /** Shared: the next part to be taken, and the next to be written. */
      readonly turns: Int32Array;
    }
  | { readonly kind: 'finish'; readonly file: string };

/** What a thread says. */
export type ThreadMessage =
  | { readonly kind: 'read'; readonly events: number }
  | { readonly kind: 'gathered'; readonly contracts: number }
  | { readonly kind: 'folded'; readonly contracts: number; readonly failures: readonly (readonly [string, string])[] }
  | { readonly kind: 'done' };
