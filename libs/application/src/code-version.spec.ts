import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { codeVersion } from './code-version.js';

it('The version that answers name is the package’s', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ version: codeVersion });
});
