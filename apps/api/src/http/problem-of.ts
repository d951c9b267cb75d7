import { HttpException } from '@nestjs/common';
import {
  ContractNotFound,
  ContractNotKnownThen,
  ContractUnreadable,
  FailedCommand,
  GenerationRefused,
  InvalidRequest,
  KeyReused,
  NothingFound,
  RevisionMoved,
  WebhookIsOver,
} from '@ledger/application';
import {
  AlreadyRecorded,
  BrokenHistory,
  InvalidFact,
  NotCorrectable,
  RefusedHypothesis,
  UnknownTarget,
} from '@ledger/contract';
import { DisputeConflict } from '@ledger/disputes';
import {
  DiskFull,
  EventTooLarge,
  OutcomeUnknown,
  StoreClosed,
  StoreDamaged,
  StoreOverloaded,
  StoreUnavailable,
} from '@ledger/event-store';
import { ForeignReadModel, NotYetListed } from '@ledger/projections';
import { Refusal, type Clause } from '@ledger/terms';
import { PROBLEMS, type ProblemCode } from './problem-catalogue.js';
import { invalid, pointerOf, Problem } from './problem.js';

const RETRY = { headers: { 'retry-after': '1' } };
const UNTIL_SOMEBODY_CAME = { headers: { 'retry-after': '600' } };

/**
 * What HTTP calls an error of the libs, which know nothing of HTTP; a bug where nothing expected is recognised.
 * @param isAskedInBody whether what was asked for stands in the body, not in the query
 */
export const problemOf = (error: unknown, isAskedInBody = false): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof FailedCommand) return problemOf(error.cause);
  if (error instanceof RefusedHypothesis) return within(problemOf(error.cause), 'hypotheses', error.index);
  return (
    problemOfContract(error) ??
    problemOfRequest(error, isAskedInBody) ??
    problemOfStore(error) ??
    problemOfFramework(error)
  );
};

/** The same of one item of a list: its errors stand below it, and `hypothesis` or `fact` says which it was. */
export const within = ({ code, detail, extras }: Problem, list: 'facts' | 'hypotheses', index: number): Problem => {
  const errors = extras.errors?.map((error) => ({ ...error, pointer: pointerOf([list, index]) + error.pointer }));
  const item = list === 'facts' ? { fact: index } : { hypothesis: index };
  return new Problem(code, detail, { ...extras, ...(errors && { errors }), members: { ...extras.members, ...item } });
};

/** What the contract, or the terms, say no with. */
const problemOfContract = (error: unknown): Problem | undefined => {
  if (error instanceof Refusal) {
    return new Problem('refused', error.detail, { refusal: error.code, members: cited(error.clause) });
  }
  if (error instanceof InvalidFact) return invalid(error.faults);
  if (error instanceof AlreadyRecorded) {
    return new Problem('already-recorded', error.detail, { members: { ...cited(error.clause), event: error.eventId } });
  }
  if (error instanceof BrokenHistory) return broken(error);
  if (error instanceof NotCorrectable) {
    return new Problem('not-correctable', error.detail, { members: { event: error.eventId } });
  }
  if (error instanceof DisputeConflict) {
    return new Problem(error.code, error.detail, {
      members: error.eventId === undefined ? {} : { event: error.eventId },
    });
  }
  if (!(error instanceof UnknownTarget)) return undefined;
  return error.kind === 'contract'
    ? new Problem('contract-not-found', `there is no contract ${error.id}`)
    : new Problem('unknown-target', `there is no ${error.kind} ${error.id}`);
};

const cited = ({ label, quote }: Clause): { readonly article: string; readonly quote: string } => ({
  article: label,
  quote,
});

const broken = ({ breaks }: BrokenHistory): Problem => {
  const [{ detail, clause }] = breaks;
  const list = breaks.map((one) => ({
    event: one.eventId,
    type: one.type,
    detail: one.detail,
    article: one.clause?.label ?? null,
  }));
  return new Problem('broken-history', detail, { members: { ...(clause && cited(clause)), breaks: list } });
};

