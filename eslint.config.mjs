import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const specs = ['**/*.spec.ts', 'test/**', '**/conformance/**'];
const theLaw = ['libs/{kernel,terms,contract,figures,disputes}/**/*.ts'];

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' };
const noFunctionDeclaration = {
  selector: 'FunctionDeclaration[generator=false]',
  message: 'Write const name = (…) => …',
};
const noEnum = { selector: 'TSEnumDeclaration', message: 'A union of literals says the same and needs no code.' };
const everywhere = [noDefaultExport, noFunctionDeclaration, noEnum];
const noDecorator = { selector: 'Decorator', message: 'Decorators belong to application and apps.' };
const noPlainClass = {
  selector: 'ClassDeclaration[superClass=null][abstract=false]',
  message: 'A class is a port or an error here; a value is data with functions beside it.',
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '**/node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', URL: 'readonly' } },
    rules: { eqeqeq: 'error', 'no-restricted-syntax': ['error', noFunctionDeclaration] },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-control-regex': 'off', // to refuse control characters one has to name them
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
      'object-shorthand': 'error',
      'prefer-template': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',

      // Where the presets fight the manner of this code.
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-duplicate-type-constituents': 'off', // IsoDate | IsoInstant tells the reader more than string
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unsafe-unary-minus': 'off', // a branded number is one
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['libs/application/**'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noDecorator] },
  },
  {
    // The time comes in as data; test/architecture/clock.spec.ts looks for more ways to read it.
    files: ['{apps,libs}/**/*.ts'],
    ignores: ['libs/kernel/src/clock.ts', ...specs],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Ask the Clock.' },
        { object: 'Temporal', property: 'Now', message: 'Ask the Clock.' },
        { object: 'Math', property: 'random', message: 'An outcome must be repeatable; ids come from node:crypto.' },
      ],
    },
  },
  {
    files: theLaw,
    ignores: specs,
    rules: { 'no-restricted-syntax': ['error', ...everywhere, noDecorator, noPlainClass] },
  },
  {
    // An import that is only a type to the compiler is what Nest injects by.
    files: ['libs/application/**/*.ts', 'apps/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Requests and answers are classes for their decorators and the OpenAPI plugin to read; nobody constructs one.
    files: ['apps/**/*.ts'],
    rules: {
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: specs,
    rules: {
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // A story looks for what it expects in an answer as a client does: by name, without a type.
    files: ['test/{acceptance,support}/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
);
