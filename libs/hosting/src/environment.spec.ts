import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnvironmentReader, type Environment } from './environment.js';

const reading = (environment: Environment, isSecret: boolean): { value: string | undefined; complaints: string } => {
  const reader = new EnvironmentReader(environment);
  const value = reader.readOptional('PLACE', {
    parse: (text) => (text.includes('!') ? undefined : text),
    expected: 'a place',
    ...(isSecret && { isSecret }),
  });
  try {
    reader.checked({});
    return { value, complaints: '' };
  } catch (error) {
    return { value, complaints: (error as Error).message };
  }
};

describe('A secret', () => {
  let directory: string;
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it('may stand in a file, and is taken without the line break at its end', () => {
    expect(reading({ PLACE_FILE: file('place', 'Nagoya\n') }, true)).toEqual({ value: 'Nagoya', complaints: '' });
  });

  it('is not looked for in a file where it is none', () => {
    expect(reading({ PLACE_FILE: file('place', 'Nagoya\n') }, false)).toEqual({ value: undefined, complaints: '' });
  });

  it('is never repeated when it is wrong', () => {
    const { complaints } = reading({ PLACE_FILE: file('wrong', 'Nagoya!') }, true);
    expect(complaints).toBe('PLACE must be a place');
  });

  it.each([
    [
      'a file that is not there',
      () => ({ PLACE_FILE: '/nowhere/at/all' }),
      /PLACE_FILE must name a file that can be read/,
    ],
    ['an empty file', () => ({ PLACE_FILE: file('empty', '\n') }), /PLACE_FILE names an empty file/],
    ['both at once', () => ({ PLACE: 'Osaka', PLACE_FILE: file('place', 'Nagoya') }), /cannot both be set/],
  ])('is refused as %s', (_what, environment, complaint) => {
    expect(reading(environment(), true).complaints).toMatch(complaint);
  });
});
