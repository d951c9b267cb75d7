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
    await server.close();
  });
  afterAll(() => line[Symbol.dispose]());

  it('is the list of them, and one with what its sides hold', async () => {
    expect(await line.output(['dispute', 'list'])).toMatch(
      /claim +│ open +│ example-worked +│ totals as of 2026-07-31/,
    );
    expect(await line.output(['dispute', 'list', '--state', 'closed'])).toBe('There is no such dispute.\n');
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
  });

  it.each([
    [['sing'], 'dispute sing: there are list, show, compare, owed, lapsed'],
    [['show'], 'dispute show: of which?'],
    [['show', 'none'], 'there is no dispute none'],
    [['compare', 'claim'], 'there is no position ours'],
    [['owed', 'example-worked'], 'dispute owed: on which day?'],
  ])('is told what it lacks: %j', async (args, complaint) => {
    const { exitCode, messages } = await line.run(['dispute', ...args]);
    expect([exitCode, messages]).toEqual([1, expect.stringContaining(complaint)]);
  });
});
