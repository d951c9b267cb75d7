import { hash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { adoptedInterpretation, historyOf, type Adoptions, type History } from '@ledger/contract';
import { impactOfAll, impactOn, readingsBetween, type PortfolioImpact } from '@ledger/figures';
import { readingIds, xspMailTerms } from '@ledger/terms';
import { adopted, adoptionsOf, only } from '../../../../test/support/adoptions.js';
import { day, reading } from '../../../../test/support/history.js';
import { randomLives } from '../../../../test/support/random-lives.js';
import { throughCompiler } from '../../../../test/support/source-process.js';
import { row } from '../conformance/example-rows.js';
import type { AmountBasis, ReadModel } from '../read-model.js';
import { openSqliteReadModel } from '../sqlite/open-sqlite-read-model.js';
import { basisOf, concerning, historyIn } from './basis.js';
import { impactOverBases, type ImpactOverBasesOptions } from './impact-over-bases.js';

const since = { from: '2024-01-01' };
const own = adopted(['R11:not-billed'], { ...since, scope: only('c-0003', 'c-0005') });
const question = {
  asOf: day('2025-12-31'),
  before: adoptionsOf(own),
  after: adoptionsOf(own, adopted(['R11:not-billed', 'R18:from-billing-day', 'R04:whole-months'], since)),
};
const concerns = concerning(
  readingsBetween(reading(), reading({ R11: 'not-billed', R18: 'from-billing-day', R04: 'whole-months' })),
);

describe('The impact on all contracts, by what the read model keeps of them', () => {
  let histories: readonly History[];
  let model: ReadModel;
  beforeAll(async () => {
    const lives = fc.sample(randomLives, { seed: 7, numRuns: 1200 });
    histories = lives.map(({ events }, index) => historyOf(`c-${String(index).padStart(4, '0')}`, events));
    model = await openSqliteReadModel(':memory:');
    const rows = histories.map((history) =>
      row(history.contractId, { basis: basisOf(history, history.recorded.length - 1) }),
    );
    await model.save({ rows, failures: [], checkpoint: undefined });
  });
  const over = (changes: Partial<ImpactOverBasesOptions> = {}): ReturnType<typeof impactOverBases> =>
    impactOverBases({ model, concerns, question, without: new Set(), threads: 0, ...changes });
  const expected = (): PortfolioImpact =>
    impactOfAll(
      histories.flatMap((history) => {
        const under = (adoptions: Adoptions) => adoptedInterpretation(adoptions, history.contractId)(question.asOf);
        return impactOn(history, question.asOf, under(question.before), under(question.after)) ?? [];
      }),
    );

  it('is what their histories come to, in this thread and in others', async () => {
    const { impact, untold } = await over();
    expect(impact.contracts).toBeGreaterThan(100);
    expect(impact).toEqual(expected());
    expect(untold).toEqual([]);
    const told: number[] = [];
    const threaded = await over({
      threads: 2,
      execArgv: ['--import', throughCompiler],
      onProgress: (computed) => told.push(computed),
    });
    expect(threaded).toEqual({ impact, untold: [] });
    expect(told.at(-1)).toBe((await model.countBases(concerns)).concerned);
  });

  it('is computed for no more contracts than it concerns, and for none of those left out', async () => {
    const { contracts, bases, concerned } = await model.countBases(concerns);
    expect([contracts, bases]).toEqual([1200, 1200]);
    expect(concerned).toBeLessThan(1200);
    expect((await over({ without: new Set(histories.map(({ contractId }) => contractId)) })).impact.contracts).toBe(0);
    expect(await model.listed(['c-0001', 'nobody', 'c-0002'])).toEqual(['c-0001', 'c-0002']);
  });

  it('is left off when nobody wants it any more', async () => {
    await expect(over({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });

  it('is not told by what was edited, or is of another form', async () => {
    const basis = basisOf(historyOf('c-1', histories[0]?.recorded ?? []), 3);
    expect(historyIn(basis)).toBeDefined();
    const wrong: Partial<AmountBasis>[] = [
      { facts: basis.facts.replace('31000', '31001') },
      { revision: 4 },
      { contractId: 'c-2' },
      { concerns: basis.concerns ^ 1 },
      { concerns: 0 },
    ];
    for (const change of wrong) expect([change, historyIn({ ...basis, ...change })]).toEqual([change, undefined]);
    const other = await openSqliteReadModel(':memory:');
    const rows = wrong.map((change, index) => {
      const contractId = `c-${String(index)}`;
      return row(contractId, { basis: { ...basis, ...change, contractId } });
    });
    await other.save({ rows, failures: [], checkpoint: undefined });
    const everything = concerning(2 ** 22 - 1);
    const { untold } = await over({ model: other, concerns: everything });
    expect(untold).toHaveLength((await other.countBases(everything)).concerned);
    expect(untold).toContain('c-4'); // of another form: whatever it says that concerns it
    expect((await over({ model: other, concerns: concerning(0) })).untold).toEqual(['c-4']);
    await other.close();
  });

  it('rests on these editions and readings: whoever changes them raises the form of the bases', () => {
    const numbers = xspMailTerms.editions.map(({ id, parameters }) => [id, parameters]);
    const { form } = concerning(0);
    expect([form.from / 2 ** 24, hash('sha256', JSON.stringify([numbers, readingIds]))]).toEqual([
      1,
      '9438450ef87c67d30b93dc111e259bed3d564860fabf74681c28de5b813a91a5',
    ]);
  });
});
