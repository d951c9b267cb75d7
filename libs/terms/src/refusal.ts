import type { Clause } from './provision.js';

/** The terms, or the contract's state, do not allow what is asked. Expected, and shown to people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /**
   * @param code stable, in kebab case, for programs
   * @param clause the clause that refuses
   * @param detail one sentence for people
   */
  constructor(
    readonly code: string,
    readonly clause: Clause,
    readonly detail: string,
    options?: ErrorOptions,
  ) {
    super(`refused under ${clause.label}: ${detail}`, options);
  }
}
