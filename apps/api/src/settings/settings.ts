import { resolve } from 'node:path';
import type { NamedToken } from '../http/authentication.js';

/** What the environment says, checked. `.env.example` lists it. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  /** An absolute path. */
  readonly dataDirectory: string;
  /** Those of LEDGER_TOKEN; none where one is to be made. */
  readonly tokens: readonly NamedToken[];
  readonly logLevel: LogLevel;
}
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment holds something that the server cannot start with: one line for each variable. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
  constructor(readonly complaints: readonly string[]) {
    super(complaints.join('\n'));
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** Whose a token is that has no name of its own. */
export const LOCAL = 'local';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const TOKEN = /^[A-Za-z0-9._~+/-]{1,512}=*$/;

/** @throws {InvalidSettings} naming every variable that is not as it must be */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings => {
  const complaints: string[] = [];
  const read = <Value>(
    name: string,
    fallback: string,
    parse: (text: string) => Value | undefined,
    expected: string,
  ): Value => {
    const given = environment[name]?.trim() ?? '';
    const text = given === '' ? fallback : given;
    const value = parse(text);
    if (value === undefined)
      complaints.push(`${name} must be ${expected}${isSecret(name) ? '' : `, not ${JSON.stringify(text)}`}`);
    return value as Value; // where undefined, it is never handed on
  };
  const settings = {
    port: read('PORT', '3000', parsePort, 'a whole number from 0 to 65535'),
    host: read('HOST', '127.0.0.1', parseHost, 'an address or a host name'),
    dataDirectory: read('LEDGER_DATA_DIR', '.ledger', parseDirectory, 'a path'),
    tokens: read('LEDGER_TOKEN', '', parseTokens, TOKENS_EXPECTED),
    logLevel: read(
      'LOG_LEVEL',
      'info',
      (text) => LOG_LEVELS.find((level) => level === text),
      `one of ${LOG_LEVELS.join(', ')}`,
    ),
  };
  if (complaints.length > 0) throw new InvalidSettings(complaints);
  return settings;
};

const TOKENS_EXPECTED =
  'one token, or several as name=token separated by commas: letters, digits and - . _ ~ + / in a token, letters, digits and . _ @ - in a name, no token twice';
const isSecret = (name: string): boolean => name === 'LEDGER_TOKEN';

const parsePort = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
const parseHost = (text: string): string | undefined => (/^[A-Za-z0-9.:_-]+$/.test(text) ? text : undefined);
const parseDirectory = (text: string): string | undefined => (text.includes('\0') ? undefined : resolve(text));

const parseTokens = (text: string): readonly NamedToken[] | undefined => {
  if (text === '') return [];
  const tokens = text.split(',').map((entry) => parseToken(entry.trim()));
  if (tokens.some((token) => token === undefined)) return undefined;
  const known = tokens as readonly NamedToken[];
  return new Set(known.map(({ token }) => token)).size === known.length ? known : undefined;
};

/** `name=token`, or a bare token. One that ends in the padding of base64 is long: `alice=` is a name without a token. */
const parseToken = (entry: string): NamedToken | undefined => {
  const named = PADDED.test(entry) ? null : /^([^=]*)=(.*)$/.exec(entry);
  const [name = '', token = ''] = named === null ? [LOCAL, entry] : named.slice(1);
  return NAME.test(name) && TOKEN.test(token) ? { name, token } : undefined;
};
const PADDED = /^[^=]{16,}={1,2}$/;
