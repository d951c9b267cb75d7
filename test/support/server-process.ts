import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/apps/api/src/main.js', import.meta.url));

/** The built server in a process of its own, on a port that the system chooses. */
export interface ServerProcess {
  readonly url: string;
  readonly token: string;
  readonly child: ChildProcess;
  /** Everything said on standard output so far. */
  readonly output: () => string;
  /** Everything said on standard error so far. */
  readonly log: () => string;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  readonly post: (path: string, body: object, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Sends a signal, and gives the exit code once the process has ended (null: by a signal). */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}
/** A server that did not start. */
export interface FailedStart {
  readonly code: number | null;
  readonly output: string;
  readonly log: string;
}

/** What the process may not do. */
interface Confines extends Identity {
  /** In bytes: no file grows beyond, as on a disk that is full. */
  readonly largestFile?: number;
}
const BLOCK_BYTES = 512;
/** Whose process it is; the tests' own where it is left out. */
interface Identity {
  readonly uid?: number;
  readonly gid?: number;
}
/** Somebody to whom file permissions mean something: root's tests become nobody, where nobody may look at what was built. */
export const ordinary = (): Identity | undefined => {
  if (process.getuid?.() !== 0) return {};
  const nobody = { uid: 65_534, gid: 65_534 };
  return spawnSync(process.execPath, ['--check', MAIN], nobody).status === 0 ? nobody : undefined;
};

const PROCESS_TOKEN = 'a-token-of-the-process';

/** Starts the server and waits until it says that it is ready. */
export const startProcess = async (
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
  confines: Confines = {},
): Promise<ServerProcess> => {
  const started = await tryToStart(dataDirectory, environment, confines);
  if ('code' in started) throw new Error(`the server ended with ${String(started.code)}: ${started.log}`);
  return started;
};

/** Starts the server; gives what it said where it ended before it was ready. */
export const tryToStart = async (
  dataDirectory: string,
  environment: Readonly<Record<string, string>> = {},
  { largestFile, ...identity }: Confines = {},
): Promise<ServerProcess | FailedStart> => {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not built: npm run build`);
  const { HOST: _host, ...inherited } = process.env;
  const [program, ...args] = commandLine(largestFile);
  const child = spawn(program, args, {
    env: { ...inherited, PORT: '0', LEDGER_DATA_DIR: dataDirectory, LEDGER_TOKEN: PROCESS_TOKEN, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...identity,
  });
  let output = '';
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const url = await Promise.race([readyUrl(child, () => output), closed.then(() => undefined)]);
  if (url === undefined) return { code: await closed, output, log };
  const token = /Bearer ([\w-]+)'/.exec(output)?.[1] ?? PROCESS_TOKEN;
  const send: ServerProcess['fetch'] = (path, init = {}) =>
    fetch(url + path, { ...init, headers: { authorization: `Bearer ${token}`, ...(init.headers as object) } });
  return {
    url,
    token,
    child,
    output: () => output,
    log: () => log,
    fetch: send,
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    end: async (signal) => {
      child.kill(signal);
      return closed;
    },
  };
};

const readyUrl = (child: ChildProcess, output: () => string): Promise<string> =>
  new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const url = /is ready: (http:\/\/[^/\s]+)\/docs/.exec(output())?.[1];
      if (url !== undefined) resolve(url);
    });
  });

const commandLine = (largestFile: number | undefined): [program: string, ...args: string[]] => {
  if (largestFile === undefined) return [process.execPath, MAIN];
  const limited = `ulimit -f ${String(Math.floor(largestFile / BLOCK_BYTES))}; exec "$0" "$1"`;
  return ['sh', '-c', limited, process.execPath, MAIN];
};
