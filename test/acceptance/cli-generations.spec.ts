import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { writeServerFile } from '../../apps/api/src/settings/data-directory.js';
import { startServer, TOKEN, type Server } from '../support/server.js';

const WORKED = 'example-worked';
const SUPPOSED = {
  [WORKED]: [{ kind: 'added', type: 'PaymentReceived', data: { receivedOn: '2026-02-01', amount: '4000' } }],
};

const idIn = (output: string): string => /^generation (\S+):/m.exec(output)?.[1] ?? '';

describe('The command line rebuilds', () => {
  it('compares, switches to and fro, and drops, without a server', async () => {
    using cli = new CommandLine();
    await cli.output(['example']);
    const built = await cli.output(['rebuild']);
    const [, generationId = '', digest] = /^generation (\S+): \d+ contracts, ([0-9a-f]{64})$/m.exec(built) ?? [];
    expect(await cli.output(['rebuild'])).toContain(digest);
    expect(await cli.output(['generations', 'diff', generationId])).toBe('There is no difference.\n');
    expect((await cli.run(['generations', 'back'])).messages).toBe(
      'ledger: back: no other generation was live before\n',
    );
    expect(await cli.output(['generations', 'switch', generationId])).toBe(`live: ${generationId}\n`);
    expect(await cli.output(['generations'])).toMatch(new RegExp(`${generationId} +│ live`));
    expect(await cli.output(['generations', 'back', '--reason', '確かめる'])).toBe('live: first\n');
    expect(await cli.output(['generations', 'show', 'first'])).toMatch(
      new RegExp(`^made live +\\S+ by local, after ${generationId} \\(確かめる\\)$`, 'm'),
    );
    expect(await cli.output(['generations', 'back'])).toBe(`live: ${generationId}\n`);
    const other = idIn(await cli.output(['rebuild', '--reading', 'R09:up', '--as-of', '2026-07-31']));
    expect(await cli.output(['generations', 'diff', other])).toContain('reading R09:up');
    const refused = await cli.run(['generations', 'switch', other]);
    expect([refused.exitCode, refused.messages]).toEqual([1, expect.stringContaining('cannot become live')]);
    expect(await cli.output(['generations', 'drop', 'first'])).toBe('dropped: first\n');
    expect(await cli.output(['generations'])).not.toContain('first');
    expect((await cli.run(['generations', 'drop', generationId])).messages).toContain('is live');
  });

  it('leaves off when it is told to, and goes on from there', async () => {
    using cli = new CommandLine();
    await cli.output(['example']);
    const { exitCode, messages } = await cli.run(['rebuild'], '', true);
    const [, generationId = ''] = /"rebuild (\S+)" goes on from there/.exec(messages) ?? [];
    expect([exitCode, messages]).toEqual([130, expect.stringMatching(/\nledger: left off.*\n$/)]);
    expect((await cli.run(['rebuild', generationId, '--as-of', '2026-07-31'])).messages).toContain('no other options');
    const built = await cli.output(['rebuild', generationId]);
    expect(built).toContain(`generation ${generationId}: `);
    expect(await cli.output(['rebuild', generationId])).toBe(built);
  });

  it('says of which contracts what cannot be computed', async () => {
    using cli = new CommandLine();
    await cli.output(['example']);
    const hypotheses = JSON.stringify({ [WORKED]: [{ kind: 'voided', eventId: 'no-such-event' }] });
    const { exitCode, output, messages } = await cli.run(['rebuild', '--hypotheses', hypotheses]);
    expect(exitCode).toBe(0);
    expect(output).toContain('(1 of them cannot be computed)');
    expect(messages).toMatch(new RegExp(`\\ncontract ${WORKED} cannot be computed: .*no-such-event.*\\n$`));
    expect(await cli.output(['generations', 'show', idIn(output)])).toMatch(new RegExp(`^ +${WORKED}: `, 'm'));
  });
});

