import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { startServer } from '../support/server.js';

jest.setTimeout(60_000); // each line of the command line starts an application

describe('What the command line shows of disputes', () => {
  let line: CommandLine;
  beforeAll(async () => {
    line = new CommandLine();
    await line.output(['example']);
    const server = await startServer({ dataDirectory: line.dataDirectory });
    await server.record('/v1/disputes', {
      disputeId: 'claim',
      contractIds: ['example-worked'],
      question: { figure: 'totals', asOf: '2026-07-31' },
      subject: '請求書の残高',
    });
    await server.record('/v1/disputes/claim/positions', {
      side: 'theirs',
      readings: ['R05:separate'],
      hypotheses: [
        { kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-07-01', amount: '100000' } },
        { kind: 'added', type: 'OutageRecovered', data: { outageId: 'none', recoveredAt: '2026-07-01T00:00:00Z' } },
      ],
    });
    await server.record('/v1/disputes/claim/positions', {
      side: 'theirs',
      readings: ['R05:separate'],
      hypotheses: [{ kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-07-01', amount: '100000' } }],
    });
    await server.record('/v1/contracts/example-lasting/outages', {
      outageId: 'lost',
      occurredAt: '2026-03-10T08:30:00+09:00',
      awareAt: '2026-03-10T09:00:00+09:00',
      extent: 'total',
      cause: 'provider',
    });
    await server.record('/v1/contracts/example-lasting/outages/lost/recovery', {
      recoveredAt: '2026-03-13T09:00:00+09:00',
    });
    await server.close();
  });
  afterAll(() => line[Symbol.dispose]());

  /** What a side holds, a note, the decision and the closing. */
  const tellAll = async (disputeId: string): Promise<void> => {
    const notice = 'NoticeReceived={"subject":"contract","arrivedAt":"2026-05-01","form":"prescribed"}';
    const position = [
      'dispute',
      'position',
      disputeId,
      '--side',
      'theirs',
      '--reading',
      'R01:elapsed',
      '--add',
      notice,
    ];
    await line.output([
      ...position,
      '--body',
      `{"documents": [{"sha256": "${'a'.repeat(64)}", "name": "配達証明.pdf"}]}`,
    ]);
    await line.output(['dispute', 'note', disputeId, '--text', '郵便局に照会した']);
    await line.output(['dispute', 'decide', disputeId, '--on', '2026-08-01', '--side', 'recorded', '--reason', '消印']);
    const closing = [
      'dispute',
      'close',
      disputeId,
      '--on',
      '2026-08-01',
      '--outcome',
      'withdrawn',
      '--reason',
      '取下げ',
    ];
    expect(await line.output(closing)).toBe(`DisputeClosed: dispute ${disputeId}, revision 4\n`);
  };

  it('is the list of them, and one with what its sides hold', async () => {
    expect(await line.output(['disputes', '--contract', 'example-worked'])).toMatch(
      /claim +│ open +│ example-worked +│ totals as of 2026-07-31/,
    );
    expect(await line.output(['disputes', '--state', 'closed'])).toBe('There is no such dispute.\n');
    const shown = await line.output(['dispute', 'show', 'claim']);
    expect(shown).toMatch(/recorded +│ +548,919/);
    expect(shown).toMatch(/theirs +│ +\d+,\d+ +│ R05:separate +│ PaymentReceived \{.*"100000"/);
  });

  it('is what makes the difference between the record and a side', async () => {
    const text = await line.output(['dispute', 'compare', 'claim', '--first', 'recorded']);
    expect(text).toMatch(
      /example-worked\/PaymentReceived +│ - +│ PaymentReceived .*│ +-100,000 +│ +100,000 +│ +-100,000/,
    );
    expect(text).toMatch(/makes the difference: example-worked\/PaymentReceived/);
    expect(text).toMatch(/totals +│ +548,919 +│/);
  });

  it('is what was owed on a day, and what lost rights would have been worth', async () => {
    expect(await line.output(['dispute', 'owed', 'example-worked', '--on', '2026-03-31'])).toMatch(
      /obligation +│ +as known then +│ +as known now +│ +as told/,
    );
    expect(await line.output(['dispute', 'lapsed', 'example-worked'])).toBe('No right to a reduction was lost.\n');
    for (const day of ['--on', '--as-of']) {
      const lost = await line.output(['dispute', 'lapsed', 'example-lasting', day, '2026-07-31']);
      expect(lost).toMatch(/^as of 2026-07-31\n/);
      expect(lost).toMatch(/in time until │ claims too late │ would have been │ outstanding/);
      expect(lost).toContain('Art. 10「当社の責に帰すべき事由により');
    }
  });

  it('is all that there is about one, in one answer', async () => {
    const text = await line.output(['dispute', 'claim']);
    expect(text).toMatch(/theirs +│ +\d+,\d+ +│ R05:separate/);
    expect(text).toMatch(/makes the difference: example-worked\/PaymentReceived/);
    expect(text).toMatch(/contract +│ as known then +│ as known at position:\d+ +│ as told/);
    const why = await line.output(['dispute', 'why', 'claim', '--first', 'recorded']);
    expect(why).toContain('difference  -100,000');
    expect(why).toContain('<== here the difference begins');
  });

  it('is what is told on it, without a server, from the opening to the closing', async () => {
    const open = ['dispute', 'open', 'end', '--contract', 'example-worked', '--figure', 'termination/effective-on'];
    expect(await line.output([...open, '--as-of', '2026-07-31', '--subject', '終了日'])).toBe(
      'DisputeOpened: dispute end, revision 0\n',
    );
    await tellAll('end');
    expect(await line.output(['dispute', 'compare', 'end', '--first', 'recorded'])).toContain('difference  -29 days');
    expect(await line.output(['disputes', '--state', 'closed'])).toMatch(/end +│ closed: withdrawn/);
  });

  it.each([
    [['sing'], 'there is no dispute sing'],
    [
      ['sing', 'claim'],
      'dispute sing: there are show, compare, why, told, owed, lapsed, open, position, note, decide, close',
    ],
    [['note'], 'dispute note: of which?'],
    [['note', 'claim'], '/text'],
    [['note', 'none', '--text', '追記'], 'there is no dispute none'],
    [['position', 'claim', '--body', 'x'], '--body: what is given is no JSON'],
    [['show'], 'dispute show: of which?'],
    [['show', 'none'], 'there is no dispute none'],
    [['compare', 'claim'], 'there is no position ours'],
    [['owed', 'example-worked'], 'dispute owed: on which day?'],
  ])('is told what it lacks: %j', async (args, complaint) => {
    const { exitCode, messages } = await line.run(['dispute', ...args]);
    expect([exitCode, messages]).toEqual([1, expect.stringContaining(complaint)]);
  });
});
