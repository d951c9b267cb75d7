import { globSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { findIn, root, sources, type Finding, type Source } from './house.js';

const code = sources('{apps,libs,test}/**/*.{ts,tsx,mts,mjs}', '*.mjs');
const words = sources('{README,NOTICE}*', 'docs/**/*.md', '{apps,libs,test}/**/*.md');

/** The regulations, the register of readings and vectors are as long as what they say. */
const isText = ({ path }: Source): boolean => /\/text\/|\/vectors\/|^libs\/terms\/src\/register\.ts$/.test(path);
const isTest = ({ path }: Source): boolean =>
  path.startsWith('test/') || path.endsWith('.spec.ts') || path.includes('/conformance/');

const lines = ({ text }: Source): number => text.split('\n').length - 1;
const linesWith =
  (pattern: RegExp) =>
  ({ path, text }: Source): readonly string[] =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)}`] : []));

/** What a tool reads from a file's default export: settings, and nothing else. */
const isSetting = ({ path }: Source): boolean => /^[^/]+\.mjs$|(^|\/)(vite|playwright)\.config\.ts$/.test(path);

const defaultExports = (source: Source): readonly Finding[] =>
  findIn(source, (node) => {
    if (ts.isExportAssignment(node)) return node.getText();
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    return modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ? 'export default' : undefined;
  });

describe('A tidy house', () => {
  it('has files that are read in one sitting', () => {
    const long = code.filter((file) => !isText(file) && lines(file) > (isTest(file) ? 800 : 400));
    expect(long.map((file) => `${file.path}: ${String(lines(file))} lines`)).toEqual([]);
  });

  it('leaves nothing for later', () => {
    const later = new RegExp(['TODO', 'FIXME', 'XXX', 'HACK'].map((word) => `\\b${word}\\b`).join('|'));
    const marks = [...code, ...words].filter(({ path }) => path !== 'test/architecture/tidy.spec.ts');
    expect(marks.flatMap(linesWith(later))).toEqual([]);
  });

  it('is indented with spaces and ends its lines with nothing', () => {
    expect(code.flatMap(linesWith(/\t|[ \r]$/))).toEqual([]);
  });

  it('runs every test: none is skipped, none stands alone', () => {
    const specs = code.filter(({ path }) => path.endsWith('.spec.ts'));
    expect(specs.flatMap(linesWith(/\b(it|test|describe)\.(only|skip|todo)\b|\b[fx](it|describe)\(/))).toEqual([]);
  });

  it('locks versions and checksums, not the registry they came from', () => {
    expect(sources('**/package-lock.json').flatMap(linesWith(/"resolved": "https?:/))).toEqual([]);
  });

  it('opens every lib by an index or a README', () => {
    const closed = globSync('libs/*', { cwd: root }).filter(
      (lib) => globSync([`${lib}/README.md`, `${lib}/src/index.ts`], { cwd: root }).length === 0,
    );
    expect(closed).toEqual([]);
  });

  it('names what it exports', () => {
    expect(code.filter((file) => !isSetting(file)).flatMap(defaultExports)).toEqual([]);
  });

  it.each(['export default 1;', 'export default class {}', 'export default function () {}'])(
    'would notice %s',
    (text) => {
      expect(defaultExports({ path: 'a.ts', text })).toHaveLength(1);
    },
  );
});