/** What the application says no with. */
const problemOfRequest = (error: unknown, isAskedInBody: boolean): Problem | undefined => {
  if (error instanceof ContractNotFound) {
    return new Problem('contract-not-found', `there is no contract ${error.contractId}`);
  }
  if (error instanceof ContractNotKnownThen) {
    return new Problem('contract-not-known-then', `contract ${error.contractId} was not known then`);
  }
  if (error instanceof ContractUnreadable) return unreadable(error);
  if (error instanceof NothingFound) return new Problem('not-found', `there is no ${error.what} ${error.id}`);
  if (error instanceof GenerationRefused) {
    return new Problem(error.code, error.message, error.diff === undefined ? {} : { members: { diff: error.diff } });
  }
  if (error instanceof WebhookIsOver) {
    return new Problem('webhook-ended', error.message, { members: { event: error.eventId } });
  }
  if (error instanceof RevisionMoved) return moved(error);
  if (error instanceof KeyReused) return new Problem('key-reused', 'this key was used with another body');
  if (error instanceof NotYetListed) {
    return new Problem('unavailable', error.message, RETRY);
  }
  if (error instanceof ForeignReadModel) return new Problem('unavailable', error.message, UNTIL_SOMEBODY_CAME);
  if (!(error instanceof InvalidRequest)) return undefined;
  const pointer = pointerOf([...(isAskedInBody ? [] : ['query']), error.parameter]);
  return invalid([{ pointer, detail: `${error.parameter}: ${error.message}` }]);
};

const unreadable = ({ contractId, eventId, cause }: ContractUnreadable): Problem =>
  new Problem('contract-unreadable', `contract ${contractId} cannot be read: ${String(cause)}`, {
    ...UNTIL_SOMEBODY_CAME,
    ...(eventId !== undefined && { members: { event: eventId } }),
  });

const moved = ({ kind, id, expected, actual, between }: RevisionMoved): Problem =>
  actual === undefined
    ? new Problem('revision-moved', `there is no ${kind} ${id} yet`)
    : new Problem('revision-moved', `${kind} ${id} is at revision ${String(actual)}, not at ${String(expected)}`, {
        headers: { etag: `"${String(actual)}"` },
        members: { revision: actual, events: between },
      });

const problemOfStore = (error: unknown): Problem | undefined => {
  if (error instanceof StoreOverloaded) return new Problem('overloaded', 'too many commands wait to be written', RETRY);
  if (error instanceof EventTooLarge) return new Problem('too-large', error.message);
  if (error instanceof StoreClosed) return new Problem('unavailable', 'the server is stopping', RETRY);
  if (error instanceof DiskFull) {
    return new Problem('unavailable', 'the disk is full: nothing can be written until there is room again', RETRY);
  }
  if (error instanceof StoreUnavailable) {
    return new Problem('unavailable', 'the log cannot be read or written at the moment', RETRY);
  }
  if (error instanceof StoreDamaged) {
    return new Problem(
      'log-damaged',
      'what the log holds here is not what was written: nothing is said rather than something wrong',
      UNTIL_SOMEBODY_CAME,
    );
  }
  if (!(error instanceof OutcomeUnknown)) return undefined;
  return new Problem('unavailable', 'the log broke down while it wrote: the command may be recorded or not', RETRY);
};

/** What Nest and Fastify say no with, by its status. */
const problemOfFramework = (error: unknown): Problem => {
  if (!(error instanceof HttpException)) return new Problem('internal-error', 'the server could not answer');
  const status = error.getStatus();
  if (status === 400) return new Problem('malformed-json', 'the body is not as long as its header says');
  if (status === 413) return new Problem('too-large', 'the body has more than 1 MiB');
  if (status === 415) return new Problem('unsupported-media-type', 'the body must be application/json');
  if (status === 403) return new Problem('not-found', 'there is nothing at this path'); // out of the folder of /docs
  const kinds = Object.entries(PROBLEMS) as [ProblemCode, { readonly status: number }][];
  const [code] = kinds.find(([, kind]) => kind.status === status) ?? ['internal-error' as const];
  return new Problem(code, error.message);
};
