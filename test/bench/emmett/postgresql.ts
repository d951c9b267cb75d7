import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programFor, requirements } from '../../requirements.mjs';

export interface PostgresqlServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own on a temporary directory, as it comes (fsync on); undefined where none is installed. */
export const startPostgresql = async (): Promise<PostgresqlServer | undefined> => {
  const initdb = programFor(requirements.postgresql);
  if (initdb === undefined) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'ledger-bench-postgresql-'));
  // PostgreSQL refuses to run as root, so root runs it as the user that came with its package.
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  chmodSync(directory, 0o777);
  const data = join(directory, 'data');
  const options = { ...owner, cwd: '/' } as const;
  execFileSync(initdb, ['-D', data, '-U', 'bench', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...options,
    stdio: 'ignore',
  });
  const port = await freePort();
  const server = spawn(
    join(dirname(initdb), 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', directory],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await isReady(server);
  return {
    url: `postgresql://bench@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
};

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const isReady = async (server: ChildProcess): Promise<void> => {
  let log = '';
  for await (const chunk of server.stderr ?? []) {
    log += String(chunk);
    if (log.includes('database system is ready to accept connections')) break;
  }
  if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${log}`);
};
