import { describe, expect, it } from '@jest/globals';
import * as application from '@ledger/application';
import * as contract from '@ledger/contract';
import * as eventStore from '@ledger/event-store';
import { ForeignReadModel, NotYetListed } from '@ledger/projections';
import * as terms from '@ledger/terms';
import { answerOf } from './problem-answer.js';
import { problemOf } from './problem-of.js';

const clause = terms.quote(terms.article06, 3);

/** Every error that a command or a question may end with, and what becomes of it. */
const answers: readonly (readonly [error: Error, status: number, code: string, answer: object])[] = [
  [new application.ContractNotFound('c-1'), 404, 'contract-not-found', {}],
  [new application.ContractNotKnownThen('c-1'), 404, 'contract-not-known-then', {}],
  [
    new application.ContractUnreadable('c-1', 'e-9', new Error('of unknown type X')),
    503,
    'contract-unreadable',
    { detail: 'contract c-1 cannot be read: Error: of unknown type X', event: 'e-9' },
  ],
  [new application.NothingFound('event', 'e-1'), 404, 'not-found', { detail: 'there is no event e-1' }],
  [
    new application.RevisionMoved('c-1', 3, 4, [{ id: 'e-4', type: 'Repaid', revision: 4 }]),
    412,
    'revision-moved',
    { revision: 4, events: [{ id: 'e-4', type: 'Repaid', revision: 4 }] },
  ],
  [new application.RevisionMoved('c-1', 3, undefined, []), 412, 'revision-moved', {}],
  [new application.WebhookIsOver('w-1', 'e-1'), 409, 'webhook-ended', { event: 'e-1' }],
  [
    new application.GenerationRefused('diff-changed', 'others', { digest: 'd', figures: 3 }),
    409,
    'diff-changed',
    { diff: { digest: 'd', figures: 3 } },
  ],
  [new application.KeyReused(), 422, 'key-reused', {}],
  [
    new application.InvalidRequest('asOf', 'too late'),
    400,
    'invalid-request',
    { errors: [{ pointer: '/query/asOf' }] },
  ],
  [new application.KnownAtBeyondLog('from', 9n, 5n), 400, 'invalid-request', { errors: [{ pointer: '/query/from' }] }],
  [new application.InvalidCursor(), 400, 'invalid-request', { errors: [{ pointer: '/query/cursor' }] }],
  [new NotYetListed(9n, 5n), 503, 'unavailable', {}],
  [new ForeignReadModel({ position: 9n, eventId: 'e-9' }), 503, 'unavailable', {}],
  [new application.FailedCommand(2, new application.KeyReused()), 422, 'key-reused', {}],
  [
    new contract.RefusedHypothesis(2, new contract.InvalidFact({ pointer: '/data/a', detail: 'x' })),
    400,
    'invalid-request',
    { hypothesis: 2, errors: [{ pointer: '/hypotheses/2/data/a', detail: 'x' }] },
  ],
  [
    new contract.InvalidFact({ pointer: '/a', detail: 'x' }, { pointer: '/b', detail: 'y' }),
    400,
    'invalid-request',
    {
      errors: [
        { pointer: '/a', detail: 'x' },
        { pointer: '/b', detail: 'y' },
      ],
    },
  ],
  [new contract.UnknownTarget('contract', 'c-1'), 404, 'contract-not-found', {}],
  [new contract.UnknownTarget('outage', 'o-1'), 404, 'unknown-target', { detail: 'there is no outage o-1' }],
  [
    new contract.AlreadyRecorded('e-1', clause, 'it is recorded'),
    409,
    'already-recorded',
    { event: 'e-1', article: '6(3)', quote: clause.quote },
  ],
  [
    new contract.BrokenHistory({ eventId: 'e-2', type: 'OptionAdded', detail: 'not accepted', clause }),
    409,
    'broken-history',
    { article: '6(3)', breaks: [{ event: 'e-2', type: 'OptionAdded', detail: 'not accepted', article: '6(3)' }] },
  ],
  [new contract.NotCorrectable('e-1', 'it is a correction'), 409, 'not-correctable', { event: 'e-1' }],
  [
    new terms.Refusal('no-administrator', clause, 'nobody is appointed'),
    409,
    'no-administrator',
    { article: '6(3)', quote: clause.quote, detail: 'nobody is appointed' },
  ],
  [new eventStore.EventTooLarge('bytes', 9, 8), 413, 'too-large', {}],
  [new eventStore.StoreDamaged('x'), 503, 'log-damaged', {}],
  [new eventStore.StoreOverloaded('full'), 429, 'overloaded', {}],
  [new eventStore.StoreUnavailable('disk full'), 503, 'unavailable', {}],
  [new eventStore.DiskFull('/secret/log'), 503, 'unavailable', {}],
  [new eventStore.OutcomeUnknown('gone'), 503, 'unavailable', {}],
  [new eventStore.StoreClosed(), 503, 'unavailable', {}],
];

/** Those that never come so far: the application deals with them, or the server does not start with them. */
const within: readonly string[] = [
  'EventStoreError',
  'WrongRevision',
  'ClaimTaken',
  'InvalidEvent',
  'StoreLocked',
  'StoreMissing',
  'StoreIncompatible',
  'NotCanonical',
];

describe('An error', () => {
  it.each(answers.map(([error, ...rest]) => [error.name, error, ...rest] as const))(
    '%s has its answer',
    (_name, error, status, code, members) => {
      const { headers, body } = answerOf(problemOf(error), '/v1/contracts/c-1');
      expect(body).toMatchObject({
        type: `/problems/${code}`,
        status,
        title: expect.any(String),
        detail: expect.any(String),
        ...members,
      });
      expect('retry-after' in headers).toBe(status === 429 || status === 503);
    },
  );

  it('of whatever kind is known here', () => {
    const kinds = [application, contract, eventStore, terms]
      .flatMap((lib) => Object.values<unknown>({ ...lib }))
      .filter((value) => typeof value === 'function' && value.prototype instanceof Error)
      .map((value) => (value as { readonly name: string }).name);
    expect(kinds.length).toBeGreaterThan(15);
    const known = [...answers.map(([error]) => error.name), ...within];
    expect(kinds.filter((kind) => !known.includes(kind))).toEqual([]);
  });

  it('that nobody expected says nothing of itself', () => {
    const { body } = answerOf(problemOf(new Error('the password is 1234')), '/');
    expect(body).toMatchObject({ status: 500, type: '/problems/internal-error' });
    expect(JSON.stringify(body)).not.toContain('1234');
  });
});
