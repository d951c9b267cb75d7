import { extname } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

/** What these threads make is soon forgotten: with more room they would only collect it later. */
const YOUNG_MEGABYTES = 12;

/** Starts a file of this folder as a thread: from the build, or from the sources where tests run those. */
export const startThread = (
  name: 'writer-thread' | 'reader-thread' | 'housekeeper-thread',
  workerData: unknown,
): Worker => {
  const extension = extname(import.meta.url);
  const file = new URL(`./${name}${extension}`, import.meta.url);
  setFlagsFromString('--max-semi-space-size=0'); // what Node was started with would count for threads, too, whatever their limits
  return new Worker(file, {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    ...(extension === '.ts' && { execArgv: ['--import', importsOfSources] }),
  });
};

/** Node runs TypeScript as it stands, but looks for the files that its imports name, which end in .js. */
const importsOfSources = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (specifier, context, next) =>
      next(/^[.]{1,2}[/]/.test(specifier) && context.parentURL?.endsWith('.ts') ? specifier.replace(/[.]js$/, '.ts') : specifier, context),
  });
`)}`;
