/**
 * Makes a checkout ready: installs what package-lock.json names and builds apps/ and libs/, each only when something changed.
 *
 *     node prepare.mjs [--no-build] [further packages to install, e.g. test/bench]
 *
 * It runs before `start`, `test`, `ledger`, `bench` and `check`, on a fresh clone under the machine's own Node (20 or later),
 * hence plain JavaScript without dependencies. It speaks on stderr only: stdout belongs to the command that follows.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const runtime = 26; // the Node the ledger needs: Temporal, node:sqlite
const stamp = join(root, 'dist', '.built-from');
const lockFile = join(root, '.prepare.lock');

const main = async () => {
  if (major(process.versions.node) < 20) {
    throw new Error(
      `Node 20 or later is needed, this is ${process.versions.node}. Install a newer Node and run again.`,
    );
  }
  const options = process.argv.slice(2);
  const withBuild = !options.includes('--no-build');
  const packages = [root, ...options.filter((option) => !option.startsWith('--')).map((path) => join(root, path))];
  const isReady = () => packages.every(isInstalled) && (!withBuild || isBuilt());

  if (isReady()) return;
  await alone(async () => {
    for (const directory of packages) if (!isInstalled(directory)) await install(directory);
    if (withBuild && !isBuilt()) await build();
  });
};

// Installing

/** Whether node_modules holds every package of the lock file, in the version it names, and a Node that can run the ledger. */
const isInstalled = (directory) => {
  const installed = readJson(join(directory, 'node_modules', '.package-lock.json'))?.packages;
  if (installed === undefined) return false;
  const isAsLocked = ([path, locked]) => {
    const found = installed[path];
    if (found === undefined) return path === '' || locked.optional === true || locked.devOptional === true;
    return found.version === locked.version && found.integrity === locked.integrity;
  };
  return Object.entries(lockOf(directory)).every(isAsLocked) && (directory !== root || existsSync(nodeBinary()));
};

const install = async (directory) => {
  const where = directory === root ? '' : ` in ${directory.slice(root.length + 1)}`;
  if (directory === root) nodeBinary(); // refuses a platform without one before the long download
  say(`installing dependencies${where} (npm ci)`);
  // No package here needs its install script; --include because NODE_ENV or the user's npmrc may leave out what builds and runs this.
  const [command, ...before] = npm();
  const ci = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--ignore-scripts',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ];
  const code = await run(command, [...before, ...ci, '--prefix', directory], directory);
  if (code !== 0) {
    throw new Error(
      `npm ci${where} failed (code ${code}) for the reason above. The first time it needs the npm registry: is the network in order?`,
    );
  }
  if (directory === root) proveThatNodeRuns();
};

const npm = () => {
  const { npm_execpath: cli, npm_node_execpath: node } = process.env;
  if (cli !== undefined && node !== undefined && cli.endsWith('npm-cli.js')) return [node, cli];
  return process.platform === 'win32' ? ['npm.cmd'] : ['npm'];
};

/** The Node that builds and runs the ledger: the one locked in package-lock.json for this platform, else this very one if new enough. */
const nodeBinary = () => {
  const { platform, arch } = process;
  const suffix = `-${platform === 'win32' ? 'win' : platform}-${arch}`;
  const name = Object.keys(lockOf(root)['']?.optionalDependencies ?? {}).find(
    (dependency) => dependency.startsWith('node-') && dependency.endsWith(suffix),
  );
  const packaged = name && join(root, 'node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  if (major(process.versions.node) >= runtime && !(packaged && existsSync(packaged))) return process.execPath;
  if (packaged) return packaged;
  throw new Error(
    `No Node ${runtime} is packaged for ${platform}-${arch}: install Node ${runtime} yourself and run again.`,
  );
};

const proveThatNodeRuns = () => {
  const binary = nodeBinary();
  const { error, stdout, status } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (error === undefined && status === 0 && major(stdout.slice(1)) >= runtime) return;
  throw new Error(`The packaged Node ${runtime} does not run here (${error?.message ?? `code ${status}`}): ${binary}`);
};

// Building

/** Whether dist/ was built from exactly these sources. */
const isBuilt = () =>
  existsSync(stamp) &&
  applications().every((name) => existsSync(join(root, 'dist', 'apps', name, 'src', 'main.js'))) &&
  readFileSync(stamp, 'utf8') === sourceDigest();

const build = async () => {
  const digest = sourceDigest(); // before the build: what changes meanwhile is built next time
  rmSync(join(root, 'dist'), { recursive: true, force: true }); // what has no source any more goes too
  say('building (nest build)');
  const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
  const codes = await Promise.all(applications().map((name) => run(nodeBinary(), [nest, 'build', name], root)));
  if (codes.some((code) => code !== 0)) throw new Error('the build failed; the compiler says why above');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, digest);
};

const applications = () =>
  Object.entries(readJson(join(root, 'nest-cli.json')).projects)
    .filter(([, project]) => project.type === 'application')
    .map(([name]) => name);

/** By names and contents, not by time: a checkout, a copy or a removed file is seen, a mere touch is not. */
const sourceDigest = () => {
  const settings = ['nest-cli.json', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
  const digest = createHash('sha256');
  for (const path of [...settings, ...filesUnder('apps'), ...filesUnder('libs')].sort()) {
    const content = readFileSync(join(root, path));
    digest.update(`${path.split(sep).join('/')}\0${content.length}\0`).update(content);
  }
  return digest.digest('hex');
};

const filesUnder = (directory) =>
  readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesUnder(path);
    return /\.(spec\.ts|md)$/.test(entry.name) ? [] : [path];
  });

// One at a time

/** Runs `work` while no other preparation of this checkout runs. Whoever waited finds the work done. */
const alone = async (work) => {
  let waiting = false;
  while (!takeLock()) {
    const owner = lockOwner();
    if (owner !== undefined && !isAlive(owner)) {
      dropLockOf(owner);
    } else if (!waiting) {
      say(`waiting for another preparation${owner === undefined ? '' : ` (process ${owner})`}`);
      waiting = true;
    }
    await pause(100);
  }
  try {
    await work();
  } finally {
    rmSync(lockFile, { force: true });
  }
};

const takeLock = () => {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

/** The process that holds the lock; 0, which no process is, for a lock left without a name; undefined while it is being written. */
const lockOwner = () => {
  try {
    const owner = Number(readFileSync(lockFile, 'utf8'));
    if (owner > 0) return owner;
    return Date.now() - statSync(lockFile).mtimeMs > 5000 ? 0 : undefined;
  } catch {
    return undefined;
  }
};

const isAlive = (pid) => {
  if (pid === 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Of several that find a dead owner one wins the rename; a lock taken anew in between is put back. */
const dropLockOf = (owner) => {
  const aside = `${lockFile}.${process.pid}`;
  try {
    renameSync(lockFile, aside);
    if (Number(readFileSync(aside, 'utf8')) !== owner) renameSync(aside, lockFile);
    else rmSync(aside);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
};

// Small things

const lockOf = (directory) => {
  const lock = readJson(join(directory, 'package-lock.json'));
  if (lock === undefined) throw new Error(`there is no package-lock.json in ${directory}`);
  return lock.packages;
};

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`${path} cannot be read: ${error.message}`, { cause: error });
  }
};

/** Runs a program with its output on our stderr, and answers with its exit code. */
const run = (command, args, cwd) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 2, 2], shell: command.endsWith('.cmd') });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });

const major = (version) => Number.parseInt(version, 10);
const say = (text) => process.stderr.write(`prepare: ${text}\n`);

try {
  await main();
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
