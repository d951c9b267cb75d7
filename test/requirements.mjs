import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * What a suite may need of the machine beyond Node. The suite says so by its name: `writes.postgresql.spec.ts` needs PostgreSQL.
 * `programs` are found on the PATH or in `directories` (patterns); the first found is what the suite runs.
 */
export const requirements = {
  postgresql: {
    title: 'PostgreSQL',
    programs: ['initdb'],
    directories: ['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql*/bin', '/usr/local/opt/postgresql*/bin'],
  },
  openssl: { title: 'OpenSSL', programs: ['openssl'], directories: [] },
  curl: { title: 'curl', programs: ['curl'], directories: [] },
  chromium: {
    title: 'Chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    directories: ['/Applications/Google Chrome.app/Contents/MacOS'],
  },
};

/** The path of the first program found that meets the requirement, or undefined. */
export const programFor = ({ programs, directories }) => {
  const places = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...directories.flatMap((pattern) => globSync(pattern).sort()),
  ];
  return programs.flatMap((program) => places.map((place) => join(place, program))).find(isExecutable);
};

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};
