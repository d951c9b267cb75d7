import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { civilDate, instant } from '@ledger/kernel';
import { Refusal } from '@ledger/terms';
import { TestApplication } from '../../../test/support/test-application.js';
import {
  ContractNotFound,
  ContractNotKnownThen,
  InvalidCursor,
  InvalidRequest,
  KnownAtBeyondLog,
  NothingFound,
} from './errors.js';
import { ExplainFigure, type ExplanationNode } from './queries/explain-figure.js';
import { GetChanges, type ChangesAnswer } from './queries/get-changes.js';
import { GetContract } from './queries/get-contract.js';
import { GetCredits } from './queries/get-credits.js';
import { GetDeadlines } from './queries/get-deadlines.js';
import { GetEvent } from './queries/get-event.js';
import { GetObligations } from './queries/get-obligations.js';
import { GetPayments } from './queries/get-payments.js';
import { GetTermination } from './queries/get-termination.js';
import { GetUsagePermission } from './queries/get-usage-permission.js';
import { ListEvents } from './queries/list-events.js';
import { QuoteTermination } from './queries/quote-termination.js';

const asOf = civilDate('2026-07-31');

describe('The worked contract of the terms, as of 31 July 2026', () => {
  let application: TestApplication;
  let noticeId = '';
  beforeAll(async () => {
    application = await TestApplication.start();
    noticeId = await application.workedContract('c-1');
  });
  afterAll(() => application.close());

  it('says of every answer under what it was given', async () => {
    const {
      asOf: day,
      knownAt,
      readings,
      position,
      edition,
      codeVersion,
    } = await application.ask(
      new GetObligations('c-1', { asOf, knownAt: { position: 11n }, readings: { R05: 'separate', R01: 'elapses' } }),
    );
    expect({ day, knownAt, readings, position, edition, codeVersion }).toEqual({
      day: '2026-07-31',
      knownAt: 'position:11',
      readings: ['R05:separate'],
      position: '11',
      edition: { id: '2022-11-01', warning: null },
      codeVersion: '0.1.0',
    });
  });

  it('is asked about today in Japan, with everything known, under the register’s readings, where nothing else is said', async () => {
    await application.record('other', 'ContractApplied', { contractor: { name: 'x' }, appliedOn: '2026-08-01' });
    expect(await application.ask(new GetTermination('c-1', {}))).toMatchObject({
      asOf: '2026-09-01',
      knownAt: null,
      readings: [],
      position: String(await application.store.head()),
    });
  });

  it('has its obligations and totals', async () => {
    const { items, totals } = await application.ask(new GetObligations('c-1', { asOf }));
    expect(totals).toEqual({
      arisen: '551399',
      reduced: '2480',
      waived: '0',
      paid: '0',
      repaid: '0',
      outstanding: '548919',
      overpaid: '0',
    });
    expect(items.find(({ id }) => id === 'monthly-fee:base:2026-01')).toEqual({
      id: 'monthly-fee:base:2026-01',
      kind: 'monthly-fee',
      subject: 'base',
      item: null,
      article: '8',
      period: { from: '2026-01-15', to: '2026-01-31' },
      arisesOn: '2026-01-15',
      amount: '17000',
      settled: '0',
      outstanding: '17000',
      status: 'open',
    });
    expect(items.find(({ id }) => id === 'reduction:outage-1')).toMatchObject({
      subject: null,
      period: null,
      amount: '-2480',
    });
    expect(items.find(({ id }) => id === 'early-termination-charge:2:homepage')).toMatchObject({
      item: 2,
      subject: 'homepage',
      period: { from: '2027-01-15', to: '2027-02-09' },
      amount: '5392',
      article: '9(2)',
    });
  });

  it('has its end and what that costs', async () => {
    expect(await application.ask(new GetTermination('c-1', { asOf }))).toMatchObject({
      status: 'effective',
      effectiveOn: '2026-06-30',
      ground: 'notice',
      notices: [
        {
          noticeId,
          subject: 'contract',
          arrivedOn: '2026-05-20',
          designatedOn: '2026-06-30',
          thirtyDaysElapseOn: '2026-06-19',
          effectiveOn: '2026-06-30',
          standing: true,
          hasEffect: true,
        },
      ],
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      earlyTermination: {
        early: true,
        exempt: false,
        remaining: { from: '2026-07-01', to: '2027-01-14' },
        charges: [
          { subject: 'base', item: 1, monthlyFee: '31000', from: '2026-07-01', to: '2027-01-14', amount: '200000' },
          { subject: 'homepage', item: 1, monthlyFee: '6200', from: '2026-07-01', to: '2027-01-14', amount: '40000' },
          { subject: 'homepage', item: 2, monthlyFee: '6200', from: '2027-01-15', to: '2027-02-09', amount: '5392' },
        ],
        total: '245392',
      },
      options: {
        homepage: { effectiveOn: '2026-06-30', minimumPeriod: { firstDay: '2026-02-10', lastDay: '2027-02-09' } },
      },
    });
  });

  it('has its credit', async () => {
    const { items } = await application.ask(new GetCredits('c-1', { asOf }));
    expect(items).toEqual([
      {
        outageId: 'outage-1',
        status: 'claimed',
        reasons: [],
        unusableFrom: '2026-03-10T00:00:00.000Z',
        unusableUntil: '2026-03-12T23:59:00.000Z',
        lasts: false,
        hours: 71,
        units: 2,
        monthlyFee: '37200',
        amount: '2480',
        claimableFrom: '2026-03-11',
        claimBy: '2026-06-11',
        claimedOn: '2026-04-01',
        decision: null,
        discrepancy: null,
      },
    ]);
  });

  it('is described at a glance', async () => {
    expect(await application.ask(new GetContract('c-1', { asOf }))).toMatchObject({
      contractId: 'c-1',
      revision: 10,
      status: 'terminated',
      contractor: { name: '株式会社例', contact: null, kind: null },
      appliedOn: '2025-12-01',
      acceptedOn: '2025-12-20',
      refusedOn: null,
      billingStartedOn: '2026-01-15',
      minimumPeriod: { firstDay: '2026-01-15', lastDay: '2027-01-14' },
      daysLeft: 167,
      effectiveEndOn: '2026-06-30',
      fees: { initialFee: '100000', monthlyFee: '31000' },
      options: [{ option: 'homepage', status: 'terminated', fees: { initialFee: '5000', monthlyFee: '6200' } }],
      targets: { from: '2026-01-15', domains: ['xn--fsq.jp'], ipAddresses: [] },
      administrator: null,
      restrictions: [],
      measures: [],
    });
  });

  it('shows what its reduction settled', async () => {
    expect(await application.ask(new GetPayments('c-1', { asOf }))).toMatchObject({
      payments: [],
      reductions: [
        {
          outageId: 'outage-1',
          amount: '2480',
          settled: [{ obligationId: 'initial-fee:base', amount: '2480' }],
          unused: '0',
        },
      ],
      demands: [],
    });
  });

  it('answers whether a domain may be used, by its name as it is typed', async () => {
    const during = { asOf: civilDate('2026-06-30') };
    expect(await application.ask(new GetUsagePermission('c-1', { target: '例.JP' }, during))).toMatchObject({
      permitted: true,
      article: '3(2)',
    });
    expect(await application.ask(new GetUsagePermission('c-1', { target: 'other.jp' }, during))).toMatchObject({
      permitted: false,
    });
    const nonsense = application.ask(new GetUsagePermission('c-1', { target: '010.0.0.1' }, during));
    await expect(nonsense).rejects.toMatchObject({ name: 'InvalidRequest', parameter: 'target' });
  });

  it('names its deadlines by day', async () => {
    const { items } = await application.ask(new GetDeadlines('c-1', { asOf: civilDate('2026-05-31') }));
    expect(items.map(({ on, kind }) => [on, kind])).toContainEqual(['2026-06-30', 'contract-ends']);
  });

  it.each(['obligations/early-termination-charge:2:homepage', 'termination', 'credits/outage-1', 'totals'])(
    'derives %s down to recorded facts and numbers of the terms',
    async (figure) => {
      const { explanation } = await application.ask(new ExplainFigure('c-1', figure, { asOf }));
      const leaves = (node: ExplanationNode): readonly ExplanationNode[] =>
        node.children.length === 0 ? [node] : node.children.flatMap(leaves);
      for (const leaf of leaves(explanation)) expect(['fact', 'terms', 'calendar', 'question']).toContain(leaf.rule);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    },
  );

  it('has no figure that it does not have', async () => {
    for (const figure of ['', 'obligations/none', 'credits/none', 'nothing', 'constructor']) {
      await expect(application.ask(new ExplainFigure('c-1', figure, { asOf }))).rejects.toThrow(NothingFound);
    }
  });
});

