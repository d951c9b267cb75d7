import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';

jest.setTimeout(60_000); // each line of the command line starts an application

const applied = (contractId: string): object => ({
  contractId,
  type: 'ContractApplied',
  data: { contractor: { name: '株式会社青空' }, appliedOn: '2026-01-05' },
});
const quoted = (contractId: string): object => ({
  contractId,
  type: 'FeesQuoted',
  data: { quotedOn: '2026-01-06', initialFee: '100', monthlyFee: '10' },
});
const accepted = (contractId: string): object => ({
  contractId,
  type: 'ContractAccepted',
  data: { acceptedOn: '2026-01-10' },
});
const ndjson = (...lines: readonly (object | string)[]): string =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');

describe('An import by the command line', () => {
  let line: CommandLine;
  beforeEach(() => void (line = new CommandLine()));
  afterEach(() => line[Symbol.dispose]());

  const importing = (...lines: readonly (object | string)[]): ReturnType<CommandLine['run']> =>
    line.run(['import', '-'], ndjson(...lines));
  const events = async (contractId: string): Promise<number> =>
    (await line.output(['events', contractId, '--ndjson'])).trim().split('\n').length;

  it('records the facts of a file, and nothing twice', async () => {
    const file = join(line.dataDirectory, '..', 'facts.ndjson');
    writeFileSync(file, ndjson(applied('a'), quoted('a'), accepted('a'), applied('b')));
    expect(await line.run(['import', file])).toEqual({
      exitCode: 0,
      output: '4 events of 2 contracts recorded\n',
      messages: '',
    });
    expect(await line.output(['import', file])).toBe('0 events of 0 contracts recorded, 2 contracts recorded before\n');
    expect(await events('a')).toBe(3);
  });

  it('takes what comes in, also where the lines of contracts are mixed', async () => {
    const { exitCode, output } = await importing(applied('a'), applied('b'), quoted('a'), quoted('b'), accepted('a'));
    expect([exitCode, output]).toEqual([0, '5 events of 2 contracts recorded\n']);
  });

  it('records all of a contract or nothing, and says which line of it stands in the way, with the clause', async () => {
    const ran = await importing(applied('a'), accepted('a'), quoted('a'), applied('b'));
    expect(ran.exitCode).toBe(1);
    expect(ran.output).toBe('1 event of 1 contract recorded, 1 contract refused\n');
    expect(ran.messages).toMatch(
      /^line 2, contract a: no fees were quoted by 2026-01-10 \(Art\. 8: 「契約者が、.+」\); nothing of this contract was recorded\nledger: 1 contract refused\n$/,
    );
    expect((await line.run(['events', 'a'])).messages).toBe('ledger: there is no contract a\n');
  });

  it('points at what is wrong in a line', async () => {
    const payment = {
      contractId: 'a',
      type: 'PaymentReceived',
      data: { receivedOn: '2026-02-30', amount: '-1', to: 1 },
    };
    const { messages } = await importing(applied('a'), payment);
    expect(messages).toMatch(/^line 2, contract a: \/data\/to is not known here; /);
    expect(messages).toContain('/data/receivedOn no such day: 2026-02-30');
    expect(messages).toContain('/data/amount');
  });

  it('says what is unknown, what is already there, and what lies in the future', async () => {
    await importing(applied('a'));
    const { messages } = await importing(
      { contractId: 'a', type: 'OutageRecovered', data: { outageId: 'x', recoveredAt: '2026-01-01T00:00:00Z' } },
      { ...applied('b') },
      { contractId: 'b', type: 'Nothing', data: {} },
      { contractId: 'c', type: 'ContractApplied', data: { contractor: { name: 'あ' }, appliedOn: '2199-01-01' } },
      { contractId: 'a2', type: 'FeesQuoted', data: { quotedOn: '2026-01-06', initialFee: '1', monthlyFee: '1' } },
    );
    expect(messages).toContain('line 1, contract a: there is no outage x;');
    expect(messages).toContain('line 3, contract b: /type is no kind of event;');
    expect(messages).toContain('line 4, contract c: /data/appliedOn lies in the future;');
    expect(messages).toContain('line 5, contract a2: there is no contract a2;');
  });

  it('says how statements are carried, which a ledger makes of its own log', async () => {
    const statement = { contractId: 'a', type: 'StatementMade', data: { figure: 'totals', answer: {} } };
    const { exitCode, messages } = await importing(applied('a'), statement);
    expect(exitCode).toBe(1);
    expect(messages).toMatch(
      /^line 2, contract a: \/type is made by the ledger alone: leave it out; export and restore/,
    );
    expect((await importing(applied('a'))).exitCode).toBe(0);
  });

  it('names every line that is no fact, refuses the contracts of those that name one, and records the others', async () => {
    const noDay = { contractId: 'b', type: 'PaymentReceived', data: { receivedOn: '2026-02-30', amount: '1' } };
    const lines = [applied('a'), applied('b'), noDay, '{', applied('c'), { ...applied('x'), contractId: 'a/b' }, noDay];
    const cutOff = JSON.stringify(quoted('c')).slice(0, -9);
    const ran = await importing(...lines, cutOff, quoted('a'));
    expect(ran).toMatchObject({
      exitCode: 1,
      output: '2 events of 1 contract recorded, 2 contracts refused, 2 lines left out\n',
    });
    expect(ran.messages.split('\n')).toEqual([
      expect.stringMatching(/^line 3, contract b: .*2026-02-30; nothing of this contract was recorded$/),
      expect.stringMatching(/^line 4, of no contract: is not JSON: .*; it was left out$/),
      expect.stringMatching(/^line 6, of no contract: contractId must be .*; it was left out$/),
      expect.stringMatching(/^line 7, contract b: .*2026-02-30; nothing of this contract was recorded$/),
      expect.stringMatching(/^line 8, contract c: is not JSON: .*; nothing of this contract was recorded$/),
      expect.stringMatching(/^ledger: 2 contracts refused, 2 lines left out: .*import the file again/),
      '',
    ]);
    expect(await events('a')).toBe(2);
    for (const contractId of ['b', 'c']) expect((await line.run(['events', contractId])).exitCode).toBe(1);
  });

  it('goes on beside bytes that are no text, and refuses a contract that is too large to be recorded at once', async () => {
    const broken = Buffer.concat([Buffer.from([0xff, 0x0a]), Buffer.from(ndjson(applied('z')))]);
    const beside = await line.run(['import', '-'], broken);
    expect([beside.exitCode, beside.output]).toEqual([1, '1 event of 1 contract recorded, 1 line left out\n']);
    expect(beside.messages).toMatch(/^line 1, of no contract: is not UTF-8; it was left out\n/);
    const long = '長'.repeat(4000);
    const complaint = (number: number): object => ({
      contractId: 'a',
      type: 'ChangeAccepted',
      data: { acceptedOn: '2026-02-01', description: `${long.slice(8)}${String(number)}`, oneTimeFee: '1' },
    });
    const many = Array.from({ length: 100 }, (_, index) => complaint(index));
    const ran = await importing(applied('a'), quoted('a'), accepted('a'), ...many);
    expect(ran.exitCode).toBe(1);
    expect(ran.messages).toMatch(/contract a: .*at most/);
  });

  it('lets lines refer to one another by the ids that they give', async () => {
    const eventId = '00000000-0000-8000-8000-000000000007';
    const { exitCode } = await importing(
      applied('a'),
      { contractId: 'a', type: 'PaymentReceived', data: { receivedOn: '2026-02-01', amount: '5' }, eventId },
      {
        contractId: 'a',
        type: 'PaymentReversed',
        data: { paymentId: eventId, reversedOn: '2026-02-02', reason: '組戻し' },
      },
    );
    expect(exitCode).toBe(0);
  });

  it('says what is missing', async () => {
    expect(await line.run(['import', '/nowhere/facts.ndjson'])).toMatchObject({
      exitCode: 1,
      messages: 'ledger: there is no /nowhere/facts.ndjson\n',
    });
    expect((await line.run(['import'])).messages).toBe("error: missing required argument 'file'\n");
  });
});
