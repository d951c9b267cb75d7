/**
 * Node runs the TypeScript of this folder as it stands. Its imports name files that end in .js, and the libs by their names: what is
 * measured is their build.
 */
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';

const built = (lib) => {
  const file = new URL(`../../dist/libs/${lib}/src/index.js`, import.meta.url);
  if (!existsSync(file)) throw new Error(`${lib} is not built: npm run build`);
  return file.href;
};

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier.startsWith('@ledger/')) return next(built(specifier.slice('@ledger/'.length)), context);
    const isSource = /^[.]{1,2}[/]/.test(specifier) && context.parentURL?.endsWith('.ts');
    return next(isSource ? specifier.replace(/[.]js$/, '.ts') : specifier, context);
  },
});
