import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryEventStore } from '@ledger/event-store';
import { CompareDispute, GetDispute, RecordInDispute } from '@ledger/application';
import { parseDisputeCommand, type DisputeEventType } from '@ledger/disputes';
import { TestApplication } from '../../../../test/support/test-application.js';
import { TestClock } from '../../../../test/support/test-ledger.js';

const OPENING = {
  contractIds: ['c-1'],
  question: { figure: 'totals', asOf: '2026-07-31' },
  subject: '山田太郎の申立て',
};
const POSITION = {
  side: 'theirs',
  statement: '山田太郎が持参した',
  hypotheses: [
    {
      kind: 'added',
      type: 'PaymentReceived',
      data: { receivedOn: '2026-07-01', amount: '548919', reference: '山田太郎' },
      documents: [{ sha256: 'a'.repeat(64), name: '山田太郎の領収書.pdf' }],
    },
    { kind: 'added', type: 'ContractorChanged', data: { from: '2026-07-01', name: '山田太郎', reason: '山田太郎' } },
  ],
};

describe('Disputes', () => {
  let application: TestApplication;
  beforeEach(async () => {
    application = await TestApplication.start();
    await application.workedContract('c-1');
  });
  afterEach(() => application.close());

  const tell = async (type: DisputeEventType, data: object, on = application): Promise<void> => {
    await on.tell(new RecordInDispute('d-1', parseDisputeCommand(type, data), { who: 'alice', requestId: 'r' }));
  };

  it('write no name into the log: values stand beside it', async () => {
    await tell('DisputeOpened', OPENING);
    await tell('PositionTaken', POSITION);
    const { events } = await application.store.readStream('dispute-d-1');
    expect(events).toHaveLength(2);
    for (const { data, beside } of events) {
      expect(data).not.toContain('山田');
      expect(data).toContain('"commitment":"sha256:');
      expect(beside.length).toBeGreaterThan(0);
    }
    const { positions, subject } = await application.ask(new GetDispute('d-1'));
    expect(subject).toBe(OPENING.subject);
    expect(positions).toMatchObject([{ ...POSITION, value: '0' }]);
  });

  it('are known to another server over the same log, also those opened while it runs', async () => {
    const store = new MemoryEventStore();
    const [one, other] = [await TestApplication.start(store), await TestApplication.start(store, new TestClock())];
    await one.workedContract('c-1');
    await tell('DisputeOpened', OPENING, one);
    await tell('PositionTaken', POSITION, other);
    expect(await other.ask(new CompareDispute('d-1', 'recorded', 'theirs'))).toMatchObject({
      difference: '-548919',
      smallestFromFirst: [['c-1/PaymentReceived']],
    });
    await one.close();
    await other.context.close();
  });
});
