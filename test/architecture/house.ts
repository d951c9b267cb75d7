import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A file of the house: its path from the root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** A name or expression found in a source, and where. */
export interface Finding {
  readonly found: string;
  readonly at: string;
}

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The libs in which the terms are carried out: facts in, conclusions out. */
export const theLaw = ['kernel', 'terms', 'contract', 'figures', 'disputes'].map((lib) => `libs/${lib}`);

/** The files that match, without what was installed or built. */
export const sources = (...patterns: readonly string[]): readonly Source[] =>
  globSync([...patterns], { cwd: root, exclude: ['**/node_modules/**', 'dist/**', 'coverage/**'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));

/** What runs in production: no specs, no conformance suites. */
export const productionSources = (...directories: readonly string[]): readonly Source[] =>
  sources(...directories.map((directory) => `${directory}/**/*.ts`)).filter(
    ({ path }) => !/\.spec\.ts$|\/conformance\//.test(path),
  );

/** The code of every node for which `find` answers with a text; comments and quotations are not looked at. */
export const findIn = (source: Source, find: (node: ts.Node) => string | undefined): readonly Finding[] => {
  const file = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const findings: Finding[] = [];
  const visit = (node: ts.Node): void => {
    const found = find(node);
    if (found !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart(file));
      findings.push({ found, at: `${source.path}:${String(line + 1)}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return findings;
};
