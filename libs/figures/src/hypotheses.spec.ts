import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decide,
  historyOf,
  historyUnder,
  RefusedHypothesis,
  type Command,
  type History,
  type Hypothesis,
  type RecordedContractEvent,
} from '@ledger/contract';
import { civilDate, isoDate, plusDays, type CivilDate } from '@ledger/kernel';
import type { Interpretation } from '@ledger/terms';
import { dayIn, interpretations, shapes, storyOf } from '../../../test/support/contracts.js';
import { contextOf } from '../../../test/support/given.js';
import { figureState } from './differences.js';
import { figuresOn } from './figures.js';

/**
 * What is told of a contract but its last event, which is supposed; a day, an interpretation, and events of it: one and another to be voided,
 * one to be corrected.
 */
const lives = shapes.chain((shape) =>
  fc
    .tuple(dayIn(shape), interpretations, fc.nat(), fc.nat(), fc.nat(), fc.integer({ min: -40, max: 40 }))
    .map(([on, interpretation, one, other, wrong, days]) => {
      const events = storyOf(shape).events.slice(0, -1);
      const last = storyOf(shape).events.at(-1);
      const idAt = (place: number): string => events[place % events.length]?.eventId ?? '';
      const added = { kind: 'added', type: last?.type, data: last?.data } as Hypothesis;
      const corrected = correctedOf(events[wrong % events.length]!, days);
      return { events, on, interpretation, added, corrected, one: idAt(one), other: idAt(other) };
    }),
);

/** The fact, but so many days later and so much dearer, whatever it says. */
const correctedOf = ({ eventId, data }: RecordedContractEvent, days: number): Hypothesis => ({
  kind: 'corrected',
  eventId,
  replacement: otherwise(data, days) as Readonly<Record<string, unknown>>,
});
const otherwise = (value: unknown, days: number): unknown => {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value))
    return isoDate(plusDays(civilDate(value.slice(0, 10)), days)) + value.slice(10);
  if (typeof value === 'string' && /^\d+$/.test(value)) return String(Number(value) + 7);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, otherwise(member, days)]));
};
const voided = (eventId: string): Hypothesis => ({ kind: 'voided', eventId });
const told = (events: readonly RecordedContractEvent[]): History => historyOf('c-1', events);

/** Undefined where it may not be supposed. */
const under = (
  events: readonly RecordedContractEvent[],
  hypotheses: readonly Hypothesis[],
  interpretation: Interpretation,
): History | undefined => {
  try {
    return historyUnder(told(events), hypotheses, interpretation);
  } catch (error) {
    if (error instanceof RefusedHypothesis) return undefined;
    throw error;
  }
};

/**
 * All figures and deadlines in one text, whatever place among the hypotheses a fact has its name from. What is told was never judged, so that
 * a correction may leave what nothing follows from (an option accepted before its quote): then what is wrong with it.
 */
const said = (history: History, on: CivilDate, interpretation: Interpretation): string => {
  try {
    const figures = figuresOn(history, on, interpretation);
    const all = [[...figureState(figures)].map(([name, { text }]) => [name, text]), figures.deadlines()];
    return JSON.stringify(all).replaceAll(/hypothesis-\d+/g, 'hypothesis');
  } catch (error) {
    return String(error);
  }
};

const commandOf = (kind: Hypothesis['kind'], said: object): Command => {
  if (kind === 'added') return said as Command;
  const type = kind === 'corrected' ? 'EventCorrected' : 'EventVoided';
  return { type, data: { ...said, reason: 'it was otherwise' } } as unknown as Command;
};

/** Records one hypothesis after the other as the commands they stand for are recorded. */
const recordedAfter = (
  events: readonly RecordedContractEvent[],
  hypotheses: readonly Hypothesis[],
  interpretation: Interpretation,
): History => {
  const context = { ...contextOf('2199-12-31'), interpretationOn: () => interpretation };
  let known = events;
  for (const [index, { kind, ...rest }] of hypotheses.entries()) {
    const command = commandOf(kind, rest);
    for (const event of decide(command, told(known), context)) {
      const recording = {
        eventId: `hypothesis-${String(index + 1)}`,
        revision: known.length,
        position: 9000n + BigInt(index),
      };
      known = [...known, { ...event, ...recording, recordedAt: context.now }];
    }
  }
  return told(known);
};

describe('What is supposed', () => {
  it('comes to what it comes to when it is really recorded', () => {
    fc.assert(
      fc.property(lives, ({ events, on, interpretation, added, one }) => {
        const hypotheses = [voided(one), added];
        const supposed = under(events, hypotheses, interpretation);
        fc.pre(supposed !== undefined);
        const recorded = recordedAfter(events, hypotheses, interpretation);
        expect(said(supposed, on, interpretation)).toBe(said(recorded, on, interpretation));
      }),
    );
  });
  it('to have been otherwise comes to what the recorded correction comes to', () => {
    fc.assert(
      fc.property(lives, ({ events, on, interpretation, added, corrected }) => {
        const hypotheses = [corrected, added];
        const supposed = under(events, hypotheses, interpretation);
        fc.pre(supposed !== undefined);
        const recorded = recordedAfter(events, hypotheses, interpretation);
        expect(said(supposed, on, interpretation)).toBe(said(recorded, on, interpretation));
      }),
    );
  });
  it('to have been otherwise is as if it had been recorded so at once', () => {
    fc.assert(
      fc.property(lives, ({ events, on, interpretation, corrected }) => {
        const supposed = under(events, [corrected], interpretation);
        fc.pre(supposed !== undefined && corrected.kind === 'corrected');
        const { eventId, replacement } = corrected;
        const rightly = events.map(
          (event) => (event.eventId === eventId ? { ...event, data: replacement } : event) as RecordedContractEvent,
        );
        expect(said(supposed, on, interpretation)).toBe(said(told(rightly), on, interpretation));
      }),
    );
  });
  it('never to have happened is as if it had never been recorded', () => {
    fc.assert(
      fc.property(lives, ({ events, on, interpretation, one }) => {
        fc.pre(one !== 'option-0'); // the plain ids stay those of an option's first period, also where it is void
        const supposed = under(events, [voided(one)], interpretation);
        fc.pre(supposed !== undefined);
        const without = told(events.filter(({ eventId }) => eventId !== one));
        expect(said(supposed, on, interpretation)).toBe(said(without, on, interpretation));
      }),
    );
  });
  it('may be supposed in any order where neither rests on the other', () => {
    fc.assert(
      fc.property(lives, ({ events, on, interpretation, added, one, other }) => {
        fc.pre(one !== other);
        const hypotheses = [voided(one), added, voided(other)];
        const [forwards, backwards] = [hypotheses, hypotheses.toReversed()].map((all) =>
          under(events, all, interpretation),
        );
        fc.pre(forwards !== undefined && backwards !== undefined);
        expect(said(forwards, on, interpretation)).toBe(said(backwards, on, interpretation));
      }),
    );
  });
});
