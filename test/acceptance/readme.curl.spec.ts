import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startProcess, type ServerProcess } from '../support/server-process.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```(sh|json)\n([\s\S]*?)^```$/gm)].map(([, language, text = '']) => ({
  language,
  text,
}));

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

  it('answers its very requests with its very answers', async () => {
    const [helpers, ...steps] = blocks;
    expect(steps.length).toBeGreaterThan(10);
    let answer: unknown;
    for (const { language, text } of steps) {
      if (language === 'json') {
        expect(answer).toMatchObject(JSON.parse(text) as object);
        answer = undefined; // an answer is compared once
      } else {
        answer = await lastAnswer(`${helpers?.text ?? ''}\n${text.trimEnd()}`);
      }
    }
    expect(answer).toBeUndefined();
  });

  /** Types the block into a shell, line by line, and reads what its last line answers. */
  const lastAnswer = async (script: string): Promise<unknown> => {
    const separated = script.replaceAll(/^(post|get) .*$/gm, '$&; echo');
    const { stdout } = await promisify(execFile)('bash', ['-euc', separated], {
      env: { ...process.env, LEDGER: server.url, TOKEN: server.token },
    });
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as unknown;
  };
});
