import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ClaimTaken, WrongRevision } from '../errors.js';
import type { EventStore, ExpectedRevision, NewEvent, ReadAllOptions, ReadStreamOptions } from '../event-store.js';
import { written, type Fixture } from './fixture.js';

/** A store as anybody would first write it: one list. */
interface Model {
  readonly log: { readonly stream: string; readonly event: NewEvent }[];
  readonly claims: Map<string, string>;
}

interface Append {
  readonly kind: 'append';
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly expected: ExpectedRevision;
  readonly claim: string | undefined;
}

type Step =
  | Append
  | { readonly kind: 'read-stream'; readonly stream: string; readonly options: ReadStreamOptions }
  | { readonly kind: 'read-all'; readonly options: ReadAllOptions }
  | { readonly kind: 'reopen' };

export const behavesLikeAList = (fixture: Fixture): void => {
  it('answers whatever it is asked as a simple list would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const model: Model = { log: [], claims: new Map() };
        let store = await fixture.open();
        try {
          for (const one of steps) {
            if (one.kind === 'reopen') store = (await fixture.reopen?.(store)) ?? store;
            else expect(await answerOf(store, one)).toEqual(expectedOf(model, one));
          }
        } finally {
          await store.close();
        }
      }),
      { numRuns: 25 },
    );
  });
};

const answerOf = async (store: EventStore, step: Exclude<Step, { kind: 'reopen' }>): Promise<unknown> => {
  switch (step.kind) {
    case 'append':
      return store
        .append(step.stream, step.events, step.expected, step.claim === undefined ? {} : { claim: step.claim })
        .catch(refusal);
    case 'read-stream': {
      const { events, revision, head } = await store.readStream(step.stream, step.options);
      return { events: events.map(written), revision, head, lastRevision: await store.lastRevision(step.stream) };
    }
    case 'read-all': {
      const { events, head } = await store.readAll(step.options);
      return { events: events.map((event) => [event.position, event.stream, event.id]), head };
    }
  }
};

const refusal = (error: unknown): unknown => {
  if (error instanceof WrongRevision) return { refused: 'revision', actual: error.actual };
  if (error instanceof ClaimTaken) return { refused: 'claim', stream: error.stream };
  throw error;
};

const expectedOf = (model: Model, step: Exclude<Step, { kind: 'reopen' }>): unknown => {
  const head = BigInt(model.log.length);
  switch (step.kind) {
    case 'append':
      return appendTo(model, step);
    case 'read-stream': {
      const events = model.log.filter(({ stream }) => stream === step.stream).map(({ event }) => event);
      const revision = events.length === 0 ? undefined : BigInt(events.length - 1);
      const { direction, from, limit } = step.options;
      const wanted = events.filter((_, index) => {
        if (from === undefined) return true;
        return direction === 'backward' ? BigInt(index) <= from : BigInt(index) >= from;
      });
      if (direction === 'backward') wanted.reverse();
      return { events: wanted.slice(0, limit), revision, head, lastRevision: revision };
    }
    case 'read-all': {
      const { after = 0n, before = head + 1n, direction, limit = 500 } = step.options;
      const events = model.log
        .map(({ stream, event }, index) => [BigInt(index + 1), stream, event.id] as const)
        .filter(([position]) => position > after && position < before);
      if (direction === 'backward') events.reverse();
      return { events: events.slice(0, limit), head };
    }
  }
};

const appendTo = ({ log, claims }: Model, { stream, events, expected, claim }: Append): unknown => {
  const standing = log.flatMap((one, index) =>
    one.stream === stream ? [{ id: one.event.id, position: index + 1 }] : [],
  );
  const actual = BigInt(standing.length) - 1n;
  const base = expected === 'any' ? actual - BigInt(events.length) : expected === 'none' ? -1n : expected;
  const repeated = base < -1n ? [] : standing.slice(Number(base) + 1, Number(base) + 1 + events.length);
  if (repeated.length === events.length && repeated.every(({ id }, index) => id === events[index]?.id)) {
    const position = BigInt(repeated.at(-1)?.position ?? 0);
    return { revision: base + BigInt(events.length), position, replayed: true };
  }
  const holder = claim === undefined ? undefined : claims.get(claim);
  if (holder !== undefined) return { refused: 'claim', stream: holder };
  if (expected !== 'any' && base !== actual) {
    return { refused: 'revision', actual: actual < 0n ? undefined : actual };
  }
  log.push(...events.map((event) => ({ stream, event })));
  if (claim !== undefined) claims.set(claim, stream);
  return { revision: actual + BigInt(events.length), position: BigInt(log.length), replayed: false };
};

// Few names, ids and revisions, so that they meet.
const stream = fc.constantFrom('one', 'two', 'two ', '契約', '\u{10000}');
const event = fc.record({
  id: fc.integer({ min: 0, max: 12 }).map((id) => `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`),
  type: fc.constantFrom('Happened', '起きた'),
  data: fc.json({ stringUnit: 'binary' }),
  metadata: fc.json({ stringUnit: 'binary' }),
});
const revision = fc.bigInt(0n, 8n);
const limit = fc.integer({ min: 1, max: 5 });
const position = fc.bigInt(0n, 30n);
const direction = fc.constantFrom('forward' as const, 'backward' as const);

const append: fc.Arbitrary<Append> = fc.record({
  kind: fc.constant('append'),
  stream,
  events: fc.array(event, { minLength: 1, maxLength: 3 }),
  expected: fc.oneof(fc.constantFrom('none' as const, 'any' as const), revision),
  claim: fc.option(fc.constantFrom('key', 'other key', '鍵'), { nil: undefined, freq: 6 }),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: append },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read-stream' as const),
      stream,
      options: fc.record({ from: revision, direction, limit }, { requiredKeys: [] }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('read-all' as const),
      options: fc.record({ after: position, before: position, direction, limit }, { requiredKeys: [] }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
);
