import {
  AccessDeniedError,
  MaxAppendSizeExceededError,
  NotLeaderError,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import {
  EventStoreError,
  EventTooLarge,
  InvalidEvent,
  OutcomeUnknown,
  StoreDamaged,
  StoreUnavailable,
} from '../errors.js';

/** The server, or the way to it, did not do what it was asked in the time that it was given. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** What a call that went wrong means for what it asked for. */
export type Failure =
  /** The server said no, and will say so again. */
  | { readonly kind: 'refused'; readonly error: EventStoreError }
  /** Nothing reached the server, or it would not begin: it may do so later. */
  | { readonly kind: 'not-begun'; readonly message: string }
  /** It may have been done or not. */
  | { readonly kind: 'uncertain'; readonly message: string };

/** Of every failure but that of a wrong revision, which is an answer. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof EventStoreError) return { kind: 'refused', error };
  if (error instanceof AccessDeniedError) {
    return refused(
      new StoreUnavailable('the server denies access: user name, password or rights are not right', { cause: error }),
    );
  }
  if (error instanceof StreamDeletedError) {
    return refused(new StoreDamaged(`stream ${error.streamName} was deleted on the server`, { cause: error }));
  }
  if (error instanceof MaxAppendSizeExceededError) {
    return refused(new EventTooLarge('bytes', undefined, error.maxAppendSize));
  }
  const message = describe(error);
  if (message.includes('BadRequest'))
    return refused(new InvalidEvent(`the server cannot take it: ${message}`, { cause: error }));
  if (error instanceof NotLeaderError) return { kind: 'not-begun', message: 'the node is not the leader' };
  return { kind: neverBegan(error, message) ? 'not-begun' : 'uncertain', message };
};

/** In the port's words, where nothing was to be written. Everything else as it is: a bug. */
export const asReadError = (error: unknown): unknown => {
  if (!isOfTheServer(error)) return error;
  const failure = failureOf(error);
  return failure.kind === 'refused' ? failure.error : unreachable(failure.message, error);
};

/** Whether the server, or the way to it, is what went wrong. */
export const isOfTheServer = (error: unknown): boolean =>
  Error.isError(error) &&
  (error instanceof EventStoreError ||
    error instanceof NoAnswer ||
    'code' in error ||
    'type' in error ||
    beforeAnything.some((sign) => error.message.includes(sign)));

export const unreachable = (message: string, cause: unknown): StoreUnavailable =>
  new StoreUnavailable(`the event store cannot be reached: ${message}`, { cause });

export const unknownOutcome = (message: string, cause: unknown): OutcomeUnknown =>
  new OutcomeUnknown(`the event store gave no answer to an append: ${message}`, { cause });

export const isWrongRevision = (error: unknown): error is WrongExpectedVersionError =>
  error instanceof WrongExpectedVersionError;

const refused = (error: EventStoreError): Failure => ({ kind: 'refused', error });

/** The client's errors often have an empty message: their type and code say more. */
const describe = (error: unknown): string => {
  if (!Error.isError(error)) return String(error);
  const { type, code, details } = error as { type?: string; code?: number; details?: string };
  const said = error.message !== '' ? error.message : (details ?? '');
  const known = [type, code === undefined ? undefined : `code ${String(code)}`].filter((one) => one !== undefined);
  return [said, known.join(', ')].filter((part) => part !== '').join(' – ') || error.name;
};

const beforeAnything = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'No connection established',
  'Name resolution failed',
  'Failed to connect',
  'Failed to discover',
  'Not Ready',
  'NotReady',
  'certificate',
  'wrong version number',
];

const neverBegan = (error: unknown, message: string): boolean =>
  !(error instanceof NoAnswer) && beforeAnything.some((sign) => message.includes(sign));

/** The same for a read: what the server says of the request itself, it says again. */
export const isOfTheRequest = (error: unknown): boolean => {
  if (!Error.isError(error) || error instanceof EventStoreError || error instanceof NoAnswer) return false;
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'number' && [2, 3, 5, 9, 11, 13].includes(code) && !(error instanceof NotLeaderError);
};

/** Whether the same call made again at once may find another node, or another connection. */
export const mayPassAtOnce = (error: unknown): boolean =>
  isOfTheServer(error) &&
  !(error instanceof NoAnswer) &&
  failureOf(error).kind !== 'refused' &&
  !isOfTheRequest(error) &&
  isOfTheConnection(error);

const isOfTheConnection = (error: unknown): boolean =>
  error instanceof NotLeaderError || (Error.isError(error) && 'code' in error && [1, 14].includes(Number(error.code)));
