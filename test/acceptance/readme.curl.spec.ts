import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProcess, type ServerProcess } from '../support/server-process.js';

/** What is typed into a shell, and what it is said to answer. */
interface Block {
  readonly language: string;
  readonly text: string;
}
const blocksOf = (document: string): readonly Block[] =>
  [
    ...readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8').matchAll(/^```(sh|json)\n([\s\S]*?)^```$/gm),
  ].map(([, language = '', text = '']) => ({ language, text }));

const [helpers, ...readme] = blocksOf('README.md');

describe('The walk of the README', () => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-readme-'));
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startProcess(directory);
  });
  afterAll(async () => {
    await server.end('SIGTERM');
    rmSync(directory, { recursive: true });
  });

  it('answers its very requests with its very answers', () => walk(readme));
  it('goes on in docs/disputes.md', () => walk(blocksOf('docs/disputes.md')));

  const walk = async (blocks: readonly Block[]): Promise<void> => {
    expect(blocks.length).toBeGreaterThan(6);
    let answer: unknown;
    for (const { language, text } of blocks) {
      if (language === 'json') {
        expect(answer).toMatchObject(JSON.parse(text) as object);
        answer = undefined; // an answer is compared once
      } else {
        answer = await lastAnswer(`${helpers?.text ?? ''}\n${text.trimEnd()}`);
      }
    }
    expect(answer).toBeUndefined();
  };

  /** Types the block into a shell, and reads what its last request answers: each answer on a line of its own. */
  const lastAnswer = async (script: string): Promise<unknown> => {
    const separated = `curl() { command curl "$@"; echo; }\n${script}`;
    const { stdout } = await promisify(execFile)('bash', ['-euc', separated], {
      env: { ...process.env, LEDGER: server.url, TOKEN: server.token },
    });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
  };
});
