import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { parseAdoptionCommand, type AdoptionEventType } from '@ledger/contract';
import { TestApplication } from '../../../../test/support/test-application.js';
import { RecordAdoption } from '../adoptions/record-adoption.js';
import { GetOwed, type OwedAnswer } from './get-owed.js';

/** What was owed at the end of July, asked later; in July the option was charged under both items of annex 2. */
describe('What was owed on a day, since when something else is adopted', () => {
  let application: TestApplication;
  const adopt = (type: AdoptionEventType, data: object): Promise<unknown> => {
    const envelope = { who: 'alice', requestId: 'r' };
    return application.tell(new RecordAdoption(parseAdoptionCommand(type, data), envelope));
  };
  const owed = (): Promise<OwedAnswer> => application.ask(new GetOwed('c-1', civilDate('2026-07-31')));
  const differenceOf = ({ differences }: OwedAnswer, name: string): unknown => {
    const { difference, events, readings } = differences.find(({ figure }) => figure === name) ?? {};
    return { difference, events: events?.map(({ type }) => type), readings };
  };

  beforeAll(async () => {
    application = await TestApplication.start();
    application.clock.set('2026-07-20T09:00:00+09:00');
    await application.workedContract('c-1');
    await adopt('ReadingsAdopted', {
      adoptionId: 'both',
      readings: ['R05:cumulative'],
      scope: 'all',
      adoptedOn: '2026-07-20',
      from: '2026-07-01',
      reason: '別紙2',
    });
    application.clock.set('2026-08-10T09:00:00+09:00');
  });
  afterAll(() => application.close());

  it('is the same as long as nothing is', async () => {
    expect(await owed()).toMatchObject({ asKnownThen: { readings: ['R05:cumulative'] }, differences: [] });
  });

  it('names the withdrawal, and the register’s reading that holds again', async () => {
    await adopt('AdoptionWithdrawn', { adoptionId: 'both', withdrawnOn: '2026-08-10', reason: '撤回' });
    const answer = await owed();
    expect(answer).toMatchObject({ asKnownThen: { readings: ['R05:cumulative'] }, asKnownNow: { readings: [] } });
    expect(differenceOf(answer, 'totals')).toEqual({
      difference: '-40000',
      events: ['AdoptionWithdrawn'],
      readings: ['R05:once'],
    });
  });

  it('names it beside a fact recorded later', async () => {
    await application.record('c-1', 'PaymentReceived', { receivedOn: '2026-07-31', amount: '1000' });
    expect(differenceOf(await owed(), 'totals')).toEqual({
      difference: '-41000',
      events: ['AdoptionWithdrawn', 'PaymentReceived'],
      readings: ['R05:once'],
    });
  });
});
