import type { FactEvent } from '../events.js';

/**
 * A fact taken to be recorded, corrected or voided, though it is not: its data is that of the event or of the correction, values of
 * personal data included. The facts added are named `hypothesis-1`, `hypothesis-2`, ... by their place among the hypotheses.
 */
export type Hypothesis =
  | ({ readonly kind: 'added' } & FactEvent)
  | {
      readonly kind: 'corrected';
      readonly eventId: string;
      /** As that of a correction: what stands in the path of the fact's command may be left out. */
      readonly replacement: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'voided'; readonly eventId: string };

/** So many are judged in an instant, and nobody argues more. */
export const MOST_HYPOTHESES = 100;

/** One of several hypotheses cannot be, as the history and those before it stand. */
export class RefusedHypothesis extends Error {
  override readonly name = 'RefusedHypothesis';
  constructor(
    /** Its place among the hypotheses, from 0. */
    readonly index: number,
    /** What recording it would have been refused with. */
    override readonly cause: unknown,
  ) {
    super(`hypothesis ${String(index + 1)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