describe('A question', () => {
  let application: TestApplication;
  beforeAll(async () => {
    application = await TestApplication.start();
    await application.record('first', 'ContractApplied', { contractor: { name: 'x' }, appliedOn: '2026-08-01' });
    application.clock.advance(1);
    await application.workedContract('c-1');
  });
  afterAll(() => application.close());

  it.each([
    ['a contract that does not exist', 'none', {}, ContractNotFound],
    ['an id that no contract can have', '$all', {}, ContractNotFound],
    ['a position before the contract', 'c-1', { knownAt: { position: 1n } }, ContractNotKnownThen],
    [
      'an instant before the contract',
      'c-1',
      { knownAt: { instant: instant('2026-09-01T09:59:59+09:00') } },
      ContractNotKnownThen,
    ],
    ['a position beyond the log', 'c-1', { knownAt: { position: 13n } }, KnownAtBeyondLog],
    ['a day after 2199', 'c-1', { asOf: civilDate('2200-01-01') }, InvalidRequest],
  ])('about %s is not answered', async (_, contractId, view, error) => {
    await expect(application.ask(new GetObligations(contractId, view))).rejects.toThrow(error);
  });

  it('about an earlier state of knowledge is answered from what was known', async () => {
    const early = await application.ask(new GetTermination('c-1', { asOf, knownAt: { position: 11n } }));
    expect(early.status).toBe('none');
    const late = await application.ask(new GetTermination('c-1', { asOf, knownAt: { position: 12n } }));
    expect(late.status).toBe('effective');
    const then = { knownAt: { instant: instant('2026-09-01T10:00:00+09:00') }, asOf };
    expect(await application.ask(new GetTermination('c-1', then))).toMatchObject({
      status: 'effective',
      knownAt: '2026-09-01T01:00:00.000Z',
    });
  });

  it('about a day before the contract finds nothing owed, and warns of terms that are not at hand', async () => {
    const before = await application.ask(new GetObligations('c-1', { asOf: civilDate('2019-01-01') }));
    expect(before.items).toEqual([]);
    expect(before.edition.id).toBe('2018-11-01');
    expect(before.edition.warning).toContain('R17');
    const { edition } = await application.ask(new GetObligations('c-1', { asOf: civilDate('2018-10-31') }));
    expect(edition).toEqual({ id: null, warning: null });
  });

  it('sees what was recorded before it was asked, also by another server', async () => {
    const elsewhere = await TestApplication.start(application.store, application.clock);
    await application.ask(new GetObligations('c-1', { asOf }));
    await elsewhere.record('c-1', 'PaymentReceived', { receivedOn: '2026-07-01', amount: '1' });
    expect((await application.ask(new GetObligations('c-1', { asOf }))).totals.paid).toBe('1');
    await elsewhere.context.close();
  });
});

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
