import {
  EnvironmentReader,
  parseHost,
  parsePort,
  readCommonSettings,
  type CommonSettings,
  type Environment,
} from '@ledger/hosting';

/** What the environment says, checked. `.env.example` lists it. */
export interface Settings extends CommonSettings {
  /** Where health and metrics are asked for. */
  readonly port: number;
  readonly host: string;
  /** Of PostgreSQL, by which the projectors agree who leads. */
  readonly readModelUrl: string;
}

/** @throws {InvalidSettings} naming every variable that is not as it must be */
export const readSettings = (environment: Environment): Settings => {
  const reader = new EnvironmentReader(environment);
  const port = { fallback: '3001', parse: parsePort, expected: 'a whole number from 0 to 65535' };
  const host = { fallback: '127.0.0.1', parse: parseHost, expected: 'an address or a host name' };
  const common = readCommonSettings(reader);
  if (common.readModelUrl === undefined && (environment['LEDGER_READ_MODEL_URL'] ?? '').trim() === '') {
    reader.complain('LEDGER_READ_MODEL_URL is needed: without it the server keeps the read model by itself');
  }
  const settings = {
    ...common,
    readModelUrl: common.readModelUrl ?? '',
    port: reader.read('PROJECTOR_PORT', port),
    host: reader.read('PROJECTOR_HOST', host),
  };
  return reader.checked(settings);
};
