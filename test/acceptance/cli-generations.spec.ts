import { expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';

it('The command line rebuilds, compares, switches and drops, without a server', async () => {
  using cli = new CommandLine();
  await cli.output(['example']);
  const built = await cli.output(['rebuild']);
  const [, generationId = '', digest] = /^generation (\S+): \d+ contracts, ([0-9a-f]{64})$/m.exec(built) ?? [];
  expect(await cli.output(['rebuild'])).toContain(digest);
  expect(await cli.output(['generations', 'diff', generationId])).toBe('There is no difference.\n');
  expect(await cli.output(['generations', 'switch', generationId])).toBe(`live: ${generationId}\n`);
  expect(await cli.output(['generations'])).toMatch(new RegExp(`${generationId} +│ live`));
  const other = await cli.output(['rebuild', '--reading', 'R09:up', '--as-of', '2026-07-31']);
  const [, another = ''] = /^generation (\S+):/.exec(other) ?? [];
  expect(await cli.output(['generations', 'diff', another])).toContain('reading R09:up');
  const refused = await cli.run(['generations', 'switch', another]);
  expect([refused.exitCode, refused.messages]).toEqual([1, expect.stringContaining('cannot become live')]);
  expect(await cli.output(['generations', 'drop', 'first'])).toBe('dropped: first\n');
  expect((await cli.run(['generations', 'drop', generationId])).messages).toContain('is live');
});
