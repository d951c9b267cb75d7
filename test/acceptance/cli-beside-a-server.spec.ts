import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { createApp } from '../../apps/api/src/app.js';
import { writeServerFile } from '../../apps/api/src/settings/data-directory.js';
import { CommandLine } from '../support/command-line.js';
import type { ContractListAnswer, EventsAnswer } from '@ledger/application';

jest.setTimeout(60_000); // each line of the command line starts an application

describe('The command line beside a running server', () => {
  let line: CommandLine;
  let app: NestFastifyApplication;
  const token = 'a-token-for-programs';
  beforeEach(async () => {
    line = new CommandLine();
    app = await createApp({
      dataDirectory: line.dataDirectory,
      tokens: [{ name: 'clerk', token }],
      logger: pino({ level: 'silent' }),
    });
    await app.listen(0, '127.0.0.1');
    writeServerFile(line.dataDirectory, { url: await app.getUrl(), pid: process.pid, token });
  });
  afterEach(async () => {
    await app.close();
    line[Symbol.dispose]();
  });

  it('records through it, in the name of its token, and nothing twice', async () => {
    expect(await line.output(['example'])).toMatch(
      /^Recorded 3 contracts with 75 events:[^]*http:\/\/127\.0\.0\.1:\d+\/docs\n$/,
    );
    expect(await line.output(['example'])).toMatch(/^The example is there already/);
    const events = JSON.parse(await line.output(['events', 'example-worked', '--json'])) as EventsAnswer;
    expect(events.items[0]?.who).toBe('clerk');
    const answer = await app.inject({ url: '/v1/contracts', headers: { authorization: `Bearer ${token}` } });
    expect(answer.json<ContractListAnswer>().items).toHaveLength(3);
  });

  it('reads the log while the server has it, each write at once', async () => {
    await line.output(['example']);
    expect(await line.output(['figures', 'example-worked', '--as-of', '2026-07-31'])).toContain('548,919');
    await line.output(
      ['import', '-'],
      JSON.stringify({
        contractId: 'example-worked',
        type: 'PaymentReceived',
        data: { receivedOn: '2026-07-31', amount: '548919' },
      }),
    );
    expect(await line.output(['figures', 'example-worked', '--as-of', '2026-07-31'])).not.toContain('548,919 │\n');
    const list = JSON.parse(await line.output(['contracts', '--q', 'worked', '--json'])) as ContractListAnswer;
    expect(list.items).toMatchObject([{ outstanding: '0' }]);
    expect((await line.run(['export'])).messages).toBe('76 events exported\n');
  });

  it('has it rebuild, compare, accept, switch and drop', async () => {
    await line.output(['example']);
    const built = await line.output(['rebuild']);
    const [, generationId = ''] = /^generation (\S+): 3 contracts, [0-9a-f]{64}$/m.exec(built) ?? [];
    expect(await line.output(['generations', 'diff', generationId])).toBe('There is no difference.\n');
    const other = await line.output(['rebuild', '--reading', 'R09:up', '--as-of', '2026-07-31']);
    const [, another = ''] = /^generation (\S+):/.exec(other) ?? [];
    const difference = await line.output(['generations', 'diff', another]);
    expect(difference).toContain('reading R09:up');
    const [, digest = ''] = /these differences are ([0-9a-f]{64})/.exec(difference) ?? [];
    expect(await line.output(['generations', 'accept', another, '--diff', digest])).toBe(`accepted: ${digest}\n`);
    const refused = await line.run(['generations', 'switch', another]);
    expect([refused.exitCode, refused.messages]).toEqual([1, expect.stringContaining('cannot become live')]);
    expect(await line.output(['generations', 'switch', generationId])).toBe(`live: ${generationId}\n`);
    expect(await line.output(['generations'])).toMatch(new RegExp(`${generationId} +│ live`));
    expect(await line.output(['generations', 'drop', another])).toBe(`dropped: ${another}\n`);
    const none = await line.run(['generations', 'diff', 'none']);
    expect([none.exitCode, none.messages]).toEqual([1, expect.stringContaining('none')]);
  });

  it('says in a dispute what it is told to say', async () => {
    await line.output(['example']);
    const question = ['--contract', 'example-worked', '--figure', 'totals', '--as-of', '2026-07-31'];
    const opened = await line.output(['dispute', 'open', ...question, '--subject', '残高', '--json']);
    const { disputeId } = JSON.parse(opened) as { readonly disputeId: string };
    await line.output(['dispute', 'position', disputeId, '--side', 'theirs', '--void', await idOf('NoticeReceived')]);
    const close = ['dispute', 'close', disputeId, '--on', '2026-08-01', '--outcome', 'withdrawn', '--reason', '取下げ'];
    expect(await line.output(close)).toBe(`DisputeClosed: dispute ${disputeId}, revision 2\n`);
    const answer = await app.inject({
      url: `/v1/disputes/${disputeId}`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.json()).toMatchObject({ outcome: 'withdrawn', positions: [{ side: 'theirs', who: 'clerk' }] });
    const late = await line.run(['dispute', 'note', disputeId, '--text', '追記']);
    expect([late.exitCode, late.messages]).toEqual([1, expect.stringContaining(`dispute ${disputeId} is closed`)]);
    expect((await line.run(['dispute', 'note', disputeId])).messages).toContain('/text');
  });

  const idOf = async (type: string): Promise<string> => {
    const { items } = JSON.parse(
      await line.output(['events', 'example-worked', '--type', type, '--json']),
    ) as EventsAnswer;
    return items[0]?.id ?? '';
  };

  it('says what the server refuses as it says what it refuses itself', async () => {
    const lines = [
      { contractId: 'a', type: 'ContractApplied', data: { contractor: { name: '青空' }, appliedOn: '2026-01-05' } },
      { contractId: 'a', type: 'ContractAccepted', data: { acceptedOn: '2026-01-06' } },
      { contractId: 'b', type: 'ContractApplied', data: { contractor: { name: '青空' }, appliedOn: '2026-02-30' } },
      { contractId: 'c', type: 'BillingStarted', data: { startsOn: '2026-01-06' } },
      { contractId: 'd', type: 'Nothing', data: {} },
    ];
    const input = lines.map((one) => JSON.stringify(one)).join('\n');
    const through = await line.run(['import', '-'], input);
    using alone = new CommandLine();
    const itself = await alone.run(['import', '-'], input);
    const sorted = (text: string): readonly string[] => text.split('\n').sort();
    expect(sorted(through.messages)).toEqual(sorted(itself.messages));
    expect([through.exitCode, through.output]).toEqual([itself.exitCode, itself.output]);
    expect(itself.messages).toContain('line 2, contract a: no fees were quoted by 2026-01-06 (Art. 8: 「');
  });

  it('says that the server is gone, and that another process has the ledger', async () => {
    writeServerFile(line.dataDirectory, { url: 'http://127.0.0.1:9', pid: process.pid, token });
    expect((await line.run(['example'])).messages).toBe(
      'ledger: the server at http://127.0.0.1:9 does not answer; what is recorded already is not recorded twice\n',
    );
    writeServerFile(line.dataDirectory, { url: await app.getUrl(), pid: process.pid, token: 'another-token' });
    expect((await line.run(['example'])).messages).toMatch(
      /^ledger: the server at http:\S+: this token is not known here\n$/,
    );
  });

  it('takes a contract that is too large to be recorded at once for what it is', async () => {
    const text = '長'.repeat(3990);
    const facts = Array.from({ length: 120 }, (_, index) => ({
      contractId: 'a',
      type: 'UsageReportRequested',
      data: { requestedOn: '2026-01-05', subject: text + String(index) },
    }));
    const { exitCode, messages } = await line.run(['import', '-'], facts.map((one) => JSON.stringify(one)).join('\n'));
    expect(exitCode).toBe(1);
    expect(messages).toMatch(/^contract a: .*1 MiB/);
  });
});
