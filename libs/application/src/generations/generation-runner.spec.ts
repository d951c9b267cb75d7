import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@ledger/event-store';
import { ContractListProjector, KeptHere, openSqliteGenerations, type GenerationStore } from '@ledger/projections';
import { TestClock, TestLedger } from '../../../../test/support/test-ledger.js';
import { eventually } from '../../../../test/support/eventually.js';
import { generationAnswer } from './generation-answer.js';
import { GenerationDiffs } from './generation-diffs.js';
import { readGenerations } from './generation-events.js';
import { GenerationRunner } from './generation-runner.js';
import { Generations } from './generations.js';
import { parseGenerationRequest } from './parse-generation-request.js';

const envelope = { who: 'alice', requestId: 'r' };
const silent = { foreign: () => undefined, failed: () => undefined, stopped: () => undefined };

describe('Whoever builds generations', () => {
  const clock = new TestClock();
  let store: MemoryEventStore;
  let kept: GenerationStore;
  let projector: ContractListProjector;
  let asked: Generations;
  let runner: GenerationRunner;
  let built: PromiseWithResolvers<void>;
  beforeEach(async () => {
    store = new MemoryEventStore();
    const { streams } = new TestLedger(store, clock);
    kept = await openSqliteGenerations();
    projector = new ContractListProjector(store, streams, kept.live, clock, silent);
    built = Promise.withResolvers();
    asked = new Generations(
      store,
      kept,
      new GenerationDiffs(store, streams, kept, new KeptHere(projector, kept.live), clock),
      clock,
    );
    runner = new GenerationRunner({
      store,
      streams,
      generations: kept,
      projector,
      clock,
      report: silent,
      rebuild: async () => {
        await built.promise; // deaf to whoever wants it to leave off
        return { digest: 'd', contracts: 0, failed: 0, checkpoint: undefined };
      },
    });
  });
  afterEach(async () => {
    built.resolve();
    await runner.close();
    await projector.close();
    await kept.close();
    await store.close();
  });

  it('gives up what was cancelled, also where it was built before that was seen', async () => {
    const request = parseGenerationRequest({ scope: 'all' });
    const { recorded } = await asked.record({ type: 'request', request }, envelope);
    const { generationId } = recorded;
    await runner.seeTo();
    await asked.record({ type: 'cancel', generationId }, envelope);
    built.resolve();
    await eventually(async () => {
      expect((await kept.building(generationId))?.state).toBe('finished');
    });
    const answer = async (): Promise<string> => {
      const generation = (await readGenerations(store)).requested.get(generationId)!;
      return generationAnswer(generation, await kept.building(generationId), 'first').state;
    };
    expect([await answer(), await kept.ids()]).toEqual(['cancelled', expect.arrayContaining([generationId])]);
    await expect(asked.record({ type: 'switch', generationId }, envelope)).rejects.toThrow('was cancelled');
    await runner.seeTo();
    expect([await answer(), await kept.ids()]).toEqual(['cancelled', ['first']]);
  });
});
