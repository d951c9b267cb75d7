import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { load } from './load.js';
import { requestOf } from './requests.js';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** Has contracts forgotten, as if others had taken their place in memory. */
  forget(contractIds: readonly string[]): Promise<void>;
  /** The memory that it takes, in bytes. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

export const token = 'token-of-the-bench';

/** The server with the routes that do nothing, see server.mjs. */
export const startServer = async (dataDirectory: string): Promise<ServerProcess> => {
  mkdirSync(dataDirectory, { recursive: true });
  const program = fileURLToPath(new URL('./server.mjs', import.meta.url));
  const child = spawn(process.execPath, [...flags(), program, dataDirectory, token], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const ask = (name: string, argument?: unknown): Promise<unknown> => {
    child.send([name, argument]);
    return answerOf(child);
  };
  return {
    port: (await answerOf(child)) as number,
    forget: async (contractIds) => {
      await ask('forget', contractIds);
    },
    memory: async () => (await ask('memory')) as number,
    stop: async () => {
      const exited = once(child, 'exit');
      child.send(['stop']);
      await exited;
    },
  };
};

/** Seconds from the start of the shipped server's process until it listens. */
export const startingTime = async (dataDirectory: string): Promise<number> => {
  const program = fileURLToPath(new URL('../../../dist/apps/api/src/main.js', import.meta.url));
  const begun = performance.now();
  const child = spawn(process.execPath, [...flags(), program], {
    env: { ...process.env, PORT: '0', LEDGER_DATA_DIR: dataDirectory, LEDGER_TOKEN: token },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const first = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as readonly unknown[];
  const time = (performance.now() - begun) / 1_000;
  if (!(first[0] instanceof Buffer)) throw new Error('the server did not start');
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
  return time;
};

/** Waits until the contract list holds all that is recorded, as whoever asks for a page of it does. */
export const caughtUp = async ({ port }: Pick<ServerProcess, 'port'>): Promise<void> => {
  const requests = [requestOf('GET', '/v1/contracts?limit=1', token)];
  await load(port, 1, () => requests.pop());
};

/** What `npm start` gives to Node. */
const flags = (): readonly string[] => {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { scripts } = JSON.parse(text) as { readonly scripts: { readonly start: string } };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
};

const answerOf = async (child: ChildProcess): Promise<unknown> => {
  const done = new AbortController(); // whichever comes, nobody listens for the other any more
  const first = (name: string): Promise<readonly unknown[]> => once(child, name, { signal: done.signal });
  const [message] = await Promise.race([first('message'), first('exit')]).finally(() => done.abort());
  if (typeof message !== 'object' || message === null) throw new Error(`the server ended with ${String(message)}`);
  return (message as { readonly answer: unknown }).answer;
};
