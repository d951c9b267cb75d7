import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Health } from '../../apps/projector/src/health/health.js';

const MAIN = fileURLToPath(new URL('../../dist/apps/projector/src/main.js', import.meta.url));

/** The built projector in a process of its own, on a port that the system chooses. */
export interface ProjectorProcess {
  readonly url: string;
  readonly child: ChildProcess;
  readonly health: () => Promise<Health>;
  /** Everything said on standard error so far. */
  readonly log: () => string;
  /** Sends a signal, and gives the exit code once the process has ended (null: by a signal). */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
}

/** Starts a projector and waits until it says that it runs. */
export const startProjector = async (
  dataDirectory: string,
  environment: Readonly<Record<string, string>>,
): Promise<ProjectorProcess> => {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not built: npm run build`);
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, PROJECTOR_PORT: '0', LEDGER_DATA_DIR: dataDirectory, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, log] = ['', ''];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const closed = once(child, 'close').then(([code]) => code as number | null);
  const ready = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /runs: (http:\/\/[^/\s]+)\/health/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
  const url = await Promise.race([ready, closed.then(() => undefined)]);
  if (url === undefined) throw new Error(`the projector ended: ${log}`);
  return {
    url,
    child,
    health: async () => (await (await fetch(`${url}/health`)).json()) as Health,
    log: () => log,
    end: (signal) => {
      child.kill(signal);
      return closed;
    },
  };
};
