import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import type { ContractListAnswer, EventsAnswer } from '@ledger/application';
import type { FigureAnswers } from '../../apps/cli/src/figures/figures-text.js';
import { startServer } from '../support/server.js';

jest.setTimeout(60_000); // each line of the command line starts an application

describe('What the command line shows', () => {
  let line: CommandLine;
  beforeAll(async () => {
    line = new CommandLine();
    await line.output(['example']);
  });
  afterAll(() => line[Symbol.dispose]());

  const parsed = async <Answer>(...args: readonly string[]): Promise<Answer> =>
    JSON.parse(await line.output([...args, '--json'])) as Answer;

  it('is the list of contracts', async () => {
    const text = await line.output(['contracts']);
    expect(text).toMatch(
      /example-worked +│ 株式会社青空 +│ terminated +│ 2026-01-15 +│ 2027-01-14 +│ 2026-06-30 +│ +548,919/,
    );
    expect(text.match(/example-/g)).toHaveLength(3);
    expect(await line.output(['contracts', '--status', 'active'])).toContain('example-lasting');
    expect(await line.output(['contracts', '--q', '高橋'])).toContain('example-agreed-end');
    expect(await line.output(['contracts', '--ends-before', '2024-10-31'])).toBe('There is no such contract.\n');
  });

  it('is the list page by page', async () => {
    const first = await parsed<ContractListAnswer>('contracts', '--limit', '2');
    expect(first.items.map(({ contractId }) => contractId)).toEqual(['example-agreed-end', 'example-lasting']);
    const second = await parsed<ContractListAnswer>('contracts', '--limit', '2', '--cursor', first.nextCursor ?? '');
    expect(second.items).toMatchObject([{ contractId: 'example-worked' }]);
    expect((await line.run(['contracts', '--limit', '2'])).messages).toMatch(/^There are more: --cursor \S+\n$/);
  });

  it('is what a reading would change before it is adopted', async () => {
    const text = await line.output(['impact', '--reading', 'R05:cumulative', '--as-of', '2026-07-31']);
    expect(text).toMatch(/contracts +1 of 3/);
    expect(text).toMatch(/9\(2\) +│ +1 +│ +40,000 +│ +0 +│ +40,000/);
    expect(text).toMatch(/example-worked +│ +548,919 +│ +588,919 +│ +40,000/);
    expect(await line.output(['impact', '--reading', 'R21:any-contract'])).toMatch(/contracts +0 of 3/);
    expect((await line.run(['impact', '--reading', 'R05:never'])).messages).toContain('--reading: R05 has no answer');
  });

  it('is the figures of a contract on a day', async () => {
    const text = await line.output(['figures', 'example-worked', '--as-of', '2026-07-31']);
    for (const expected of [
      /status +terminated/,
      /minimum period +2026-01-15 to 2027-01-14, 167 days left/,
      /early-termination-charge:2:homepage +│ 9\(2\) +│ 2027-01-15 +│ 2027-02-09 +│ 2026-06-30 +│ +5,392/,
      /551,399 +│ +2,480 +│ +0 +│ +0 +│ +0 +│ +548,919/,
      /mail-2026-03 +│ claimed +│ +71 +│ +2 +│ +37,200 +│ +2,480/,
    ]) {
      expect(text).toMatch(expected);
    }
    expect(await line.output(['figures', 'example-lasting'])).toContain(
      'granted 3600 yen where the terms give 2500 yen',
    );
  });

  it('is the figures under other readings, and as they were known', async () => {
    const text = await line.output([
      'figures',
      'example-worked',
      '--as-of',
      '2026-07-31',
      '--reading',
      'R05:separate',
      '--reading',
      'R09:up',
    ]);
    expect(text).toMatch(/readings +R05:separate, R09:up/);
    expect(text).not.toContain('early-termination-charge:1:homepage');
    const before = await parsed<FigureAnswers>(
      'figures',
      'example-worked',
      '--as-of',
      '2026-07-31',
      '--known-at',
      'position:5',
    );
    expect(before.termination.status).toBe('none');
  });

  it('is where a figure comes from, with the clauses', async () => {
    const text = await line.output([
      'explain',
      'example-worked',
      'obligations/early-termination-charge:1:base',
      '--as-of',
      '2026-07-31',
    ]);
    expect(text).toMatch(/^obligations\/early-termination-charge:1:base as of 2026-07-31\n/);
    expect(text).toContain('200,000 yen');
    expect(text).toMatch(/[├└]─ .*2026-06-30/);
    expect(text).toContain(
      '「IIJ xSP プラットフォームサービス/Mail において、契約者が当社所定の解約申込書で通知をした場合',
    );
  });

  it('is where a figure comes from beside where else it would, and where the difference begins', async () => {
    const charge = 'obligations/early-termination-charge:1:base';
    const explain = ['explain', 'example-worked', charge, '--as-of', '2026-07-31'];
    const text = await line.output([...explain, '--against', '{"readings":["R04:whole-months"]}']);
    expect(text).toMatch(/^≠ early termination charge, item 1: 217,000 yen .*-> 200,000 yen/m);
    expect(text).toContain('as of 2026-07-31, readings R04:whole-months\n');
    const first =
      /├─ - monthly fee of a whole month: 31,000 yen \[R04:whole-months\] -> nothing .*<== here the difference begins/;
    expect(text).toMatch(first);
    expect(text.match(/<==/g)).toHaveLength(1);
    expect(await line.output([...explain, '--against', '{}'])).toMatch(/^= .*200,000 yen/m);
    const wrong = await line.run([...explain, '--against', '{"knownAt":7}']);
    expect([wrong.exitCode, wrong.messages]).toEqual([1, expect.stringContaining('--against: /knownAt')]);
  });

  it('is what it would be under other premises, and why', async () => {
    const notice = '{"subject":"contract","arrivedAt":"2026-05-01","form":"prescribed"}';
    const asked = ['what-if', 'example-worked', '--as-of', '2026-07-31', '--add', `NoticeReceived=${notice}`];
    const text = await line.output(asked);
    expect(text).toMatch(
      /early-termination-charge:1:base +│ +200,000 │ +231,000 │ +\+31,000 │ day of arrival: - -> 2026-05-01/,
    );
    expect(await line.output(['what-if', 'example-worked', '--as-of', '2026-07-31'])).toMatch(/as recorded\n$/);
  });

  it('is the events, as a table, a document or line by line', async () => {
    expect(await line.output(['events', 'example-agreed-end'])).toMatch(/ContractRefused +│.*│ EventVoided/);
    const all = await parsed<EventsAnswer>('events', 'example-lasting');
    expect(all).toMatchObject({ nextCursor: null });
    const lines = (await line.output(['events', 'example-lasting', '--ndjson'])).trim().split('\n');
    expect(lines.map((one): unknown => JSON.parse(one))).toEqual(all.items);
    expect(await line.output(['events', 'example-lasting', '--type', 'Repaid', '--ndjson'])).toMatch(/^\{.*\}\n$/);
  });

  it('is what the HTTP interface answers', async () => {
    const [view, query] = [
      ['--as-of', '2026-07-31', '--reading', 'R05:separate'],
      '?asOf=2026-07-31&reading=R05:separate',
    ];
    const figures = await parsed<FigureAnswers>('figures', 'example-worked', ...view);
    const explanation = await parsed<unknown>('explain', 'example-worked', 'termination', ...view);
    const events = await parsed<unknown>('events', 'example-worked', ...view);
    const server = await startServer({ dataDirectory: line.dataDirectory });
    const read = (path: string): Promise<unknown> => server.read(path);
    try {
      const path = '/v1/contracts/example-worked';
      expect(figures).toEqual({
        contract: await read(path + query),
        obligations: await read(`${path}/obligations${query}`),
        termination: await read(`${path}/termination${query}`),
        credits: await read(`${path}/credits${query}`),
        deadlines: await read(`${path}/deadlines${query}`),
        discrepancies: await read(`${path}/discrepancies${query}`),
      });
      expect(explanation).toEqual(await read(`${path}/explanation${query}&figure=termination`));
      expect(events).toEqual(await read(`${path}/events${query}&limit=200`));
    } finally {
      await server.close();
    }
  });

  it.each([
    [['figures', 'nobody'], 'there is no contract nobody'],
    [['figures', 'example-worked', '--known-at', 'position:999'], '--known-at: the log ends at position 75'],
    [['figures', 'example-worked', '--known-at', '1999-01-01T00:00:00Z'], 'contract example-worked was not known then'],
    [['figures', 'example-worked', '--as-of', '2026-02-30'], '--as-of: no such day: 2026-02-30'],
    [
      ['figures', 'example-worked', '--reading', 'R05:never'],
      '--reading: R05 has no answer "never"; it has once, separate, cumulative',
    ],
    [
      ['figures', 'example-worked', '--reading', 'R05:once', '--reading', 'R05:separate'],
      '--reading: R05 is answered both once and separate',
    ],
    [['explain', 'example-worked', 'obligations/none'], 'there is no figure obligations/none'],
    [['events', 'example-worked', '--type', 'Nothing'], '--type: Nothing is no kind of event'],
    [
      ['contracts', '--status', 'lost'],
      '--status: must be one of applied, accepted, refused, active, terminating, terminated',
    ],
    [['contracts', '--limit', '0'], '--limit: must be a whole number from 1 to 200'],
    [['contracts', '--cursor', 'made-up'], '--cursor: not a cursor of this list'],
  ])('is one clear line where there is nothing to show: %j', async (args, message) => {
    expect(await line.run(args)).toEqual({ exitCode: 1, output: '', messages: `ledger: ${message}\n` });
  });

  it('is a usage for every verb, with an example', async () => {
    for (const verb of [
      'example',
      'contracts',
      'figures',
      'explain',
      'events',
      'import',
      'export',
      'restore',
      'release',
    ]) {
      const { exitCode, output } = await line.run([verb, '--help']);
      expect(exitCode).toBe(0);
      expect(output).toMatch(
        new RegExp(`^Usage: npm run ledger -- ${verb} .*\n[^]*For example:\n  npm run ledger -- ${verb}`),
      );
    }
  });

  it.each([
    [['constracts'], /unknown command 'constracts'/],
    [['figures', 'a', '--as-off', '1'], /unknown option '--as-off'/],
    [['figures'], /missing required argument/],
  ])('is a complaint where the line itself is wrong: %j', async (args, message) => {
    const { exitCode, output, messages } = await line.run(args);
    expect([exitCode, output]).toEqual([1, '']);
    expect(messages).toMatch(message);
  });

  it('is a complaint where there is no ledger', async () => {
    using empty = new CommandLine();
    expect(await empty.run(['contracts'])).toEqual({
      exitCode: 1,
      output: '',
      messages: `ledger: there is no ledger in ${empty.dataDirectory}: npm start makes one, and so do the verbs example, import and restore\n`,
    });
  });
});
