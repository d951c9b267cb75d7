import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** Runs a TypeScript file of the sources in a process of its own; libs are read as they stand, too. */
export const runSource = (file: URL, ...args: readonly string[]): ChildProcessByStdio<null, Readable, null> =>
  spawn(process.execPath, ['--import', throughCompiler, fileURLToPath(file), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Node alone takes away types only, and looks for the files that imports name, which end in .js. */
export const throughCompiler = `data:text/javascript,${encodeURIComponent(`
  import { createRequire, registerHooks } from 'node:module';
  import { fileURLToPath } from 'node:url';
  const { transformFileSync } = createRequire(${JSON.stringify(import.meta.url)})('@swc/core');
  const libs = ${JSON.stringify(new URL('../../libs/', import.meta.url).href)};
  const sourceOf = (specifier, parent) => {
    if (specifier.startsWith('@ledger/')) return libs + specifier.slice('@ledger/'.length) + '/src/index.ts';
    return /^[.]{1,2}[/]/.test(specifier) && parent?.endsWith('.ts') ? specifier.replace(/[.]js$/, '.ts') : specifier;
  };
  registerHooks({
    resolve: (specifier, context, next) => next(sourceOf(specifier, context.parentURL), context),
    load: (url, context, next) => {
      if (!url.endsWith('.ts')) return next(url, context);
      const options = { swcrc: false, jsc: { parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true }, target: 'es2024' }, module: { type: 'es6' } };
      return { format: 'module', source: transformFileSync(fileURLToPath(url), options).code, shortCircuit: true };
    },
  });
`)}`;
