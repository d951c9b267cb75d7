import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { programFor, requirements } from '../requirements.mjs';

const USER = 'ledger';

/** A PostgreSQL of its own on a temporary directory, as it comes (fsync on). It ends with the process that started it, if not before. */
export class PostgresqlServer {
  readonly #programs: string;
  readonly #directory: string;
  readonly #port: number;
  #server: ChildProcess | undefined;

  private constructor(programs: string, directory: string, port: number) {
    this.#programs = programs;
    this.#directory = directory;
    this.#port = port;
  }

  /** @throws {Error} where none is installed */
  static async start(): Promise<PostgresqlServer> {
    const initdb = programFor(requirements.postgresql);
    if (initdb === undefined) throw new Error('PostgreSQL is not installed');
    const directory = mkdtempSync(join(tmpdir(), 'ledger-postgresql-'));
    chmodSync(directory, 0o777);
    execFileSync(initdb, ['-D', join(directory, 'data'), '-U', USER, '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
      ...owner(),
      stdio: 'ignore',
    });
    const server = new PostgresqlServer(dirname(initdb), directory, await freePort());
    await server.resume();
    return server;
  }

  /** Of a database. Where the machine has much to do, whoever asks waits. */
  urlOf(database: string): string {
    return `postgres://${USER}@127.0.0.1:${String(this.#port)}/${database}?connect_timeout=60&query_timeout=120000`;
  }

  /** Makes an empty database: its address. */
  async newDatabase(): Promise<string> {
    const name = `ledger_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return this.urlOf(name);
  }

  /** Ends the server at once, with all its connections; what it holds stays. */
  async halt(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    process.off('exit', this.#kill);
    server.kill('SIGINT');
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }

  /** Starts it where it was. */
  async resume(): Promise<void> {
    const options = ['-D', join(this.#directory, 'data'), '-p', String(this.#port)];
    const network = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
    const server = spawn(join(this.#programs, 'postgres'), [...options, ...network], {
      ...owner(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#server = server;
    process.once('exit', this.#kill);
    await isReady(server);
    server.stderr.resume();
  }

  async stop(): Promise<void> {
    await this.halt();
    rmSync(this.#directory, { recursive: true, force: true });
  }

  readonly #kill = (): void => {
    this.#server?.kill('SIGQUIT');
    rmSync(this.#directory, { recursive: true, force: true });
  };
}

/** PostgreSQL refuses to run as root, so root runs it as the user that came with its package. */
const owner = (): { readonly uid?: number; readonly gid?: number; readonly cwd: string } =>
  process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g'), cwd: '/' } : { cwd: '/' };

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
  for await (const chunk of server.stderr?.iterator({ destroyOnReturn: false }) ?? []) {
    log += String(chunk);
    if (log.includes('database system is ready to accept connections')) return;
  }
  throw new Error(`PostgreSQL did not start: ${log}`);
};
