/** What a kind of problem is, wherever it occurs: also the text of its page. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Every kind of problem; a refusal under the terms is further named by the code of its rule (`../problems/refusals.ts`). */
export const PROBLEMS = {
  'malformed-json': {
    status: 400,
    title: 'The body cannot be read',
    meaning: 'The body is not JSON in UTF-8, is nested too deeply, or names a property twice.',
    remedy: 'Send one JSON object. The detail says what stood in the way, and `errors` where.',
  },
  'malformed-url': {
    status: 400,
    title: 'The address cannot be read',
    meaning: 'The path or the query holds a percent sign without two hexadecimal digits, or bytes that are not UTF-8.',
    remedy: 'Encode the parts of the address with percent signs as RFC 3986 says.',
  },
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    meaning:
      'Something required is missing, has the wrong form or an impossible value, or is not known here. A date of something that happened may not lie in the future.',
    remedy:
      'Mend what `errors` lists. A pointer leads into the body; `/query/...`, `/path/...` and `/headers/...` name a parameter or header.',
  },
  unauthenticated: {
    status: 401,
    title: 'A token is needed',
    meaning: 'Everything under /v1 needs `Authorization: Bearer <token>` with a token that this server knows.',
    remedy:
      'Use a token of LEDGER_TOKEN, or the one that the server made at its first start and keeps in its data directory.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is here',
    meaning:
      'No such address, or no such event, figure, article, incident, webhook, adoption, dispute, generation or position.',
    remedy: 'Compare the address with /docs.',
  },
  'contract-not-found': {
    status: 404,
    title: 'There is no such contract',
    meaning: 'No contract of this id was ever applied for.',
    remedy: 'Look the id up in GET /v1/contracts.',
  },
  'contract-not-known-then': {
    status: 404,
    title: 'The contract was not known then',
    meaning: 'The contract exists, but it was recorded only after the `knownAt` asked about.',
    remedy: 'Ask with a later `knownAt`, or with none.',
  },
  'unknown-target': {
    status: 404,
    title: 'What the command is about does not exist',
    meaning: 'The path or the body names a notice, an outage, a payment or the like that the contract does not have.',
    remedy: 'Name it by the id that the client gave it, else by the id of the event that made it.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The method is not allowed here',
    meaning: 'The address exists, but not with this method.',
    remedy: 'Use one of those in the `Allow` header.',
  },
  'not-acceptable': {
    status: 406,
    title: 'No acceptable form of the answer',
    meaning: 'The `Accept` header excludes the one form that the answer has.',
    remedy: 'Accept application/json, or for .ics text/calendar.',
  },
  'request-timeout': {
    status: 408,
    title: 'The request did not arrive in time',
    meaning: 'The headers or the body came too slowly.',
    remedy: 'Send it again.',
  },
  refused: {
    status: 409,
    title: 'The terms, or the state of the contract, do not allow it',
    meaning:
      'What the provider does is recorded only where the terms and the contract allow it. `article` and `quote` say which clause does not.',
    remedy: 'Nothing was recorded. Where an earlier record is wrong, correct that first.',
  },
  'broken-history': {
    status: 409,
    title: 'The correction would make the history impossible',
    meaning:
      'Other facts rest on the event as it stands. `breaks` lists what could not have happened if the correction stood.',
    remedy: 'Correct those first, from the last to the first.',
  },
  'already-recorded': {
    status: 409,
    title: 'The fact is recorded already',
    meaning: 'It can be true only once, and the event named in `event` says it. A contract is applied for once, too.',
    remedy:
      'Nothing is to be done; where that event is wrong, correct it. To make a retry safe, send an Idempotency-Key.',
  },
  'not-correctable': {
    status: 409,
    title: 'The event cannot be corrected so',
    meaning:
      'A correction is never itself corrected, and what an event is about cannot be corrected into something else.',
    remedy: 'Correct the fact again: of several corrections the latest counts. Or void it, and record the right one.',
  },
  'webhook-ended': {
    status: 409,
    title: 'The webhook has ended',
    meaning: 'Nothing is delivered to it any more, and nothing about it can change. `event` names what ended it.',
    remedy: 'Register another one, with `after` where it is to begin.',
  },
  'dispute-exists': {
    status: 409,
    title: 'There is a dispute of this name',
    meaning: 'A dispute is opened once. `event` names its opening.',
    remedy: 'Choose another `disputeId`, or leave the name to the ledger.',
  },
  'dispute-closed': {
    status: 409,
    title: 'The dispute is closed',
    meaning: 'Nothing is added to a dispute once it is closed. `event` names its closing.',
    remedy: 'Open another dispute about what is still contested.',
  },
  'nothing-names-the-dispute': {
    status: 409,
    title: 'What is to end the dispute is not recorded',
    meaning:
      'A dispute ends in corrections, in a settlement or in an adopted reading only where one is recorded that names it.',
    remedy: 'Record it first, with the `disputeId`; or close the dispute as `upheld` or `withdrawn`.',
  },
  'generation-state': {
    status: 409,
    title: 'The state of the generation does not allow it',
    meaning:
      'It is still being built, was dropped, is live already, or is being made live. Only what is finished is compared, only what is not live is dropped.',
    remedy: 'Look at GET /v1/rebuilds/{generationId}.',
  },
  'not-for-live': {
    status: 409,
    title: 'The generation cannot become live',
    meaning:
      'Live is what follows from everything that is recorded, for all contracts, by what is adopted: only that can be kept so.',
    remedy: 'The detail says what stands in the way. Adopt the readings, or rebuild all contracts without premises.',
  },
  'diff-changed': {
    status: 409,
    title: 'The differences have changed',
    meaning: 'What was accepted is not what the generation makes different now. `diff` holds the digest of that.',
    remedy: 'Look at GET /v1/generations/{generationId}/diff again, and accept the digest that it gives.',
  },
  'diff-not-accepted': {
    status: 409,
    title: 'Nobody has accepted the differences',
    meaning:
      'A generation becomes live after somebody accepted exactly what it makes different from the one that is. `diff` holds the digest of that.',
    remedy: 'Look at GET /v1/generations/{generationId}/diff, and accept the digest that it gives.',
  },
  'revision-moved': {
    status: 412,
    title: 'The contract, incident, webhook, adoption or dispute has moved on',
    meaning: 'It is no longer at the revision of `If-Match`. `events` lists what was recorded since.',
    remedy: 'Read the contract again and decide anew.',
  },
  'too-large': {
    status: 413,
    title: 'Too large',
    meaning: 'The body, or the event that it would make, is larger than this server takes.',
    remedy: 'Send less. A body has at most 1 MiB.',
  },
  'uri-too-long': {
    status: 414,
    title: 'The address is too long',
    meaning: 'A part of the path is longer than any id.',
    remedy: 'Use the id as it was given.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has the wrong type',
    meaning: 'A body must be `Content-Type: application/json`, in UTF-8 and not compressed.',
    remedy: 'Send it as JSON.',
  },
  'expectation-failed': {
    status: 417,
    title: 'The expectation cannot be met',
    meaning: 'The `Expect` header asks for something other than `100-continue`.',
    remedy: 'Leave the header out.',
  },
  'key-reused': {
    status: 422,
    title: 'The idempotency key was used with another body',
    meaning:
      'A key stands for one request: the same caller used it on this path with another body, and that was recorded.',
    remedy: 'Use a new key for a new request.',
  },
  overloaded: {
    status: 429,
    title: 'Too much at once',
    meaning: 'More commands wait to be written than this server takes. Nothing was recorded.',
    remedy: 'Send it again after the seconds of `Retry-After`; with an Idempotency-Key that is safe in any case.',
  },
  'headers-too-large': {
    status: 431,
    title: 'The headers are too large',
    meaning: 'The request line and headers together exceed 16 KiB.',
    remedy: 'Send fewer or shorter headers.',
  },
  'internal-error': {
    status: 500,
    title: 'Something is wrong here',
    meaning: 'A defect of this server, not of the request. Its log says more under the request id.',
    remedy: 'Report it with the request id.',
  },
  'contract-unreadable': {
    status: 503,
    title: 'The contract cannot be read by this version',
    meaning:
      'Its stream holds an event that this version of the server does not understand, for instance one that a newer version wrote; `event` names it. Lists show the last state before that, with `stale`. Other contracts are not concerned.',
    remedy: 'Start the version that wrote the event, or one in which it is mended. Nothing is lost.',
  },
  'log-damaged': {
    status: 503,
    title: 'The log is damaged',
    meaning: 'What is stored is not what was written, or part of it is missing, so no answer can rest on it.',
    remedy: 'Stop the server and restore the data directory from a backup.',
  },
  unavailable: {
    status: 503,
    title: 'Not available now',
    meaning:
      'The log cannot be written or read at the moment, the list does not yet hold the `minPosition` asked for, or the server is stopping.',
    remedy: 'Send it again after the seconds of `Retry-After`; with an Idempotency-Key that is safe in any case.',
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;
export type ProblemCode = keyof typeof PROBLEMS;