/** With a server that has the log, and without one. */
describe.each([
  ['through the server', true],
  ['without a server', false],
])('What a rebuild is asked for with, %s', (_, isBeside) => {
  const over = async (work: (cli: CommandLine) => Promise<void>): Promise<void> => {
    using cli = new CommandLine();
    await cli.output(['example']);
    let server: Server | undefined;
    try {
      if (isBeside) {
        server = await startServer({ dataDirectory: cli.dataDirectory });
        writeServerFile(cli.dataDirectory, { url: await server.listen(), pid: process.pid, token: TOKEN });
      }
      await work(cli);
    } finally {
      await server?.close();
    }
  };

  it('are hypotheses, as they are typed or as they stand in a file', () =>
    over(async (cli) => {
      const file = join(cli.dataDirectory, 'hypotheses.json');
      writeFileSync(file, JSON.stringify(SUPPOSED));
      for (const given of [JSON.stringify(SUPPOSED), file]) {
        const id = idIn(
          await cli.output(['rebuild', '--contract', WORKED, '--as-of', '2026-07-31', '--hypotheses', given]),
        );
        const { items } = JSON.parse(await cli.output(['generations', 'diff', id, '--json'])) as {
          items: readonly { figure: string; causes: readonly object[] }[];
        };
        expect(items.find(({ figure }) => figure === 'totals')?.causes).toContainEqual({
          cause: 'hypothesis',
          detail: null,
          yen: '-4000',
        });
        expect(await cli.output(['generations', 'show', id])).toMatch(/^under +as of 2026-07-31, hypotheses$/m);
      }
    }));

  it('is a filter of the list', () =>
    over(async (cli) => {
      const filter = ['--filter', 'q=example-w', '--filter', 'endsBefore=2027-01-01'];
      const built = await cli.output(['rebuild', ...filter]);
      expect(built).toMatch(/^generation \S+: 1 contracts, /m);
      const { scope } = JSON.parse(await cli.output(['generations', 'show', idIn(built), '--json'])) as {
        scope: object;
      };
      expect(scope).toEqual({ filter: { q: 'example-w', endsBefore: '2027-01-01' } });
    }));

  it('is an edition that is only thought of', () =>
    over(async (cli) => {
      const edition = JSON.stringify({ id: 'draft', parameters: { minimumPeriod: { years: 2 } } });
      const id = idIn(await cli.output(['rebuild', '--contract', WORKED, '--edition', edition]));
      expect(await cli.output(['generations', 'diff', id])).toContain('edition draft');
    }));

  it('is refused by the words of the HTTP interface', () =>
    over(async (cli) => {
      for (const [given, complaint] of [
        [['--filter', 'status=gone'], '/scope/filter/status must be one of applied, accepted'],
        [['--filter', 'color=red'], '/scope/filter/color is not known here'],
        [['--filter', 'endsTo=soon'], '/scope/filter/endsTo '],
        [['--filter', 'status'], '--filter: is written name=value'],
        [['--contract', 'a b'], '/scope/contractIds/0 must be 1 to 64 letters'],
        [['--contract', 'a', '--filter', 'q=a'], 'it is one or the other'],
        [['--hypotheses', '{"a": [{"kind": "guessed"}]}'], '/hypotheses/a/0/kind must be one of'],
        [['--hypotheses', '{'], '--hypotheses: what is given is no JSON'],
        [['--hypotheses', '/no/such/file'], 'there is no /no/such/file'],
        [['--edition', '2001-01-01'], '/edition '],
        [['--as-of', 'today'], '/asOf '],
        [['--known-at', 'position:999999'], '/knownAt the log ends at position'],
      ] as const) {
        const { exitCode, messages } = await cli.run(['rebuild', ...given]);
        expect([given, exitCode, messages]).toEqual([given, 1, expect.stringContaining(complaint)]);
      }
    }));
});
