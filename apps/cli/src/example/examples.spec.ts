import { describe, expect, it } from '@jest/globals';
import { civilDate, type CivilDate } from '@ledger/kernel';
import { eventDefinitions, isFactType } from '@ledger/contract';
import { figuresOn, type Figures } from '@ledger/figures';
import { ImportFacts, ImportFactsHandler } from '@ledger/application';
import { defaultReadings, xspMailTerms } from '@ledger/terms';
import { TestClock, TestLedger } from '../../../../test/support/test-ledger.js';
import { examples } from './examples.js';

const recorded = async (today = '2026-08-01T00:00:00+09:00'): Promise<TestLedger> => {
  const clock = new TestClock();
  clock.set(today);
  const ledger = new TestLedger(undefined, clock);
  const handler = new ImportFactsHandler(ledger.store, ledger.streams, clock);
  for (const { contractId, facts } of examples) {
    await handler.execute(new ImportFacts(contractId, facts, { who: 'local', requestId: 'example' }));
  }
  return ledger;
};

const figuresOf = async (ledger: TestLedger, contractId: string, asOf: CivilDate): Promise<Figures> => {
  const { contract } = await ledger.streams.read(contractId);
  return figuresOn(contract!.history, asOf, { terms: xspMailTerms, readings: defaultReadings });
};

describe('The example', () => {
  it('can be recorded on any day from 2026-08-01 on', async () => {
    await recorded('2026-08-01T00:00:00+09:00');
    await recorded('2031-02-28T12:00:00+09:00');
  });

  it('holds the worked contract to the yen', async () => {
    const figures = await figuresOf(await recorded(), 'example-worked', civilDate('2026-07-31'));
    expect(figures.obligations().totals).toMatchObject({ arisen: 551399, reduced: 2480, outstanding: 548919 });
  });

  it('has facts of every kind but those that the ledger alone makes', () => {
    const used = new Set<string>(examples.flatMap(({ facts }) => facts.map(({ type }) => type)));
    expect(Object.keys(eventDefinitions).filter((type) => !used.has(type))).toEqual(['StatementMade']);
    expect([...used].filter((type) => !isFactType(type)).sort()).toEqual(['EventCorrected', 'EventVoided']);
  });

  it('shows a decision that differs from the terms, a claim too late and a contract that is settled', async () => {
    const ledger = await recorded();
    const lasting = await figuresOf(ledger, 'example-lasting', civilDate('2026-07-31'));
    expect(lasting.overview().status).toBe('active');
    expect(lasting.discrepancies().map(({ kind }) => kind)).toContain('decision-differs');
    const ended = await figuresOf(ledger, 'example-agreed-end', civilDate('2026-07-31'));
    expect(ended.overview()).toMatchObject({
      status: 'terminated',
      base: { minimumPeriod: { to: civilDate('2025-02-28') } },
    });
    expect(ended.credits()).toMatchObject([{ status: 'denied' }]);
    expect(ended.obligations().totals).toMatchObject({ arisen: 379000, waived: 58000, paid: 321000, outstanding: 0 });
  });

  it('leaves the lasting contract with four months to pay', async () => {
    const figures = await figuresOf(await recorded(), 'example-lasting', civilDate('2026-07-31'));
    expect(figures.obligations().totals).toMatchObject({
      reduced: 2500,
      repaid: 28250,
      outstanding: 150000,
      overpaid: 0,
    });
  });
});
