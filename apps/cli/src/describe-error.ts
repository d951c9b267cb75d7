import {
  ContractNotFound,
  ContractNotKnownThen,
  ContractUnreadable,
  FailedCommand,
  InvalidRequest,
  NothingFound,
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
import { EventStoreError } from '@ledger/event-store';
import { Refusal, type Clause } from '@ledger/terms';
import { Complaint } from './complaint.js';

/** What went wrong, in one line for the person at the keyboard; the clause that refuses is quoted. */
export const describeError = (error: unknown): string => {
  if (error instanceof FailedCommand) return describeError(error.cause);
  if (error instanceof RefusedHypothesis) return `hypothesis ${String(error.index + 1)}: ${describeError(error.cause)}`;
  if (error instanceof Refusal) return withClause(error.detail, error.clause);
  if (error instanceof AlreadyRecorded) return withClause(error.message, error.clause);
  if (error instanceof InvalidFact) return faultsOf(error.faults);
  if (error instanceof UnknownTarget) return `there is no ${error.kind} ${error.id}`;
  if (error instanceof BrokenHistory || error instanceof NotCorrectable) return oneLine(error.message);
  if (error instanceof DisputeConflict) return error.detail;
  if (error instanceof ContractNotFound) return `there is no contract ${error.contractId}`;
  if (error instanceof ContractNotKnownThen) return `contract ${error.contractId} was not known then`;
  if (error instanceof ContractUnreadable) return oneLine(error.message);
  if (error instanceof NothingFound) return `there is no ${error.what} ${error.id}`;
  if (error instanceof InvalidRequest) return `${optionOf(error.parameter)}: ${error.message}`;
  if (error instanceof Complaint || error instanceof EventStoreError) return oneLine(error.message);
  return describeSystemError(error) ?? `this should not have happened: ${oneLine(String(error))}`;
};

/** A sentence, and the clause of the terms that it rests on. */
export const withClause = (detail: string, { label, quote }: Pick<Clause, 'label' | 'quote'>): string =>
  `${oneLine(detail)} (Art. ${label}: 「${oneLine(quote)}」)`;

/** Faults with the JSON pointers to where they stand. */
export const faultsOf = (faults: readonly { readonly pointer: string; readonly detail: string }[]): string =>
  faults.map(({ pointer, detail }) => `${pointer} ${oneLine(detail)}`).join('; ');

const oneLine = (text: string): string => text.replace(/\s*[\r\n]+\s*/g, ' ');

/** `asOf` is `--as-of` here. */
const optionOf = (parameter: string): string =>
  `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const describeSystemError = (error: unknown): string | undefined => {
  if (!Error.isError(error) || !('code' in error)) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : '';
  switch (error.code) {
    case 'ENOENT':
      return 'syscall' in error && error.syscall === 'mkdir' ? `${path} cannot be made` : `there is no ${path}`;
    case 'EEXIST':
    case 'ENOTDIR':
      return `${path} is not a directory`;
    case 'EISDIR':
      return `${path || 'that'} is a directory`;
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be read or written: no permission`;
    case 'EROFS':
      return `${path} cannot be written: its file system is read-only`;
    case 'ENOSPC':
      return 'the disk is full';
    default:
      return undefined;
  }
};
