import {
  EnvironmentReader,
  parseHost,
  parsePort,
  readCommonSettings,
  type CommonSettings,
  type Environment,
} from '@ledger/hosting';
import type { NamedToken } from '../http/authentication.js';

/** What the environment says, checked. `.env.example` lists it. */
export interface Settings extends CommonSettings {
  readonly port: number;
  readonly host: string;
  /** Those of LEDGER_TOKEN; none where one is to be made. */
  readonly tokens: readonly NamedToken[];
}

/** Whose a token is that has no name of its own. */
export const LOCAL = 'local';
const NAME = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;
const TOKEN = /^[A-Za-z0-9._~+/-]{1,512}=*$/;

/** @throws {InvalidSettings} naming every variable that is not as it must be */
export const readSettings = (environment: Environment): Settings => {
  const reader = new EnvironmentReader(environment);
  return reader.checked({
    port: reader.read('PORT', { fallback: '3000', parse: parsePort, expected: 'a whole number from 0 to 65535' }),
    host: reader.read('HOST', { fallback: '127.0.0.1', parse: parseHost, expected: 'an address or a host name' }),
    tokens: reader.read('LEDGER_TOKEN', {
      fallback: '',
      parse: parseTokens,
      expected: TOKENS_EXPECTED,
      isSecret: true,
    }),
    ...readCommonSettings(reader),
  });
};

const TOKENS_EXPECTED =
  'one token, or several as name=token separated by commas: letters, digits and - . _ ~ + / in a token, letters, digits and . _ @ - in a name, no token twice';

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
