import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { TestApplication } from '../../../../test/support/test-application.js';
import { InvalidCursor, InvalidRequest, NothingFound } from '../errors.js';
import { GetEvent } from './get-event.js';
import { ListEvents } from './list-events.js';

describe('Events', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.workedContract('c-1');
  });
  afterAll(() => application.close());

  it('are shown as recorded, with who, documents and what corrected them', async () => {
    const document = { sha256: 'a'.repeat(64), name: 'letter.pdf' };
    const data = { receivedOn: '2026-07-01', amount: '5', documents: [document] };
    const id = await application.record('c-1', 'PaymentReceived', data, { who: 'bob', requestId: 'r-9' });
    const correction = { eventId: id, reason: 'typed wrong', replacement: { receivedOn: '2026-07-02', amount: '6' } };
    const { recorded } = await application.acknowledge('c-1', { type: 'EventCorrected', data: correction });
    const [{ id: correctionId } = { id: '' }] = recorded.events;
    expect(await application.ask(new GetEvent('c-1', id, {}))).toMatchObject({
      id,
      type: 'PaymentReceived',
      revision: 11,
      position: '12',
      recordedAt: '2026-09-01T00:00:00.000Z',
      who: 'bob',
      requestId: 'r-9',
      data: { receivedOn: '2026-07-01', amount: '5' },
      documents: [document],
      correctedBy: [
        { id: correctionId, type: 'EventCorrected', recordedAt: '2026-09-01T00:00:00.000Z', reason: 'typed wrong' },
      ],
    });
    const before = await application.ask(new GetEvent('c-1', id, { knownAt: { position: 12n } }));
    expect(before.correctedBy).toEqual([]);
    await expect(application.ask(new GetEvent('c-1', id, { knownAt: { position: 11n } }))).rejects.toThrow(
      NothingFound,
    );
    await expect(application.ask(new GetEvent('c-1', 'none', {}))).rejects.toThrow(NothingFound);
  });

  it('come in pages that never shift, whatever is recorded in between', async () => {
    const head = await application.store.head();
    const seen: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await application.ask(new ListEvents('c-1', {}, { limit: 3, cursor }, {}));
      expect(page.position).toBe(String(head));
      seen.push(...page.items.map(({ revision }) => revision));
      await application.record('c-1', 'PaymentReceived', { receivedOn: '2026-07-01', amount: '1' });
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: Number(head) }, (_, revision) => revision));
  });

  it('are those known at the state of knowledge asked about', async () => {
    const page = await application.ask(new ListEvents('c-1', {}, {}, { knownAt: { position: 3n } }));
    expect(page).toMatchObject({ position: '3', knownAt: 'position:3', nextCursor: null });
    expect(page.items.map(({ position }) => position)).toEqual(['1', '2', '3']);
  });

  it('are those that had happened by the day asked about, with what is planned and the corrections of what had', async () => {
    const id = await application.record('c-1', 'PaymentReceived', { receivedOn: '2026-08-20', amount: '9' });
    const replacement = { receivedOn: '2026-08-10', amount: '9' };
    const correction = await application.acknowledge('c-1', {
      type: 'EventCorrected',
      data: { eventId: id, reason: 'typed wrong', replacement },
    });
    const ids = [id, correction.recorded.events[0]?.id];
    const shownOn = async (day: string, view: ListEvents['view'] = {}): Promise<readonly string[]> => {
      const question = new ListEvents('c-1', {}, { limit: 200 }, { ...view, asOf: civilDate(day) });
      return (await application.ask(question)).items.map((event) => event.id);
    };
    const all = await application.ask(new ListEvents('c-1', {}, { limit: 200 }, {}));
    expect(await shownOn('2026-09-30')).toEqual(all.items.map((event) => event.id));
    expect(await shownOn('2026-08-10')).toEqual(expect.arrayContaining(ids));
    const before = await shownOn('2026-08-09');
    expect(before.filter((one) => ids.includes(one))).toEqual([]);
    // As it was first recorded, it happened on the 20th.
    const known = all.items.find((event) => event.id === id)?.position ?? '';
    expect(await shownOn('2026-08-10', { knownAt: { position: BigInt(known) } })).not.toContain(id);

    const typesOn = async (day: string): Promise<readonly unknown[]> =>
      (await application.ask(new ListEvents('c-1', {}, {}, { asOf: civilDate(day) }))).items.map(({ type }) => type);
    const planned = ['BillingStarted', 'TargetsDesignated', 'OptionBillingStarted'];
    expect(await typesOn('2000-01-01')).toEqual(['ContractApplied', ...planned]);

    const view = { asOf: civilDate('2026-08-09') };
    await expect(application.ask(new GetEvent('c-1', id, view))).rejects.toThrow(NothingFound);
    const page = await application.ask(new ListEvents('c-1', {}, { limit: 1 }, view));
    const other = new ListEvents('c-1', {}, { limit: 1, cursor: page.nextCursor ?? '' }, {});
    await expect(application.ask(other)).rejects.toThrow(InvalidCursor);
  });

  it('are filtered by type and by when they were recorded, both ends included', async () => {
    application.clock.set('2026-09-02T00:00:00Z');
    await application.record('c-1', 'PaymentReceived', { receivedOn: '2026-09-01', amount: '77' });
    const moment = instant('2026-09-02T00:00:00Z');
    const later = instant('2026-09-02T00:00:00.001Z');
    const found = async (filter: ListEvents['filter']): Promise<readonly unknown[]> =>
      (await application.ask(new ListEvents('c-1', filter, {}, {}))).items.map(({ data }) => data['amount']);
    expect(await found({ type: 'PaymentReceived', recordedFrom: moment })).toEqual(['77']);
    expect(await found({ recordedFrom: moment, recordedTo: moment })).toEqual(['77']);
    expect(await found({ recordedFrom: later })).toEqual([]);
    expect(await found({ type: 'NoticeReceived', recordedFrom: moment })).toEqual([]);
  });

  it.each([0, 201, 1.5, Number.NaN])('do not come %p at a time', async (limit) => {
    await expect(application.ask(new ListEvents('c-1', {}, { limit }, {}))).rejects.toThrow(InvalidRequest);
  });

  it('do not follow a cursor of another list, or one that was made up', async () => {
    const { nextCursor } = await application.ask(new ListEvents('c-1', {}, { limit: 1 }, {}));
    expect(nextCursor).not.toBeNull();
    const cursor = nextCursor ?? '';
    for (const asked of [
      new ListEvents('c-1', { type: 'PaymentReceived' }, { cursor }, {}),
      new ListEvents('c-1', {}, { cursor }, { knownAt: { position: 5n } }),
      new ListEvents('c-1', {}, { cursor: `${cursor}x` }, {}),
      new ListEvents('c-1', {}, { cursor: 'MTIz' }, {}),
    ]) {
      await expect(application.ask(asked)).rejects.toThrow(InvalidCursor);
    }
  });
});
