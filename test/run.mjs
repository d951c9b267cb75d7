/**
 * Runs the tests: `npm test [-- <jest arguments>]`. Everything once where we are, and what carries out the terms again in other time zones.
 * Names the suites that this machine cannot run (see requirements.mjs), and ends with the line `N passed, N failed`.
 * `--every-suite` counts a suite that was not run as failed.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFor, requirements } from './requirements.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'];
const pure = ['kernel', 'terms', 'contract', 'figures', 'disputes'].map((lib) => join(root, 'libs', lib));

const main = async () => {
  const options = process.argv.slice(2);
  const everySuite = options.includes('--every-suite');
  const jestOptions = options.filter((option) => option !== '--every-suite');
  const notRun = suitesThatCannotRun();

  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const results = [
    await jest([...jestOptions, ...notRun.map(({ suite }) => ignoring(suite)), ignoring('/node_modules/')]),
  ];
  const roots = pure.filter(existsSync).map((lib) => `--roots=${lib}`);
  for (const zone of zones.filter((other) => other !== here)) {
    say(`\nAgain where the clocks show ${zone}`);
    results.push(await jest([...jestOptions, ...roots, '--passWithNoTests'], { TZ: zone }));
  }

  for (const { suite, title } of notRun) say(`not run: ${suite} (${title} is not installed)`);
  const passed = sum(results.map((result) => result.passed));
  const failed = sum(results.map((result) => result.failed)) + (everySuite ? notRun.length : 0);
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};

const suitesThatCannotRun = () =>
  Object.entries(requirements)
    .filter(([, requirement]) => programFor(requirement) === undefined)
    .flatMap(([name, { title }]) =>
      globSync(`{apps,libs,test}/**/*.${name}.spec.ts`, { cwd: root, exclude: ['**/node_modules/**'] })
        .sort()
        .map((suite) => ({ suite, title })),
    );

const ignoring = (path) => `--testPathIgnorePatterns=${path.replace(/[.]/g, '\\.')}`;

/** One run of jest. A suite that does not even load counts as one failure, and so does a jest that leaves no result. */
const jest = async (options, environment = {}) => {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-tests-'));
  try {
    const outputFile = join(directory, 'results.json');
    const code = await run([...options, '--json', `--outputFile=${outputFile}`], environment);
    if (!existsSync(outputFile)) return { passed: 0, failed: 1 };
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(outputFile, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1) };
  } finally {
    rmSync(directory, { recursive: true });
  }
};

const run = (options, environment) =>
  new Promise((resolve, reject) => {
    const node = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
    const program = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
    const env = { ...process.env, ...environment };
    const child = spawn(process.execPath, [...node, program, ...options], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', resolve);
  });

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
const say = (text) => process.stdout.write(`${text}\n`);

await main();
