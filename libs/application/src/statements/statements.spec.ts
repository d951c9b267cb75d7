import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { parseAdoptionCommand, type DataOf } from '@ledger/contract';
import { TestApplication } from '../../../../test/support/test-application.js';
import { RecordAdoption } from '../adoptions/record-adoption.js';
import { ListEvents } from '../queries/list-events.js';
import { GetStatement } from './get-statements.js';
import { MakeStatement, type AskedStatement } from './make-statement.js';

const FIGURE = 'obligations/early-termination-charge:1:base';
const asOf = civilDate('2026-07-31');

describe('A statement given again', () => {
  let application: TestApplication;
  let made: DataOf<'StatementMade'>;
  const make = async (asked: Partial<AskedStatement>): Promise<void> => {
    const envelope = { who: 'alice', requestId: 'r' };
    await application.tell(new MakeStatement('c-1', { figure: FIGURE, premises: { asOf }, ...asked }, envelope));
  };
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.workedContract('c-1');
    await make({ statementId: 'first' });
    const { items } = await application.ask(new ListEvents('c-1', { type: 'StatementMade' }, {}, {}));
    made = items[0]?.data as unknown as DataOf<'StatementMade'>;
  });
  afterAll(() => application.close());

  /** As another version of the code would have said it. */
  const saidOtherwise = async (statementId: string, change: Partial<DataOf<'StatementMade'>>): Promise<void> => {
    await application.record('c-1', 'StatementMade', { ...made, statementId, codeVersion: '0.0.9', ...change });
  };

  it('is the same by the same code', async () => {
    expect(await application.ask(new GetStatement('c-1', 'first'))).toMatchObject({
      again: { same: true, difference: null, sameExplanation: true },
    });
  });

  it('shows the first difference to what another code said, and both versions', async () => {
    await saidOtherwise('other-answer', {
      answer: { ...made.answer, amount: '199999', status: 'settled' },
      explanationDigest: '0'.repeat(64),
    });
    const { codeVersion, again } = await application.ask(new GetStatement('c-1', 'other-answer'));
    expect(codeVersion).toBe('0.0.9');
    expect(again).toEqual({
      same: false,
      difference: { path: '/amount', was: '199999', is: made.answer['amount'] },
      sameExplanation: false,
      codeVersion: made.codeVersion,
    });
  });

  it('says where only the explanation differs', async () => {
    await saidOtherwise('other-explanation', { explanationDigest: '0'.repeat(64) });
    const { again } = await application.ask(new GetStatement('c-1', 'other-explanation'));
    expect(again).toMatchObject({ same: false, difference: null, sameExplanation: false });
  });

  it('keeps to the position that an instant comes to, and to the readings asked for', async () => {
    const knownAt = { instant: instant('2199-01-01T00:00:00Z') };
    await make({ statementId: 'pinned', premises: { asOf, knownAt, readings: { R04: 'whole-months' } } });
    await application.record('c-1', 'SettlementAgreed', { agreedOn: '2026-07-01', waived: '1', reason: '和解' });
    const { premises, again } = await application.ask(new GetStatement('c-1', 'pinned'));
    expect(premises).toMatchObject({ asOf: '2026-07-31', readings: ['R04:whole-months'] });
    expect(again).toMatchObject({ same: true });
  });

  it('says today what is adopted by now, unless another reading was asked for', async () => {
    const figure = 'obligations/early-termination-charge:1:homepage';
    await make({ statementId: 'by-default', figure });
    await make({ statementId: 'asked', figure, premises: { asOf, readings: { R04: 'whole-months' } } });
    const adopted = { readings: ['R05:cumulative', 'R03:thirtieth', 'R04:anniversary'], scope: 'all' };
    const decided = { adoptedOn: '2026-08-01', from: '2026-07-01', reason: '採用' };
    const command = parseAdoptionCommand('ReadingsAdopted', { ...adopted, ...decided });
    await application.tell(new RecordAdoption(command, { who: 'alice', requestId: 'r' }));
    const [byDefault, asked] = await Promise.all([
      application.ask(new GetStatement('c-1', 'by-default')),
      application.ask(new GetStatement('c-1', 'asked')),
    ]);
    expect([byDefault.again.same, byDefault.answer['amount'], byDefault.today.answer?.['amount']]).toEqual([
      true,
      '40000',
      '40093', // six months of 6,200 and 14 thirtieths
    ]);
    expect([asked.again.same, asked.today.answer?.['amount'], asked.today.difference]).toEqual([true, '43400', null]);
  });

  it('says nothing that a person wrote', async () => {
    const decided = { outageId: 'outage-1', decidedOn: '2026-04-10', decision: 'granted', amount: '1' } as const;
    await application.record('c-1', 'ReductionDecided', { ...decided, reason: '田中の判断' });
    await make({ statementId: 'credit', figure: 'credits/outage-1' });
    const statement = await application.ask(new GetStatement('c-1', 'credit'));
    expect(JSON.stringify(statement)).not.toContain('田中');
    expect(statement.again.same).toBe(true);
  });
});
