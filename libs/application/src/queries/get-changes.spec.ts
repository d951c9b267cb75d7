import { describe, expect, it } from '@jest/globals';
import { civilDate } from '@ledger/kernel';
import { TestApplication } from '../../../../test/support/test-application.js';
import { ContractNotKnownThen } from '../errors.js';
import { GetChanges, type ChangesAnswer } from './get-changes.js';

const asOf = civilDate('2026-07-31');

describe('What became different between two states of knowledge', () => {
  it('names each figure, as it was and as it is, and the events that changed it', async () => {
    const application = await TestApplication.start();
    const noticeId = await application.workedContract('c-1');
    const payment = { receivedOn: '2026-07-01', amount: '100000' };
    const paymentId = await application.record('c-1', 'PaymentReceived', payment);
    const changes = (from: bigint, to: bigint): Promise<ChangesAnswer> =>
      application.ask(new GetChanges('c-1', { position: from }, { position: to }, { asOf }));

    const paid = await changes(11n, 12n);
    expect(paid).toMatchObject({ from: 'position:11', to: 'position:12' });
    expect(paid.items).toContainEqual({
      figure: 'obligations/initial-fee:base',
      before: expect.objectContaining({ settled: '2480', status: 'partly-settled' }),
      after: expect.objectContaining({ settled: '100000', status: 'settled' }),
      events: [paymentId],
    });
    const ended = await changes(10n, 12n);
    expect(ended.items.find(({ figure }) => figure === 'termination')).toMatchObject({
      before: { status: 'none' },
      after: { status: 'effective' },
      events: [noticeId],
    });
    expect(ended.items.find(({ figure }) => figure.startsWith('obligations/early'))).toMatchObject({ before: null });
    expect((await changes(12n, 12n)).items).toEqual([]);
    expect((await changes(0n, 1n)).items.map(({ before }) => before)).toEqual(expect.arrayContaining([null]));
    await expect(changes(13n, 12n)).rejects.toMatchObject({ name: 'KnownAtBeyondLog', parameter: 'from' });
    await expect(changes(12n, 13n)).rejects.toMatchObject({ name: 'KnownAtBeyondLog', parameter: 'to' });
    await expect(changes(0n, 0n)).rejects.toThrow(ContractNotKnownThen);
    await application.close();
  });
});
