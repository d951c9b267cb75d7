import { resolve } from 'node:path';
import type { EnvironmentReader } from './environment.js';

/** What every process that serves a ledger is told. */
export interface CommonSettings {
  /** An absolute path. */
  readonly dataDirectory: string;
  /** Where the log is kept. */
  readonly store: StoreKind;
  /** Of EventStoreDB. */
  readonly eventStoreUrl: string | undefined;
  /** Of PostgreSQL, which keeps the read models; undefined where a file in the data directory does. */
  readonly readModelUrl: string | undefined;
  readonly logLevel: LogLevel;
  /** Whether webhooks may lead into private networks, and go without encryption. */
  readonly allowsPrivateWebhooks: boolean;
}
export type StoreKind = (typeof STORES)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

const STORES = ['sqlite', 'eventstoredb'] as const;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export const readCommonSettings = (reader: EnvironmentReader): CommonSettings => {
  const settings = {
    dataDirectory: reader.read('LEDGER_DATA_DIR', { fallback: '.ledger', parse: parseDirectory, expected: 'a path' }),
    store: reader.read('LEDGER_STORE', { fallback: 'sqlite', ...oneOf(STORES) }),
    eventStoreUrl: reader.readOptional('EVENTSTOREDB_URL', {
      parse: (text) => (isUrl(text, ['esdb:', 'esdb+discover:']) ? text : undefined),
      expected: 'a connection string of EventStoreDB as esdb://host:2113',
      isSecret: true, // it may hold a password
    }),
    readModelUrl: reader.readOptional('LEDGER_READ_MODEL_URL', {
      parse: (text) => (isUrl(text, ['postgres:', 'postgresql:']) ? text : undefined),
      expected: 'the address of a PostgreSQL database as postgres://host/database',
      isSecret: true,
    }),
    logLevel: reader.read('LOG_LEVEL', { fallback: 'info', ...oneOf(LOG_LEVELS) }),
    allowsPrivateWebhooks: reader.read('LEDGER_WEBHOOK_ALLOW_PRIVATE', {
      fallback: '0',
      parse: (text) => (text === '0' || text === '1' ? text === '1' : undefined),
      expected: '1 or 0',
    }),
  };
  if (settings.store === 'eventstoredb' && settings.eventStoreUrl === undefined) {
    reader.complain('EVENTSTOREDB_URL is needed where LEDGER_STORE is eventstoredb');
  }
  return settings;
};

export const parsePort = (text: string): number | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : undefined;
export const parseHost = (text: string): string | undefined => (/^[A-Za-z0-9.:_-]+$/.test(text) ? text : undefined);

const parseDirectory = (text: string): string | undefined => (text.includes('\0') ? undefined : resolve(text));

const oneOf = <Value extends string>(
  values: readonly Value[],
): { readonly parse: (text: string) => Value | undefined; readonly expected: string } => ({
  parse: (text) => values.find((value) => value === text),
  expected: `one of ${values.join(', ')}`,
});

/** An address of a cluster names several hosts, which no URL does: its scheme is looked at, and that something follows. */
const isUrl = (text: string, schemes: readonly string[]): boolean =>
  schemes.some((scheme) => text.startsWith(`${scheme}//`) && text.length > scheme.length + 2 && !/\s/.test(text));
