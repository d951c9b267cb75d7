/**
 * Node runs the TypeScript of this folder as it stands. Its imports name files that end in .js, and libs by their names: what is
 * measured is the build of libs and apps.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

const built = (path) => {
  const file = new URL(`../../dist/${path}`, import.meta.url);
  if (!existsSync(file)) throw new Error(`${path} is not built: npm run build`);
  return file.href;
};

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier.startsWith('@ledger/'))
      return next(built(`libs/${specifier.slice('@ledger/'.length)}/src/index.js`), context);
    if (specifier.startsWith('../../../apps/')) return next(built(specifier.slice('../../../'.length)), context);
    const isSource = /^[.]{1,2}[/]/.test(specifier) && context.parentURL?.endsWith('.ts');
    return next(isSource ? specifier.replace(/[.]js$/, '.ts') : specifier, context);
  },
});
