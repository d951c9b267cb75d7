import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { findIn, productionSources, theLaw, type Finding, type Source } from './house.js';

const theClock = 'libs/kernel/src/clock.ts';

/** Where a source asks the machine for the time. */
const readingsOfTheClock = (source: Source): readonly Finding[] =>
  findIn(source, (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
      return node.arguments?.length ? undefined : 'new Date()';
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
    if (!ts.isPropertyAccessExpression(node)) return undefined;
    const expression = node.getText();
    return ['Date.now', 'Temporal.Now', 'process.hrtime', 'performance.now'].includes(expression)
      ? expression
      : undefined;
  });

/** Where a source throws dice. */
const chance = (source: Source): readonly Finding[] =>
  findIn(source, (node) =>
    ts.isIdentifier(node) && ['random', 'randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'].includes(node.text)
      ? node.text
      : undefined,
  );

/** Where a source uses the built-in Date, which knows the machine's time zone. */
const datesOfTheMachine = (source: Source): readonly Finding[] =>
  findIn(source, (node) => (ts.isIdentifier(node) && node.text === 'Date' ? 'Date' : undefined));

const inSource = (text: string): Source => ({ path: 'a.ts', text });

describe('Time', () => {
  it('comes in through the clock alone', () => {
    const elsewhere = productionSources('libs', 'apps').filter(({ path }) => path !== theClock);
    expect(elsewhere.flatMap(readingsOfTheClock)).toEqual([]);
  });

  it('is Temporal where the terms are carried out', () => {
    const law = productionSources(...theLaw.filter((lib) => lib !== 'libs/kernel'));
    expect(law.flatMap(datesOfTheMachine)).toEqual([]);
  });

  it.each(['new Date()', 'Date()', 'Date.now', 'Temporal.Now', 'performance.now', 'process.hrtime'])(
    'is found when read by %s',
    (reading) => {
      expect(readingsOfTheClock(inSource(`const now = ${reading};`))).toEqual([{ found: reading, at: 'a.ts:1' }]);
    },
  );

  it('is not read by turning a given moment into another form', () => {
    expect(readingsOfTheClock(inSource('new Date(milliseconds).toISOString(); // Date.now'))).toEqual([]);
  });
});

describe('Chance', () => {
  it('has no part in what the terms say', () => {
    expect(productionSources(...theLaw).flatMap(chance)).toEqual([]);
  });

  it.each(['Math.random()', 'crypto.randomUUID()', 'randomBytes(8)'])('is found in %s', (dice) => {
    expect(chance(inSource(`const id = ${dice};`))).toHaveLength(1);
  });
});
