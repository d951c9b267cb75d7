import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { Refusal } from '@ledger/terms';
import { TestApplication } from '../../../../test/support/test-application.js';
import { GetTermination } from './get-termination.js';
import { QuoteTermination } from './quote-termination.js';

const asOf = civilDate('2026-07-31');

describe('A quote for a termination', () => {
  it('equals what then happens, and records nothing', async () => {
    const application = await TestApplication.start();
    await application.workedContract('c-1');
    const trial = {
      type: 'ContractTerminated',
      data: { declaredOn: '2026-05-25', effectiveOn: '2026-05-31', ground: 'general-28-2', reason: 'r' },
    } as const;
    const head = await application.store.head();
    const quoted = await application.ask(new QuoteTermination('c-1', trial, { asOf }));
    expect(await application.store.head()).toBe(head);
    await application.record('c-1', trial.type, trial.data);
    const { position, ...happened } = await application.ask(new GetTermination('c-1', { asOf }));
    expect(quoted).toEqual({ ...happened, position: String(Number(position) - 1) });
    expect(quoted).toMatchObject({
      ground: 'general-28-2',
      effectiveOn: '2026-05-31',
      earlyTermination: { exempt: true },
    });
    await expect(application.ask(new QuoteTermination('c-1', trial, { asOf }))).rejects.toThrow();
    await application.close();
  });

  it('may be asked for a notice to come, and answers as of its day; what could not be recorded is not quoted', async () => {
    const application = await TestApplication.start();
    await application.record('c-1', 'ContractApplied', { contractor: { name: 'x' }, appliedOn: '2026-08-01' });
    const terminated = {
      type: 'ContractTerminated',
      data: { declaredOn: '2026-08-05', effectiveOn: '2026-08-31', ground: 'agreement', reason: 'r' },
    } as const;
    await expect(application.ask(new QuoteTermination('c-1', terminated, {}))).rejects.toThrow(Refusal);
    await application.workedContract('c-2');
    const notice = {
      type: 'NoticeReceived',
      data: { subject: 'contract', arrivedAt: '2026-12-01', form: 'prescribed' },
    } as const;
    expect(await application.ask(new QuoteTermination('c-2', notice, {}))).toMatchObject({ asOf: '2026-12-01' });
    await application.close();
  });
});
