import { AlreadyRecorded, BrokenHistory, InvalidFact, NotCorrectable, UnknownTarget } from '@ledger/contract';
import { Refusal, type Clause } from '@ledger/terms';

/** Why something is not recorded, in the words of the problem that its own command would be answered with. */
export interface Reason {
  readonly code: string;
  readonly detail: string;
  readonly clause?: Clause | undefined;
}
/** Undefined for an error that is nobody's no. */
export const reasonOf = (error: unknown): Reason | undefined => {
  if (error instanceof Refusal) return error;
  if (error instanceof AlreadyRecorded)
    return { code: 'already-recorded', detail: error.message, clause: error.clause };
  if (error instanceof BrokenHistory) {
    const [{ detail, clause }] = error.breaks;
    return { code: 'broken-history', detail, clause };
  }
  if (error instanceof NotCorrectable) return { code: 'not-correctable', detail: error.message };
  if (error instanceof UnknownTarget) {
    const code = error.kind === 'contract' ? 'contract-not-found' : 'unknown-target';
    return { code, detail: `there is no ${error.kind} ${error.id}` };
  }
  if (error instanceof InvalidFact) return { code: 'invalid-request', detail: error.message };
  return undefined;
};
