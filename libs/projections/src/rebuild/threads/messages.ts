import type { Adoptions } from '@ledger/contract';
import type { Premises } from '../premises.js';
import type { GatherOptions } from './gather.js';

/** What a thread is started for. */
export type ThreadTask =
  | ({ readonly kind: 'gather' } & GatherOptions)
  | {
      readonly kind: 'fold';
      /** Of the read model. */
      readonly file: string;
      /** The values of personal data are asked of it when a row is made, so that none lies anywhere else. */
      readonly log: string;
      readonly directory: string;
      readonly ranges: number;
      readonly parts: number;
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
